// What the editor shows of a protocol log: outline and folding by session, problems, lenses and hovers.

import * as vscode from 'vscode';
import type { IndexedSession, LogIndex } from '../engine/logIndex.ts';
import { printableText } from '../formats/printable.ts';
import { commandIds } from './contributions.ts';
import { t } from './l10n.ts';
import { indexLog, largestLog, lengthOf } from './logIndexes.ts';
import { ruleUri } from './views/documentUris.ts';
import { likelihoodWords } from './words.ts';

/** What lenses and hovers hand to their commands. */
export interface LogSessionArgument {
  readonly uri: string;
  readonly id: string;
  /** In an editor: lines from 1. */
  readonly lines?: readonly [first: number, last: number];
  /** In a file: bytes. */
  readonly bytes?: readonly [from: number, to: number];
}

/** More sessions than these in an outline, or problems in a list, help nobody. */
const mostSymbols = 5_000;
const mostProblems = 500;

function outcomeWords({ tls }: IndexedSession): string {
  switch (tls.status) {
    case 'established':
      return tls.version === undefined ? t('TLS') : tls.version.replace('TLSv', 'TLS ').replace(/ 1$/, ' 1.0');
    case 'failed':
      return t('TLS failed: {0}', tls.reason);
    case 'not-used':
      return tls.offered ? t('without TLS') : t('without TLS, no STARTTLS offered');
    case 'unknown':
      return t('TLS not told');
  }
}

function timeOf({ startedAt }: IndexedSession): string {
  return new Date(startedAt).toISOString().slice(11, 19);
}

function lineRange(document: vscode.TextDocument, line: number): vscode.Range {
  return document.lineAt(Math.min(Math.max(line, 1), document.lineCount) - 1).range;
}

function sessionArgument(document: vscode.TextDocument, session: IndexedSession): LogSessionArgument {
  return { uri: document.uri.toString(), id: session.id, lines: [session.firstLine, session.lastLine] };
}

export async function symbolsOf(document: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
  const index = await indexLog(document);
  return (index?.sessions ?? []).slice(0, mostSymbols).map((session) => {
    const { name, firstLine, lastLine, tls } = session;
    const first = lineRange(document, firstLine);
    const range = first.union(lineRange(document, lastLine));
    const kind = tls.status === 'failed' ? vscode.SymbolKind.Event : vscode.SymbolKind.Method;
    const detail = `${outcomeWords(session)} · ${timeOf(session)}`;
    const symbol = new vscode.DocumentSymbol(name, detail, kind, range, first);
    if (tls.status === 'failed') {
      const failing = lineRange(document, tls.place.line);
      symbol.children = [new vscode.DocumentSymbol(tls.reason, '', vscode.SymbolKind.Constant, failing, failing)];
    }
    return symbol;
  });
}

/** Rows of one session that stand together; sessions that are mixed cannot be folded as a whole. */
export async function foldsOf(document: vscode.TextDocument): Promise<vscode.FoldingRange[]> {
  const index = await indexLog(document);
  if (index === undefined) return [];
  const folds: vscode.FoldingRange[] = [];
  let begin = 1;
  for (let line = 2; line <= document.lineCount + 1; line++) {
    const session = index.sessionAt(begin);
    if (line <= document.lineCount && session !== undefined && index.sessionAt(line) === session) continue;
    if (session !== undefined && line - 1 > begin) folds.push(new vscode.FoldingRange(begin - 1, line - 2));
    begin = line;
  }
  return folds;
}

function problemOf(document: vscode.TextDocument, session: IndexedSession): vscode.Diagnostic[] {
  const { tls, diagnosis, name } = session;
  if (tls.status !== 'failed') return [];
  const titles = (diagnosis?.findings ?? []).map(({ title }) => title);
  const cause =
    diagnosis?.cause === undefined ? [] : [`${likelihoodWords[diagnosis.cause.likelihood]}: ${diagnosis.cause.title}`];
  const message = [t('TLS with {0} failed: {1}', name, tls.text), ...titles, ...cause].join('\n');
  const range = lineRange(document, tls.place.line);
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'SMTP TLS';
  const rule = diagnosis?.findings[0]?.rule;
  if (rule !== undefined) diagnostic.code = { value: rule, target: ruleUri(rule) };
  const begin = new vscode.Location(document.uri, lineRange(document, session.firstLine));
  diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(begin, t('The session begins here'))];
  return [diagnostic];
}

/** Undefined: there is nothing to be told of this version. */
export async function problemsOf(document: vscode.TextDocument): Promise<vscode.Diagnostic[] | undefined> {
  const index = await indexLog(document);
  if (index === undefined) return undefined;
  return index.sessions.flatMap((session) => problemOf(document, session)).slice(0, mostProblems);
}

function countsOf({ sessions }: LogIndex): string {
  const failed = sessions.filter(({ tls }) => tls.status === 'failed').length;
  const withTls = sessions.filter(({ tls }) => tls.status === 'established').length;
  return t('{0} sessions, {1} with TLS, {2} failed', sessions.length, withTls, failed);
}

export async function lensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const index = await indexLog(document);
  const top = new vscode.Range(0, 0, 0, 0);
  const isLarge = index === undefined && lengthOf(document) > largestLog;
  if (index === undefined && !isLarge) return [];
  const title = index === undefined ? t('Analyse Protocol Log') : t('Analyse Protocol Log ({0})', countsOf(index));
  const analyse = { title: `$(graph) ${title}`, command: commandIds.analyseLog, arguments: [document.uri] };
  const failed = (index?.sessions ?? []).filter(({ tls }) => tls.status === 'failed').slice(0, mostProblems);
  return [
    new vscode.CodeLens(top, analyse),
    ...failed.flatMap((session) => {
      const { tls, server } = session;
      const range = lineRange(document, tls.status === 'failed' ? tls.place.line : session.firstLine);
      const show = new vscode.CodeLens(range, {
        title: `$(comment-discussion) ${t('Show Session as Transcript')}`,
        command: commandIds.showLogSession,
        arguments: [sessionArgument(document, session)],
      });
      if (server === undefined) return [show];
      const probe = new vscode.CodeLens(range, {
        title: `$(play) ${t('Probe This Host ({0})', server)}`,
        command: commandIds.probeLogHost,
        arguments: [{ server }],
      });
      return [show, probe];
    }),
  ];
}

function commandLink(title: string, command: string, argument: unknown): string {
  return `[${title}](command:${command}?${encodeURIComponent(JSON.stringify([argument]))})`;
}

export async function hoverOf(document: vscode.TextDocument, at: vscode.Position): Promise<vscode.Hover | undefined> {
  const session = (await indexLog(document))?.sessionAt(at.line + 1);
  if (session === undefined) return undefined;
  const { id, name, server, tls } = session;
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: [commandIds.showLogSession, commandIds.probeLogHost] };
  // What the log says stands in it as text, never as Markdown.
  text.appendText(`${t('Session {0} with {1}', printableText(id, 64), name)}\n${outcomeWords(session)}\n`);
  if (tls.status === 'failed') text.appendText(`${tls.text}\n`);
  const links = [
    commandLink(t('Show Session as Transcript'), commandIds.showLogSession, sessionArgument(document, session)),
    ...(server === undefined
      ? []
      : [commandLink(t('Probe This Host ({0})', server), commandIds.probeLogHost, { server })]),
  ];
  text.appendMarkdown(`\n\n${links.join(' · ')}`);
  return new vscode.Hover(text, document.lineAt(at.line).range);
}
