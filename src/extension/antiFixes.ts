// Lines that turn TLS or verification off, as problems in open documents. What looks for them is loaded with the first one.

import * as vscode from 'vscode';
import { printableText } from '../formats/printable.ts';
import type { AntiFixBoard } from './antiFixBoard.ts';
import { documentScheme, settingsSection } from './contributions.ts';
import { readAntiFixScope } from './settings.ts';
import type { AntiFixScope } from './settings.ts';

/** Texts that are no files of a person. */
const strangeSchemes: ReadonlySet<string> = new Set([
  documentScheme,
  'git',
  'output',
  'vscode-local-history',
  'vscode-scm',
]);

/** Lines in which an export of connectors names a property of TLS. */
const headLines = 400;

/** A first look, before anything is loaded: most documents are no exports of connectors. */
function looksLikeExport(document: vscode.TextDocument): boolean {
  if (!/(?:\.(?:json|csv|txt|xml|clixml|log)|[\\/][^.\\/]*)$|^[^.\\/]*$/i.test(document.uri.path)) return false;
  const head = document.getText(new vscode.Range(0, 0, headLines, 0)).slice(0, 64 * 1024);
  return /\b(?:RequireTLS|TlsSettings|TlsAuthLevel|TlsCertificateName|TlsSenderCertificateName)\b/i.test(head);
}

function isWanted(document: vscode.TextDocument, scope: AntiFixScope): boolean {
  if (strangeSchemes.has(document.uri.scheme) || scope === 'off') return false;
  return scope === 'connectorExports' ? looksLikeExport(document) : true;
}

export interface AntiFixes extends vscode.Disposable {
  readonly board: () => Promise<AntiFixBoard>;
}

export function openAntiFixes(log: vscode.LogOutputChannel): AntiFixes {
  const disposables: vscode.Disposable[] = [];
  let opening: Promise<AntiFixBoard> | undefined;
  const board = (): Promise<AntiFixBoard> =>
    (opening ??= import('./antiFixBoard.ts').then(({ openAntiFixBoard }) => {
      const opened = openAntiFixBoard();
      disposables.push(opened);
      return opened;
    }));
  const withBoard = (use: (opened: AntiFixBoard) => unknown): void => {
    board()
      .then(use)
      .catch((error: unknown) => log.error(`Anti-fixes cannot be looked for: ${printableText(String(error), 500)}`));
  };
  const look = (document: vscode.TextDocument): void => {
    if (isWanted(document, readAntiFixScope(document.uri))) withBoard((opened) => opened.look(document));
    // What was found in it before, by the command or under another setting, may have gone.
    else if (opening !== undefined) withBoard((opened) => opened.lookAgain(document));
  };
  const lookAtAll = (): void => {
    for (const document of vscode.workspace.textDocuments) look(document);
    if (readAntiFixScope(undefined) === 'workspace') withBoard((opened) => opened.watchWorkspace());
  };
  disposables.push(
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) look(document);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      if (opening !== undefined) withBoard((opened) => opened.forget(uri));
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration(`${settingsSection}.antiFixes`)) return;
      if (opening === undefined) lookAtAll();
      else {
        withBoard((opened) => {
          opened.clear();
          lookAtAll();
        });
      }
    }),
  );
  lookAtAll();
  return {
    board,
    dispose: () => {
      for (const disposable of disposables) disposable.dispose();
    },
  };
}
