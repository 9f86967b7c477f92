// The extension under test and servers for it, inside the extension host.

import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { internalApi } from '../../../src/extension/api.ts';
import type { Exports } from '../../../src/extension/api.ts';
import type { InternalApi } from '../../../src/extension/extension.ts';
import type { Assessment } from '../../../src/model/assessment.ts';

/** What other extensions get. */
export async function activateExports(): Promise<Exports<InternalApi>> {
  const extension = vscode.extensions.getExtension<Exports<InternalApi>>('smtp-tls-probe.smtp-tls-probe');
  assert.ok(extension);
  return extension.activate();
}

export async function activateExtension(): Promise<InternalApi> {
  const api = (await activateExports())[internalApi];
  await api.loaded;
  return api;
}

export interface LabEndpoint {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly tlsMode: 'starttls' | 'implicit';
  readonly serverName: string;
  readonly expectedVerdict: string;
}

export interface EditorLab {
  /** As "Probe SMTP TLS" takes it, with the lab's root as the only authority. */
  readonly entry: (id: string) => Readonly<Record<string, unknown>> & { readonly host: string; readonly port: number };
  readonly close: () => Promise<void>;
}

/** Starts the lab's servers with these faults. */
export async function openLab(...ids: readonly string[]): Promise<EditorLab> {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-tls-probe-editor-'));
  const program = join(__dirname, '..', '..', 'lab.js');
  // `fork` also where the extension host is not Node.js itself.
  const lab = fork(program, ['--workspace', folder, '--only', ids.join(',')], {
    stdio: ['pipe', 'pipe', 'inherit', 'ipc'],
    execArgv: [],
  });
  const ended = new Promise((resolve) => lab.once('exit', resolve));
  const announced = await new Promise<string>((resolve, reject) => {
    let text = '';
    lab.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n')) resolve(text);
    });
    lab.once('exit', (code) => reject(new Error(`The lab ended with ${code}.`)));
  });
  const { endpoints, authorities } = JSON.parse(announced) as { endpoints: LabEndpoint[]; authorities: string };
  return {
    entry: (id) => {
      const endpoint = endpoints.find((one) => one.id === id);
      assert.ok(endpoint, `The lab has no ${id}`);
      const { host, port, tlsMode, serverName } = endpoint;
      return { host, port, tls: tlsMode, serverName, authorities };
    },
    close: async () => {
      lab.stdin?.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A server that sends this as soon as somebody connects, and nothing more. */
export async function openBanner(bytes: Buffer): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.end(bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: (server.address() as AddressInfo).port, close: () => void server.close() };
}

export async function probe(target: unknown): Promise<Assessment> {
  const assessment = await vscode.commands.executeCommand<Assessment | undefined>('smtpTls.probe', target);
  assert.ok(assessment, 'The probe did not start');
  return assessment;
}

export function transcriptUri(key: string): vscode.Uri {
  return vscode.Uri.from({ scheme: 'smtp-tls', path: `/transcript/${key}` });
}

/** As a person empties the list: suites that look at the list as a whole begin with none, and each leaves none. */
export async function emptyList({ store }: InternalApi): Promise<void> {
  const keys = store.all().map(({ key }) => key);
  for (const key of keys) await vscode.commands.executeCommand('smtpTls.removeEndpoint', { key });
  assert.deepEqual(
    store.all().map(({ key }) => key),
    [],
  );
}

/** The problems of a result stand in the Problems panel a moment after it. */
const problemsDelayMs = 1_000;

/** Our problems in the transcript, when there are as many. */
export async function waitForProblems(key: string, count: number): Promise<readonly vscode.Diagnostic[]> {
  const uri = transcriptUri(key);
  const read = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri);
  // That there is none can be told only when one would have come.
  if (count === 0) await new Promise((resolve) => setTimeout(resolve, problemsDelayMs));
  else await waitFor(`${count} problems of ${key}`, () => read().length === count);
  assert.equal(read().length, count);
  return read();
}

/** Asks until the answer is yes; throws after `timeoutMs`. */
export async function waitFor(what: string, isThere: () => boolean, timeoutMs = 5_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  while (!isThere()) {
    if (performance.now() > end) throw new Error(`${what} did not come within ${timeoutMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
