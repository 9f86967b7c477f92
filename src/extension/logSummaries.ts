// What the analysis of a protocol log came to, as a read-only document with a lens above each failed session.

import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { LogSummary } from '../model/protocolLog.ts';
import { describeFailure, describeLog } from '../report/logText.ts';
import { commandIds } from './contributions.ts';
import { t } from './l10n.ts';
import type { LogSessionArgument } from './logLanguage.ts';
import { logSummaryUri, parseDocumentUri } from './views/documentUris.ts';

interface Kept {
  readonly log: vscode.Uri;
  readonly summary: LogSummary;
  readonly lines: readonly string[];
}

/** The last analyses of this window. */
const kept = new Map<string, Kept>();
const mostKept = 20;

/** Each analysis is a document of its own: what one says never changes. */
export function keepSummary(log: vscode.Uri, name: string, summary: LogSummary): vscode.Uri {
  const analysis = randomUUID();
  kept.set(analysis, { log, summary, lines: describeLog(name, summary) });
  const [oldest] = kept.keys();
  if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
  return logSummaryUri(analysis, name);
}

export function summaryText(analysis: string): string {
  const found = kept.get(analysis);
  if (found !== undefined) return `${found.lines.join('\n')}\n`;
  return `${t('This analysis is no longer at hand. "Analyse Protocol Log" makes it anew.')}\n`;
}

function lensesAt(line: number, log: vscode.Uri, failure: LogSummary['failures'][number]): vscode.CodeLens[] {
  const range = new vscode.Range(line, 0, line, 0);
  const session: LogSessionArgument = { uri: log.toString(), id: failure.id, bytes: [failure.from, failure.to] };
  const { server } = failure;
  const open = {
    title: `$(go-to-file) ${t('Go to Line {0}', failure.line)}`,
    command: 'vscode.open',
    arguments: [
      log,
      {
        selection: new vscode.Range(failure.line - 1, 0, failure.line - 1, 0),
      } satisfies vscode.TextDocumentShowOptions,
    ],
  };
  const show = {
    title: `$(comment-discussion) ${t('Show Session as Transcript')}`,
    command: commandIds.showLogSession,
    arguments: [session],
  };
  const probe =
    server === undefined
      ? []
      : [
          {
            title: `$(play) ${t('Probe This Host ({0})', server)}`,
            command: commandIds.probeLogHost,
            arguments: [{ server }],
          },
        ];
  return [show, open, ...probe].map((command) => new vscode.CodeLens(range, command));
}

export function summaryLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
  const subject = parseDocumentUri(uri);
  const found = subject?.kind === 'log-summary' ? kept.get(subject.analysis) : undefined;
  if (found === undefined) return [];
  let from = 0;
  return found.summary.failures.flatMap((failure) => {
    const [first = ''] = describeFailure(failure);
    const line = found.lines.indexOf(first, from);
    if (line < 0) return [];
    from = line + 1;
    return lensesAt(line, found.log, failure);
  });
}
