// What the page of a hybrid deployment was about, kept for the next window: files and hosts. Their results are in the history.

import * as vscode from 'vscode';
import { endpointShape } from '../../formats/factShapes.ts';
import { list, optional, readShape, record, text } from '../../formats/shape.ts';
import type { Endpoint } from '../../model/endpoint.ts';
import { mostFiles } from './exportFiles.ts';
import type { HybridHosts } from './hybridInputs.ts';

export interface HybridSubject {
  readonly files: readonly vscode.Uri[];
  readonly hosts: HybridHosts;
}

interface KeptSubject extends HybridHosts {
  readonly files: readonly string[];
}

const subjectKey = 'hybrid.subject';

const subjectShape = record<KeptSubject>({
  files: list(text(4_000), mostFiles),
  onPremises: optional<Endpoint>(endpointShape),
  smartHost: optional<Endpoint>(endpointShape),
});

export async function keepSubject(memory: vscode.Memento, { files, hosts }: HybridSubject): Promise<void> {
  const kept: KeptSubject = { ...hosts, files: files.slice(0, mostFiles).map((uri) => uri.toString()) };
  await memory.update(subjectKey, kept);
}

/** Undefined where nothing, or nothing that can be read, was kept. */
export function readSubject(memory: vscode.Memento): HybridSubject | undefined {
  const kept = readShape(subjectShape, memory.get<unknown>(subjectKey));
  if (kept.status === 'invalid') return undefined;
  const { files, ...hosts } = kept.value;
  return { files: files.map((uri) => vscode.Uri.parse(uri)), hosts };
}
