// Addresses of the read-only documents.

import * as vscode from 'vscode';
import { documentScheme } from '../contributions.ts';

const transcripts = '/transcript/';
const ruleTexts = '/rules/';

export function transcriptUri(key: string): vscode.Uri {
  return vscode.Uri.from({ scheme: documentScheme, path: `${transcripts}${key}` });
}

export function ruleUri(rule: string): vscode.Uri {
  return vscode.Uri.from({ scheme: documentScheme, path: `${ruleTexts}${rule}.md` });
}

export type DocumentSubject =
  { readonly kind: 'transcript'; readonly key: string } | { readonly kind: 'rule'; readonly rule: string };

/** What a document is about; undefined for an address that is none of ours. */
export function parseDocumentUri(uri: vscode.Uri): DocumentSubject | undefined {
  if (uri.path.startsWith(transcripts)) return { kind: 'transcript', key: uri.path.slice(transcripts.length) };
  if (uri.path.startsWith(ruleTexts) && uri.path.endsWith('.md')) {
    return { kind: 'rule', rule: uri.path.slice(ruleTexts.length, -'.md'.length) };
  }
  return undefined;
}
