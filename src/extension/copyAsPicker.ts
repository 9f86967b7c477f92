// Asks which tool the command is for, with the command as preview, and puts it into the clipboard.

import * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import { printableText } from '../formats/printable.ts';
import { copyTools, formatCopy } from '../report/copyAs.ts';
import type { CopyOptions, CopyTool } from '../report/copyAs.ts';
import type { CopySubject } from '../report/copySubject.ts';
import type { App } from './app.ts';
import { t } from './l10n.ts';
import { showError, withoutIcons } from './messages.ts';
import { authoritiesFile } from './probeOptions.ts';
import { readEhloName, readMinimumTls } from './settings.ts';
import { nameOf } from './words.ts';

interface ToolWords {
  readonly label: string;
  readonly description: string;
}

function wordsOf(tool: CopyTool): ToolWords {
  switch (tool) {
    case 'openssl':
      return { label: 'openssl s_client', description: t('the chain as sent, and what OpenSSL says of it') };
    case 'swaks':
      return { label: 'swaks', description: t('the dialogue; older versions verify the chain and not the name') };
    case 'gnutls-cli':
      return { label: 'gnutls-cli', description: t('a second opinion, by another TLS library') };
    case 'curl':
      return { label: 'curl', description: t('the dialogue, on almost every computer') };
    case 'test-netconnection':
      return { label: 'PowerShell: Test-NetConnection', description: t('whether the port answers, nothing more') };
    case 'sslstream':
      return {
        label: 'PowerShell: .NET SslStream',
        description: t('dialogue, chain and TLS as .NET and Exchange do it'),
      };
    case 'smtp-tls-probe':
      return { label: 'SMTP TLS Probe', description: t('this probe, in a terminal') };
  }
}

/** What the next probe would be asked, so that both look at the same thing. */
function subjectOf({ endpoint, profile, assessment }: EndpointState): CopySubject {
  const file = authoritiesFile(profile);
  const path = file.status === 'parsed' && file.value?.scheme === 'file' ? file.value.fsPath : undefined;
  const set = readEhloName();
  // Left to themselves some tools say a name that servers refuse.
  const ehloName = (set.status === 'parsed' ? set.value : undefined) ?? assessment?.vantage.ehloName;
  const minimumTls = readMinimumTls();
  return {
    endpoint,
    ...(profile.serverName === undefined ? {} : { serverName: profile.serverName }),
    ...(path === undefined ? {} : { authoritiesFile: path }),
    ...(ehloName === undefined ? {} : { ehloName }),
    ...(minimumTls === undefined ? {} : { minimumTls }),
  };
}

function optionsFor(app: App): CopyOptions {
  const program = vscode.Uri.joinPath(app.context.extensionUri, 'dist', 'cli.js').fsPath;
  return { shell: process.platform === 'win32' ? 'powershell' : 'posix', ownProgram: ['node', program] };
}

/** On one line, and without what a quick pick would take for an icon. */
function previewOf(text: string): string {
  return withoutIcons(printableText(text.replace(/\s+/g, ' '), 300));
}

async function chooseTool(write: (tool: CopyTool) => string, title: string): Promise<CopyTool | undefined> {
  const items = copyTools.map((tool) => ({ ...wordsOf(tool), detail: previewOf(write(tool)), tool }));
  const placeHolder = t('For which tool? None of these commands weakens verification.');
  // The walkthrough takes the focus when its step is done, which is when this opens.
  const options = { title, placeHolder, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true };
  return (await vscode.window.showQuickPick(items, options))?.tool;
}

/** Gives what is in the clipboard then; undefined when nothing was chosen. */
export async function copyAs(app: App, states: readonly EndpointState[], as: unknown): Promise<string | undefined> {
  const named = copyTools.find((tool) => tool === as);
  if (as !== undefined && named === undefined) {
    const known = copyTools.join(', ');
    void showError(t('There is no tool {0}. There are {1}.', printableText(String(as), 40), known));
    return undefined;
  }
  const subjects = states.map(subjectOf);
  const options = optionsFor(app);
  const write = (tool: CopyTool): string => subjects.map((subject) => formatCopy(tool, subject, options)).join('\n');
  const [first] = states;
  const what = states.length === 1 && first !== undefined ? nameOf(first) : t('{0} endpoints', states.length);
  const tool = named ?? (await chooseTool(write, t('Copy the probe of {0} as…', what)));
  if (tool === undefined) return undefined;
  const text = write(tool);
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(
    t('{0}: the command for {1} is in the clipboard.', wordsOf(tool).label, what),
    4_000,
  );
  return text;
}
