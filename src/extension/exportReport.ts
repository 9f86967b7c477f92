// Asks on what, in which format, whether redacted and where to; then makes the report and puts it there.

import * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import { isRecord } from '../formats/record.ts';
import { reasonOf } from '../formats/printable.ts';
import type { Assessment } from '../model/assessment.ts';
import { findReportFormat, reportFormats } from '../report/index.ts';
import type { ReportFormat } from '../report/report.ts';
import type { App } from './app.ts';
import { endpointItem } from './commands/command.ts';
import { fileNameOf, proposedFile } from './fileNames.ts';
import { t } from './l10n.ts';
import { showError, showInformation, showWarning } from './messages.ts';
import { makeReport } from './makeReport.ts';
import { describeReportFormat } from './reportFormatWords.ts';
import { nameOf } from './words.ts';

/** VS Code keeps larger documents from its extensions. */
const largestDocument = 20 * 1024 * 1024;

type Judged = EndpointState & { readonly assessment: Assessment };

function isJudged(state: EndpointState): state is Judged {
  return state.assessment !== undefined;
}

async function chooseStates(app: App): Promise<readonly Judged[]> {
  const candidates = app.store.all().filter(isJudged);
  if (candidates.length < 2) return candidates;
  const items = candidates.map((state) => ({ ...endpointItem(state), picked: true }));
  const placeHolder = t('On which endpoints is the report?');
  const options = { title: t('Export report'), placeHolder, canPickMany: true, matchOnDetail: true } as const;
  return ((await vscode.window.showQuickPick(items, options)) ?? []).map(({ state }) => state);
}

async function chooseFormat(title: string): Promise<ReportFormat | undefined> {
  const items = reportFormats.map((format) => ({
    label: format.title,
    description: `.${format.extension}`,
    detail: describeReportFormat(format.id),
    format,
  }));
  const placeHolder = t('In which format?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDetail: true }))?.format;
}

async function chooseRedaction(title: string): Promise<boolean | undefined> {
  const items = [
    {
      label: t('With all names'),
      detail: t('For those who know these servers: host names, addresses and certificates as they are.'),
      isRedacted: false,
    },
    {
      label: t('Redacted'),
      detail: t('For everybody else: other words for hosts, addresses and owners; no prints, no PEM texts.'),
      isRedacted: true,
    },
  ];
  const placeHolder = t('With the names of hosts and addresses?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.isRedacted;
}

const targets = ['file', 'clipboard', 'editor'] as const;

type Target = (typeof targets)[number];

async function chooseTarget(title: string): Promise<Target | undefined> {
  const items: readonly { readonly label: string; readonly target: Target }[] = [
    { label: `$(save) ${t('Save…')}`, target: 'file' },
    { label: `$(copy) ${t('Copy')}`, target: 'clipboard' },
    { label: `$(go-to-file) ${t('Open in an editor')}`, target: 'editor' },
  ];
  return (await vscode.window.showQuickPick(items, { title, placeHolder: t('Where to?') }))?.target;
}

/** Such as `smtp-tls-mx.example.com-25.html`. */
function fileName(states: readonly Judged[], { extension }: ReportFormat, isRedacted: boolean): string {
  const [only, ...others] = states;
  // A redacted report does not tell the name by its own.
  const subject = only === undefined || others.length > 0 || isRedacted ? 'report' : fileNameOf(only.endpoint);
  return `smtp-tls-${subject}.${extension}`;
}

async function offerToOpen(file: vscode.Uri, format: ReportFormat): Promise<void> {
  const open = t('Open');
  const browse = t('Open in Browser');
  // A browser finds only files of its own machine.
  const isLocal = file.scheme === 'file' && vscode.env.remoteName === undefined;
  const canBrowse = format.id === 'html' && isLocal && vscode.env.uiKind === vscode.UIKind.Desktop;
  const name = file.path.split('/').at(-1) ?? '';
  const answers = canBrowse ? [browse, open] : [open];
  const answer = await showInformation(t('The report is saved as {0}.', name), ...answers);
  if (answer === open) await vscode.commands.executeCommand('vscode.open', file);
  if (answer === browse) await vscode.env.openExternal(file);
}

async function save(text: string, format: ReportFormat, name: string): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showSaveDialog({
    title: t('Save the report'),
    defaultUri: proposedFile(name),
    filters: { [format.title]: [format.extension] },
  });
  if (chosen === undefined) return undefined;
  const mark = format.hasByteOrderMark ? '\ufeff' : '';
  try {
    await vscode.workspace.fs.writeFile(chosen, new TextEncoder().encode(mark + text));
  } catch (error) {
    void showError(t('The report could not be saved: {0}', reasonOf(error)));
    return undefined;
  }
  // Nobody waits for what a person does with the message.
  void offerToOpen(chosen, format);
  return chosen;
}

async function openInEditor(text: string, format: ReportFormat): Promise<void> {
  if (text.length > largestDocument) {
    void showWarning(t('The report is too large for an editor. It can be saved.'));
    return;
  }
  const document = await vscode.workspace.openTextDocument({ content: text, language: format.language });
  await vscode.window.showTextDocument(document, { preview: false });
}

/** What an argument decides needs not be asked. */
interface Asked {
  readonly format: ReportFormat | undefined;
  readonly isRedacted: boolean | undefined;
  readonly target: Target | undefined;
}

function readArgument(argument: unknown): Asked {
  const record = isRecord(argument) ? argument : {};
  const { format, redact, to } = record;
  return {
    format: typeof format === 'string' ? findReportFormat(format) : undefined,
    isRedacted: typeof redact === 'boolean' ? redact : undefined,
    target: targets.find((target) => target === to),
  };
}

/**
 * `argument` may say `format`, `redact` and `to` (`file`, `clipboard` or `editor`); the rest is asked.
 * Gives where it was saved, or the text when it went elsewhere; undefined when a person thought better of it.
 */
export async function exportReport(
  app: App,
  named: readonly EndpointState[],
  argument: unknown,
): Promise<vscode.Uri | string | undefined> {
  const isNamed = named.length > 0;
  const states = isNamed ? named.filter(isJudged) : await chooseStates(app);
  if (states.length === 0) {
    const hasResult = app.store.all().some(isJudged);
    if (isNamed || !hasResult) {
      void showInformation(t('There is no result yet to report on. Probe the endpoint first.'));
    }
    return undefined;
  }
  const [first] = states;
  const subject = states.length === 1 && first !== undefined ? nameOf(first) : t('{0} endpoints', states.length);
  const title = t('Export report on {0}', subject);
  const asked = readArgument(argument);
  const format = asked.format ?? (await chooseFormat(title));
  if (format === undefined) return undefined;
  const isRedacted = asked.isRedacted ?? (await chooseRedaction(`${title} · ${format.title}`));
  if (isRedacted === undefined) return undefined;
  const target = asked.target ?? (await chooseTarget(`${title} · ${format.title}`));
  if (target === undefined) return undefined;
  const assessments = states.map(({ assessment }) => assessment);
  const text = await makeReport(app, assessments, format, isRedacted);
  if (text === undefined) return undefined;
  if (target === 'file') return save(text, format, fileName(states, format, isRedacted));
  if (target === 'editor') {
    await openInEditor(text, format);
    return text;
  }
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(t('The report on {0} is in the clipboard, as {1}.', subject, format.title), 4_000);
  return text;
}
