// "Explain Mail Error": the selection, the clipboard, a file or a pasted text as a page that says what it means: of mail
// errors, and of reports on TLS (RFC 8460), which come packed.

import * as vscode from 'vscode';
import { isRecord } from '../../formats/record.ts';
import { onOneLine, printableText, reasonOf } from '../../formats/printable.ts';
import { endpointKey } from '../../formats/targetText.ts';
import type { MailErrorReport } from '../../model/mailError.ts';
import type { TlsReportExplanation } from '../../model/tlsReport.ts';
import type { App } from '../app.ts';
import { commandIds } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showError, showInformation, showWarning, withoutIcons } from '../messages.ts';
import { mailErrorUri } from '../views/documentUris.ts';
import type { Command } from './command.ts';

/** UTF-16 code units that are taken of a text; the decoder names what it leaves out. */
const longestText = 12_000_001;

/** The largest mail with a report, with room. */
const largestFile = 16 * 1024 * 1024;

const previewLength = 120;

interface SourceItem extends vscode.QuickPickItem {
  /** Undefined: to be typed, or chosen. */
  readonly text?: string;
  readonly isFile?: true;
}

function previewOf(text: string): string {
  return withoutIcons(printableText(onOneLine(text).trim(), previewLength));
}

interface Asked {
  /** Bytes of a file, which may be packed. */
  readonly text: string | Uint8Array;
  /** Of the file. */
  readonly name?: string;
  /** Where the words stand that are asked about. */
  readonly at?: number;
}

/** What a lens stands over: the beginning of its document, as it is now. */
async function readLens(argument: unknown): Promise<Asked | undefined> {
  if (!isRecord(argument)) return undefined;
  const { uri, at } = argument;
  if (typeof uri !== 'string' || typeof at !== 'number') return undefined;
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri);
  if (document === undefined) return undefined;
  const { readBeginning } = await import('../mailErrorLens.ts');
  return { text: readBeginning(document), at };
}

function selectedText(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || editor.selection.isEmpty) return undefined;
  const text = editor.document.getText(editor.selection);
  return text.trim() === '' ? undefined : text;
}

/** A browser may ask a person for leave first, and wait for the answer: nothing else waits for it. */
const clipboardMs = 1_000;

async function readClipboard(): Promise<string> {
  const patience = new Promise<string>((resolve) => setTimeout(() => resolve(''), clipboardMs));
  return Promise.race([vscode.env.clipboard.readText().then(undefined, () => ''), patience]);
}

async function readFile(uri: vscode.Uri): Promise<Asked | undefined> {
  const name = printableText(vscode.workspace.asRelativePath(uri), 200);
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size <= largestFile) return { text: await vscode.workspace.fs.readFile(uri), name };
    void showError(t('{0} cannot be read: {1}', name, t('it is larger than 16 MB.')));
  } catch (error) {
    void showError(t('{0} cannot be read: {1}', name, reasonOf(error)));
  }
  return undefined;
}

async function chooseFile(): Promise<Asked | undefined> {
  const [uri] = (await vscode.window.showOpenDialog({ title: t('Explain Mail Error') })) ?? [];
  return uri === undefined ? undefined : readFile(uri);
}

/** What a person sees before anything is taken: the clipboard and the open file with their first words. */
async function chooseText(): Promise<Asked | undefined> {
  const clipboard = (await readClipboard()).slice(0, longestText);
  const document = vscode.window.activeTextEditor?.document;
  const items: readonly SourceItem[] = [
    ...(clipboard.trim() === ''
      ? []
      : [{ label: `$(clippy) ${t('From the clipboard')}`, detail: previewOf(clipboard), text: clipboard }]),
    ...(document === undefined || document.getText().trim() === ''
      ? []
      : [
          {
            label: `$(file) ${t('The whole open file')}`,
            description: withoutIcons(vscode.workspace.asRelativePath(document.uri)),
            detail: previewOf(document.getText()),
            text: document.getText().slice(0, longestText),
          },
        ]),
    { label: `$(edit) ${t('Type or paste a line…')}` },
    {
      label: `$(folder-opened) ${t('Open a file…')}`,
      description: t('a bounce (.eml), or a report on TLS (.json, .json.gz, .eml)'),
      isFile: true,
    },
  ];
  const placeHolder = t('Which text is to be explained?');
  const chosen = await vscode.window.showQuickPick(items, { placeHolder });
  if (chosen === undefined) return undefined;
  if (chosen.isFile === true) return chooseFile();
  if (chosen.text !== undefined) return { text: chosen.text };
  const typed = await vscode.window.showInputBox({
    title: t('Explain Mail Error'),
    prompt: t('A bounce, a line of a queue or a log, or what a program said. Nothing is sent.'),
    placeHolder: '451 5.7.3 STARTTLS is required to send mail',
    ignoreFocusOut: true,
  });
  return typed === undefined ? undefined : { text: typed };
}

/** The first that names a host; it is probed only when a person says so. */
function offerProbe(report: MailErrorReport | TlsReportExplanation): void {
  const explained = 'failures' in report ? report.failures : report.explanations;
  const endpoint = explained.find(({ probe }) => probe !== undefined)?.probe?.endpoint;
  if (endpoint === undefined) return;
  const key = endpointKey(endpoint);
  const answer = t('Probe {0}', key);
  void showInformation(t('The text names {0}. A probe shows what it does now.', key), answer).then((chosen) => {
    if (chosen !== answer) return;
    const { host, port, tlsMode } = endpoint;
    void vscode.commands.executeCommand(commandIds.probe, { host, port, tls: tlsMode });
  });
}

/** The argument is a text or a file, or comes from a lens; without one a person is asked. */
async function ask(argument: unknown): Promise<Asked | undefined> {
  if (typeof argument === 'string') return { text: argument };
  if (argument instanceof vscode.Uri) return readFile(argument);
  const pointed = await readLens(argument);
  if (pointed !== undefined) return pointed;
  const text = selectedText();
  return text === undefined ? chooseText() : { text };
}

async function explain(_app: App, argument?: unknown): Promise<MailErrorReport | TlsReportExplanation | undefined> {
  const asked = await ask(argument);
  if (asked === undefined) return undefined;
  const text = typeof asked.text === 'string' ? asked.text.slice(0, longestText) : asked.text;
  if (typeof text === 'string' && text.trim() === '') return undefined;
  const { keepExplanation } = await import('../mailErrors.ts');
  const kept = keepExplanation(text, asked.at);
  if ('unreadable' in kept) {
    void showError(t('{0} cannot be read: {1}', asked.name ?? '', `${kept.unreadable}.`));
    return undefined;
  }
  if (kept.trouble !== undefined) void showWarning(t('The report on TLS could not be read. {0}', kept.trouble));
  await vscode.commands.executeCommand('markdown.showPreview', mailErrorUri(kept.id));
  offerProbe(kept.report);
  return kept.report;
}

export const explainErrorCommand: Command = { id: commandIds.explainError, run: explain };
