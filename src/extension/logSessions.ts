// One session of a protocol log: shown in the panel as the result it is, or its server probed.

import * as vscode from 'vscode';
import { assessSession, SessionSearch } from '../engine/logAnalysis.ts';
import { LogCancelled, readLogSession } from '../engine/logProcess.ts';
import { printableText, reasonOf } from '../formats/printable.ts';
import { isRecord } from '../formats/record.ts';
import { endpointKey, parseTarget } from '../formats/targetText.ts';
import type { Assessment } from '../model/assessment.ts';
import type { App } from './app.ts';
import { logWorkerPath } from './analyseLog.ts';
import { commandIds, protocolLogLanguage } from './contributions.ts';
import { t } from './l10n.ts';
import type { LogSessionArgument } from './logLanguage.ts';
import { indexLog, piecesOf } from './logIndexes.ts';
import { showError, showInformation } from './messages.ts';
import { openSlices } from './slices.ts';

/** Header lines stand among the first. */
const headerLines = 10;

function parsePair(value: unknown): readonly [number, number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [one, other]: readonly unknown[] = value;
  return typeof one === 'number' && typeof other === 'number' ? [one, other] : undefined;
}

function parseArgument(value: unknown): LogSessionArgument | undefined {
  if (!isRecord(value) || typeof value['uri'] !== 'string' || typeof value['id'] !== 'string') return undefined;
  const [lines, bytes] = [parsePair(value['lines']), parsePair(value['bytes'])];
  const place = { ...(lines === undefined ? {} : { lines }), ...(bytes === undefined ? {} : { bytes }) };
  return { uri: value['uri'], id: value['id'], ...place };
}

/** The session of the row in which the cursor stands. */
async function sessionAtCursor(): Promise<{ argument: LogSessionArgument; server: string | undefined } | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor?.document.languageId !== protocolLogLanguage) return undefined;
  const session = (await indexLog(editor.document))?.sessionAt(editor.selection.active.line + 1);
  if (session === undefined) return undefined;
  const { id, firstLine, lastLine, server } = session;
  return { argument: { uri: editor.document.uri.toString(), id, lines: [firstLine, lastLine] }, server };
}

async function findInEditor(
  uri: vscode.Uri,
  id: string,
  lines: readonly [number, number],
): Promise<Assessment | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const header = document.getText(new vscode.Range(0, 0, headerLines, 0));
  const search = new SessionSearch({ fileName: document.fileName, only: id, header });
  const pause = openSlices();
  for (const piece of piecesOf(document.getText(new vscode.Range(lines[0] - 1, 0, lines[1], 0)))) {
    search.push(piece);
    await pause();
  }
  const session = search.finish();
  return session === undefined ? undefined : assessSession(session);
}

async function find(app: App, { uri: address, id, lines, bytes }: LogSessionArgument): Promise<Assessment | undefined> {
  const uri = vscode.Uri.parse(address, true);
  if (lines !== undefined) return findInEditor(uri, id, lines);
  if (uri.scheme !== 'file' || bytes === undefined) return findInEditor(uri, id, [1, Number.MAX_SAFE_INTEGER]);
  const [from, to] = bytes;
  return readLogSession({ workerPath: logWorkerPath(app), path: uri.fsPath }, { id, from, to });
}

/** @param argument What a lens hands over; without it, the session of the row under the cursor. */
export async function showLogSession(app: App, argument: unknown): Promise<Assessment | undefined> {
  const session = parseArgument(argument) ?? (await sessionAtCursor())?.argument;
  if (session === undefined) {
    void showInformation(t('Put the cursor into a row of a protocol log first.'));
    return undefined;
  }
  const name = printableText(session.uri.split('/').at(-1) ?? session.uri, 200);
  try {
    const assessment = await find(app, session);
    if (assessment === undefined) {
      void showError(t('{0} does not hold the session {1} any more.', name, printableText(session.id, 64)));
      return undefined;
    }
    const file = `${name}, ${printableText(session.id, 64)}`;
    app.panelRequests.fire({ key: endpointKey(assessment.endpoint), result: { assessment, file } });
    return assessment;
  } catch (error) {
    if (!(error instanceof LogCancelled)) void showError(t('{0} cannot be read: {1}', name, reasonOf(error)));
    return undefined;
  }
}

/** Nothing is sent before a person has chosen this. @param argument `{server}`; without it, that of the row under the cursor. */
export async function probeLogHost(argument: unknown): Promise<unknown> {
  const given = isRecord(argument) && typeof argument['server'] === 'string' ? argument['server'] : undefined;
  const server = given ?? (await sessionAtCursor())?.server;
  const target = server === undefined ? undefined : parseTarget(server);
  if (target?.status !== 'parsed') {
    void showInformation(t('This session has no address of a server.'));
    return undefined;
  }
  return vscode.commands.executeCommand(commandIds.probe, server);
}
