// Addresses of the read-only documents.

import * as vscode from 'vscode';
import { isResultId } from '../../engine/resultId.ts';
import { isRecord, parseRecord } from '../../formats/record.ts';
import { documentScheme } from '../contributions.ts';

const transcripts = '/transcript/';
const ruleTexts = '/rules/';
const causeTexts = '/causes/';
const mailErrors = '/mail-errors/';
const pastTranscripts = '/history/';
const comparisons = '/changes/';
const logSummaries = '/logs/';

export function transcriptUri(key: string): vscode.Uri {
  return vscode.Uri.from({ scheme: documentScheme, path: `${transcripts}${key}` });
}

export function ruleUri(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme: documentScheme, path: `${ruleTexts}${rule}.md` });
}

export function causeUri(cause: string): vscode.Uri {
  return vscode.Uri.from({ scheme: documentScheme, path: `${causeTexts}${cause}.md` });
}

/** The page of an explained mail error. */
export function mailErrorUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: documentScheme, path: `${mailErrors}${id}.md` });
}

/** One result in the history of an endpoint. */
export interface ResultPlace {
  readonly key: string;
  readonly id: string;
}

/** The transcript of a past result without its times, so that two of them differ only where the dialogues do. */
export function pastTranscriptUri({ key, id }: ResultPlace): vscode.Uri {
  return vscode.Uri.from({ scheme: documentScheme, path: `${pastTranscripts}${key}/${id}.txt` });
}

export interface Comparison {
  readonly before: ResultPlace;
  readonly after: ResultPlace;
  /** They are no earlier and later result of one endpoint. */
  readonly isOfSides: boolean;
}

/** `title` is shown on the tab. */
export function comparisonUri(title: string, comparison: Comparison): vscode.Uri {
  const path = `${comparisons}${title.replaceAll('/', '_')}.md`;
  return vscode.Uri.from({ scheme: documentScheme, path, query: JSON.stringify(comparison) });
}

/** What one analysis of a protocol log came to; `name` is shown on the tab. */
export function logSummaryUri(analysis: string, name: string): vscode.Uri {
  return vscode.Uri.from({
    scheme: documentScheme,
    path: `${logSummaries}${analysis}/${name.replaceAll('/', '_')}.txt`,
  });
}

export type DocumentSubject =
  | { readonly kind: 'transcript'; readonly key: string }
  | { readonly kind: 'rule'; readonly rule: string }
  | { readonly kind: 'log-summary'; readonly analysis: string }
  | { readonly kind: 'cause'; readonly cause: string }
  | { readonly kind: 'mail-error'; readonly id: string }
  | { readonly kind: 'past-transcript'; readonly place: ResultPlace }
  | { readonly kind: 'comparison'; readonly title: string; readonly comparison: Comparison };

/** What commands and addresses name a result by. */
export function parseResultPlace(value: unknown): ResultPlace | undefined {
  if (!isRecord(value)) return undefined;
  const { key, id } = value;
  return typeof key === 'string' && typeof id === 'string' && isResultId(id) ? { key, id } : undefined;
}

function parseComparison(query: string): Comparison | undefined {
  const value = parseRecord(query);
  if (value === undefined) return undefined;
  const before = parseResultPlace(value['before']);
  const after = parseResultPlace(value['after']);
  if (before === undefined || after === undefined) return undefined;
  return { before, after, isOfSides: value['isOfSides'] === true };
}

/** What a document is about; undefined for an address that is none of ours. */
export function parseDocumentUri(uri: vscode.Uri): DocumentSubject | undefined {
  if (uri.path.startsWith(transcripts)) return { kind: 'transcript', key: uri.path.slice(transcripts.length) };
  if (uri.path.startsWith(ruleTexts) && uri.path.endsWith('.md')) {
    return { kind: 'rule', rule: uri.path.slice(ruleTexts.length, -'.md'.length) };
  }
  if (uri.path.startsWith(logSummaries)) {
    return { kind: 'log-summary', analysis: uri.path.slice(logSummaries.length).split('/')[0] ?? '' };
  }
  if (uri.path.startsWith(causeTexts) && uri.path.endsWith('.md')) {
    return { kind: 'cause', cause: uri.path.slice(causeTexts.length, -'.md'.length) };
  }
  if (uri.path.startsWith(mailErrors) && uri.path.endsWith('.md')) {
    return { kind: 'mail-error', id: uri.path.slice(mailErrors.length, -'.md'.length) };
  }
  if (uri.path.startsWith(pastTranscripts)) {
    const [, key, id] = /^(.+)\/([^/]+)\.txt$/.exec(uri.path.slice(pastTranscripts.length)) ?? [];
    const place = parseResultPlace({ key, id });
    return place === undefined ? undefined : { kind: 'past-transcript', place };
  }
  if (uri.path.startsWith(comparisons) && uri.path.endsWith('.md')) {
    const comparison = parseComparison(uri.query);
    const title = uri.path.slice(comparisons.length, -'.md'.length);
    return comparison === undefined ? undefined : { kind: 'comparison', title, comparison };
  }
  return undefined;
}
