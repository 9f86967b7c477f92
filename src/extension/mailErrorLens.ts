// The lenses over the mail errors of a document, read once for each of its versions.

import * as vscode from 'vscode';
import { endpointKey } from '../formats/targetText.ts';
import type { MailErrorExplanation } from '../model/mailError.ts';
import { commandIds } from './contributions.ts';
import { t } from './l10n.ts';

/** UTF-16 code units at the beginning of a document that are looked at: a tenth of a second at most. */
const longestRead = 100_000;

/** Without any of these there is no mail error, and the decoder is not even loaded. */
const maybeMail =
  /[45]\d\d[ -]#?[45]\.\d|\b(?:smtp|tls|ssl|starttls|certificate|postfix|exim|sendmail|msexchange|subtask|diagnostic-code)\b/i;

const cache = new WeakMap<vscode.TextDocument, { readonly version: number; readonly lenses: vscode.CodeLens[] }>();

/** A text may speak of mail without being an error: only what is about TLS, or has a reply code, gets a lens. */
function deservesLens({ confidence, isAboutTls, code, enhancedCode }: MailErrorExplanation): boolean {
  return confidence !== 'unknown' && (isAboutTls || code !== undefined || enhancedCode !== undefined);
}

/** What the lens hands to its command, which reads the document again: it may have changed since. */
export interface MailErrorLensArgument {
  readonly uri: string;
  /** Where the words stand. */
  readonly at: number;
}

function lensesFor(
  document: vscode.TextDocument,
  { innermost, title, probe }: MailErrorExplanation,
): vscode.CodeLens[] {
  const place = document.positionAt(innermost.range.from);
  const range = new vscode.Range(place, place);
  const explain = new vscode.CodeLens(range, {
    title: `$(question) ${t('Explain this mail error')}`,
    tooltip: title,
    command: commandIds.explainError,
    arguments: [{ uri: document.uri.toString(), at: innermost.range.from } satisfies MailErrorLensArgument],
  });
  if (probe === undefined) return [explain];
  const { host, port, tlsMode } = probe.endpoint;
  const probeIt = new vscode.CodeLens(range, {
    title: `$(play) ${t('Probe {0}', endpointKey(probe.endpoint))}`,
    command: commandIds.probe,
    arguments: [{ host, port, tls: tlsMode }],
  });
  return [explain, probeIt];
}

export function readBeginning(document: vscode.TextDocument): string {
  return document.getText(new vscode.Range(new vscode.Position(0, 0), document.positionAt(longestRead)));
}

export async function lensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const known = cache.get(document);
  if (known?.version === document.version) return known.lenses;
  const { version } = document;
  const text = readBeginning(document);
  let lenses: vscode.CodeLens[] = [];
  if (maybeMail.test(text)) {
    const { explainMailErrors } = await import('../decoder/explain.ts');
    lenses = explainMailErrors(text)
      .explanations.filter(deservesLens)
      .flatMap((one) => lensesFor(document, one));
  }
  cache.set(document, { version, lenses });
  return lenses;
}
