// Looks for anti-fixes in documents and in the files of the workspace, and keeps them as problems with quick fixes.

import * as vscode from 'vscode';
import { antiFixGlob } from '../antifixes/languages.ts';
import { scanText } from '../antifixes/scanText.ts';
import type { AntiFixFinding } from '../antifixes/scanText.ts';
import { decodeText } from '../formats/textDecoding.ts';
import type { Severity } from '../model/finding.ts';
import { commandIds } from './contributions.ts';
import { coalesce } from './disposables.ts';
import { t } from './l10n.ts';
import { openGate, openSlices } from './slices.ts';
import { ruleUri } from './views/documentUris.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

const typingDelayMs = 300;

/** Files of one search at most, and problems of all of it. */
export const maximumFiles = 20_000;
const maximumProblems = 5_000;

/** Two bytes for each character of UTF-16. */
const maximumBytes = 4 * 1024 * 1024 + 2;

const filesAtOnce = 8;

/** Folders whose files nobody here wrote. */
const strangeFolders =
  '**/{node_modules,bower_components,vendor,dist,out,build,target,.git,.hg,.svn,.venv,venv,.vscode-test}/**';

export interface WorkspaceSearch {
  readonly files: number;
  readonly problems: number;
  readonly filesWithProblems: number;
  /** Too large, or not to be read. */
  readonly unread: number;
  /** There were more files, or more problems, than one search takes. */
  readonly isCut: boolean;
}

export interface AntiFixBoard extends vscode.Disposable {
  /** Looks through a document, a moment after its last change. */
  readonly look: (document: vscode.TextDocument) => void;
  /** The same, but only where something was found before. */
  readonly lookAgain: (document: vscode.TextDocument) => void;
  /** Takes back what was found in a document that is closed, unless a search through the workspace found it. */
  readonly forget: (uri: vscode.Uri) => void;
  readonly clear: () => void;
  readonly search: (
    token: vscode.CancellationToken,
    tell: (done: number, total: number) => void,
  ) => Promise<WorkspaceSearch>;
  /** Searches the workspace, and looks again at files that change. */
  readonly watchWorkspace: () => void;
}

/** VS Code hands the very same objects to code actions. */
const found = new WeakMap<vscode.Diagnostic, AntiFixFinding>();

function diagnosticOf(finding: AntiFixFinding): vscode.Diagnostic {
  const { antiFix, line, column, length } = finding;
  const range = new vscode.Range(line, column, line, column + length);
  const diagnostic = new vscode.Diagnostic(range, `${antiFix.title}. ${antiFix.effect}`, severities[antiFix.severity]);
  diagnostic.source = 'SMTP TLS';
  diagnostic.code = { value: antiFix.id, target: ruleUri(antiFix.id) };
  found.set(diagnostic, finding);
  return diagnostic;
}

function isSame(one: AntiFixFinding, other: AntiFixFinding | undefined): boolean {
  return (
    one.antiFix === other?.antiFix && one.line === other.line && one.column === other.column && one.text === other.text
  );
}

/** The safe replacement where there is one, and always the page that says what to do in its place. */
function fixesOf(document: vscode.TextDocument, diagnostic: vscode.Diagnostic): readonly vscode.CodeAction[] {
  const finding = found.get(diagnostic);
  if (finding === undefined) return [];
  const { antiFix, text } = finding;
  const { id, title, replacement } = antiFix;
  const actions: vscode.CodeAction[] = [];
  // The text may have changed since.
  if (replacement !== undefined && document.getText(diagnostic.range) === text) {
    const write = new vscode.CodeAction(t('Write "{0}"', replacement), vscode.CodeActionKind.QuickFix);
    write.edit = new vscode.WorkspaceEdit();
    write.edit.replace(document.uri, diagnostic.range, replacement);
    write.isPreferred = true;
    write.diagnostics = [diagnostic];
    actions.push(write);
  }
  const name = t('What to do in its place: {0}', title);
  const explain = new vscode.CodeAction(name, vscode.CodeActionKind.QuickFix);
  explain.command = { command: commandIds.explainRule, title: name, arguments: [{ rule: id }] };
  explain.diagnostics = [diagnostic];
  return [...actions, explain];
}

/** Undefined: it is too large, or cannot be read. */
async function readFile(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > maximumBytes ? undefined : decodeText(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

export function openAntiFixBoard(): AntiFixBoard {
  const collection = vscode.languages.createDiagnosticCollection('smtp-tls-anti-fixes');
  const waiting = new Map<string, vscode.TextDocument>();
  /** Files that a search through the workspace went through: their problems stay when they are closed. */
  const searched = new Set<string>();
  let watching: vscode.Disposable | undefined;

  const show = (uri: vscode.Uri, findings: readonly AntiFixFinding[]): void => {
    const shown = (collection.get(uri) ?? []).flatMap((diagnostic) => found.get(diagnostic) ?? []);
    // The same once more would only make the list of problems flicker.
    if (shown.length === findings.length && shown.every((one, index) => isSame(one, findings[index]))) return;
    if (findings.length > 0) collection.set(uri, findings.map(diagnosticOf));
    else collection.delete(uri);
  };
  const lookNow = (document: vscode.TextDocument): void => {
    if (document.isClosed) return;
    show(document.uri, scanText(document.getText(), document.fileName, document.languageId).findings);
  };
  const typing = coalesce(typingDelayMs, () => {
    const documents = [...waiting.values()];
    waiting.clear();
    documents.forEach(lookNow);
  });
  const look = (document: vscode.TextDocument): void => {
    waiting.set(document.uri.toString(), document);
    typing.request();
  };

  const openDocument = (uri: vscode.Uri): vscode.TextDocument | undefined =>
    vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());

  /** What an editor shows counts before what is on disk. */
  const lookAtFile = async (uri: vscode.Uri): Promise<readonly AntiFixFinding[] | undefined> => {
    const document = openDocument(uri);
    const text = document?.getText() ?? (await readFile(uri));
    if (text === undefined) return undefined;
    const { findings } = scanText(text, uri.path, document?.languageId);
    searched.add(uri.toString());
    show(uri, findings);
    return findings;
  };

  const search: AntiFixBoard['search'] = async (token, tell) => {
    const uris = await vscode.workspace.findFiles(antiFixGlob, strangeFolders, maximumFiles + 1, token);
    const files = uris.slice(0, maximumFiles).filter(({ path }) => !/\.min\.[cm]?js$/.test(path));
    const inTurn = openSlices();
    const gate = openGate(filesAtOnce);
    const counts = { files: 0, problems: 0, filesWithProblems: 0, unread: 0 };
    await Promise.all(
      files.map((uri) =>
        gate(async () => {
          if (token.isCancellationRequested || counts.problems >= maximumProblems) return;
          const findings = await lookAtFile(uri);
          counts.files++;
          if (findings === undefined) counts.unread++;
          else if (findings.length > 0) {
            counts.filesWithProblems++;
            counts.problems += findings.length;
          }
          tell(counts.files, files.length);
          await inTurn();
        }),
      ),
    );
    return { ...counts, isCut: uris.length > maximumFiles || counts.problems >= maximumProblems };
  };

  const watchWorkspace = (): void => {
    if (watching !== undefined) return;
    const watcher = vscode.workspace.createFileSystemWatcher(antiFixGlob);
    const changed = new Map<string, vscode.Uri>();
    const quiet = coalesce(typingDelayMs, () => {
      for (const uri of changed.values()) void lookAtFile(uri);
      changed.clear();
    });
    const note = (uri: vscode.Uri): void => {
      if (/\/(?:node_modules|bower_components|vendor|dist|out|build|target|\.git|\.venv|venv)\//.test(uri.path)) return;
      changed.set(uri.toString(), uri);
      quiet.request();
    };
    watcher.onDidCreate(note);
    watcher.onDidChange(note);
    watcher.onDidDelete((uri) => collection.delete(uri));
    watching = vscode.Disposable.from(watcher, quiet);
    const options = { location: vscode.ProgressLocation.Window, title: t('Looking for anti-fixes') };
    void vscode.window.withProgress(options, async (_progress, token) => search(token, () => undefined));
  };

  const fixes: vscode.CodeActionProvider = {
    provideCodeActions: (document, _range, { diagnostics }) =>
      diagnostics.flatMap((diagnostic) => [...fixesOf(document, diagnostic)]),
  };
  const provider = vscode.languages.registerCodeActionsProvider([{ scheme: '*' }], fixes, {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  });

  const clear = (): void => {
    watching?.dispose();
    watching = undefined;
    waiting.clear();
    searched.clear();
    collection.clear();
  };
  return {
    look,
    lookAgain: (document) => {
      if (collection.has(document.uri) || searched.has(document.uri.toString())) look(document);
    },
    forget: (uri) => {
      waiting.delete(uri.toString());
      if (!searched.has(uri.toString())) collection.delete(uri);
    },
    clear,
    search,
    watchWorkspace,
    dispose: () => {
      clear();
      typing.dispose();
      provider.dispose();
      collection.dispose();
    },
  };
}
