// Exports of connectors: found in the workspace or chosen, read in pieces, with what is edited but not saved.

import * as vscode from 'vscode';
import { readConnectorExport } from '../../formats/connectorExport.ts';
import { connectorSetOf } from '../../formats/connectorSet.ts';
import type { ConnectorExport } from '../../formats/connectorExport.ts';
import { exportLimits } from '../../formats/exports/rawExport.ts';
import { printableText, reasonOf } from '../../formats/printable.ts';
import type { ConnectorSet } from '../../model/connector.ts';
import { exportFileGlob } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showWarning } from '../messages.ts';
import { openSlices } from '../slices.ts';

/** More than anybody exports of one deployment. */
export const mostFiles = 20;

export interface ReadExports {
  readonly set: ConnectorSet;
  /** By the name that places have. */
  readonly uris: ReadonlyMap<string, vscode.Uri>;
}

export async function findExports(): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(exportFileGlob, '**/node_modules/**', mostFiles);
  return [...found].sort((a, b) => a.path.localeCompare(b.path));
}

export async function chooseExports(): Promise<readonly vscode.Uri[] | undefined> {
  return vscode.window.showOpenDialog({
    canSelectMany: true,
    openLabel: t('Use'),
    title: t('Exports of connectors'),
    filters: { [t('Exports')]: ['json', 'csv', 'xml', 'clixml', 'txt'], [t('All files')]: ['*'] },
  });
}

/** What a person sees of an open document counts, saved or not. */
async function bytesOf(uri: vscode.Uri): Promise<Uint8Array> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) return Buffer.from(open.getText(), 'utf8');
  if ((await vscode.workspace.fs.stat(uri)).size > exportLimits.bytes) {
    throw new Error(t('It is larger than 20 MB.'));
  }
  return vscode.workspace.fs.readFile(uri);
}

/** Two files of one name in different folders are told apart. */
function nameFor(uri: vscode.Uri, taken: ReadonlyMap<string, vscode.Uri>): string {
  const name = printableText(vscode.workspace.asRelativePath(uri), 200);
  return taken.has(name) ? printableText(uri.path, 300) : name;
}

/** Files that cannot be read are told and left out; the others count. */
export async function readExports(files: readonly vscode.Uri[]): Promise<ReadExports> {
  const uris = new Map<string, vscode.Uri>();
  const exports: ConnectorExport[] = [];
  const pause = openSlices();
  for (const uri of files.slice(0, mostFiles)) {
    const name = nameFor(uri, uris);
    try {
      const steps = readConnectorExport({ name, bytes: await bytesOf(uri) });
      let step = steps.next();
      while (step.done !== true) {
        await pause();
        step = steps.next();
      }
      uris.set(name, uri);
      exports.push(step.value);
    } catch (error) {
      void showWarning(t('{0} cannot be read: {1}', name, reasonOf(error)));
    }
  }
  return { set: connectorSetOf([...uris.keys()], exports), uris };
}
