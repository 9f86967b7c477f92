// "Analyse Protocol Log": a log of any size read in a process of its own, with progress and cancel; then its summary.

import * as vscode from 'vscode';
import { analyseLogFile, LogCancelled } from '../engine/logProcess.ts';
import { LogAnalysis } from '../engine/logAnalysis.ts';
import { printableText, reasonOf } from '../formats/printable.ts';
import type { LogSummary } from '../model/protocolLog.ts';
import type { App } from './app.ts';
import { protocolLogLanguage } from './contributions.ts';
import { t } from './l10n.ts';
import { keepSummary } from './logSummaries.ts';
import { showError, withoutLinks } from './messages.ts';
import { openSlices } from './slices.ts';

/** A log that is not a file of this machine is read whole, in this process. */
const largestInMemory = 64 * 1024 * 1024;

const pieceBytes = 16 * 1024;

export function logWorkerPath(app: App): string {
  return vscode.Uri.joinPath(app.context.extensionUri, 'dist', 'logWorker.js').fsPath;
}

export function signalOf(token: vscode.CancellationToken): AbortSignal {
  const controller = new AbortController();
  token.onCancellationRequested(() => controller.abort());
  if (token.isCancellationRequested) controller.abort();
  return controller.signal;
}

/** Also of a file that is too large for extensions to see its text. */
function activeLog(): vscode.Uri | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId === protocolLogLanguage) return editor.document.uri;
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  if (!(input instanceof vscode.TabInputText)) return undefined;
  return /(?:^|\/)(?:SEND|RECV)\d[^/]*\.log$/i.test(input.uri.path) ? input.uri : undefined;
}

async function chooseLog(): Promise<vscode.Uri | undefined> {
  const uris = await vscode.window.showOpenDialog({
    openLabel: t('Analyse'),
    title: t('Analyse a protocol log of Exchange'),
    filters: { [t('Protocol logs')]: ['log', 'LOG', 'txt'], [t('All files')]: ['*'] },
  });
  return uris?.[0];
}

async function analyseBytes(uri: vscode.Uri, signal: AbortSignal): Promise<LogSummary> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open === undefined && (await vscode.workspace.fs.stat(uri)).size > largestInMemory) {
    throw new Error(t('It is larger than 64 MB and not a file of the machine that reads it.'));
  }
  const bytes = open === undefined ? await vscode.workspace.fs.readFile(uri) : Buffer.from(open.getText(), 'utf8');
  const pause = openSlices();
  const analysis = new LogAnalysis({ fileName: uri.path });
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    if (signal.aborted) throw new LogCancelled();
    analysis.push(bytes.subarray(at, at + pieceBytes));
    await pause();
  }
  return analysis.finish();
}

async function analyse(app: App, uri: vscode.Uri): Promise<LogSummary> {
  const title = withoutLinks(t('Reading {0}', shownName(uri)));
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, (progress, token) => {
    const signal = signalOf(token);
    if (uri.scheme !== 'file') return analyseBytes(uri, signal);
    let shown = 0;
    return analyseLogFile({
      workerPath: logWorkerPath(app),
      path: uri.fsPath,
      signal,
      onProgress: ({ bytes, total, sessions }) => {
        const percent = total === 0 ? 100 : (100 * bytes) / total;
        const message = t('{0} %, {1} sessions', Math.floor(percent), sessions);
        progress.report({ increment: percent - shown, message });
        shown = percent;
      },
    });
  });
}

function shownName(uri: vscode.Uri): string {
  return printableText(uri.path.split('/').at(-1) ?? uri.path, 200);
}

/** @param argument The log's URI, as menus and lenses give it; without one the log that is open, else a person chooses. */
export async function analyseLog(app: App, argument: unknown): Promise<LogSummary | undefined> {
  const uri = argument instanceof vscode.Uri ? argument : (activeLog() ?? (await chooseLog()));
  if (uri === undefined) return undefined;
  try {
    const summary = await analyse(app, uri);
    const document = await vscode.workspace.openTextDocument(keepSummary(uri, shownName(uri), summary));
    await vscode.window.showTextDocument(document, { preview: false });
    return summary;
  } catch (error) {
    if (error instanceof LogCancelled) return undefined;
    const reason = reasonOf(error);
    app.log.warn(`${shownName(uri)} cannot be read: ${reason}`);
    void showError(t('{0} cannot be read: {1}', shownName(uri), reason));
    return undefined;
  }
}
