// Explained mail errors and reports on TLS: made when asked for, and kept for as long as their pages may be looked at.
// Loaded with the first.

import { explainMailErrors } from '../decoder/explain.ts';
import { explainTlsReport } from '../decoder/explainTlsReport.ts';
import { readReportFile, readReportText } from '../decoder/tlsReportFile.ts';
import type { MailErrorReport } from '../model/mailError.ts';
import type { TlsReportExplanation } from '../model/tlsReport.ts';
import { formatMailErrorMarkdown } from '../report/mailErrorMarkdown.ts';
import { formatTlsReportMarkdown } from '../report/tlsReportMarkdown.ts';
import { t } from './l10n.ts';

/** Pages beyond these were closed long ago. */
const maximumKept = 20;

/** Makes the page of each. */
const kept = new Map<string, () => string>();
let last = 0;

export interface KeptExplanation {
  readonly id: string;
  readonly report: MailErrorReport | TlsReportExplanation;
  /** Why what looks like a report on TLS was read as any text. */
  readonly trouble?: string;
}

export interface UnreadableFile {
  readonly unreadable: string;
}

/** Links lead from `/mail-errors/ID.md` to rules. */
function ruleLink(rule: string): string {
  return `../rules/${rule}.md`;
}

function keep(page: () => string): string {
  const id = String(++last);
  kept.set(id, page);
  const [oldest] = kept.keys();
  if (kept.size > maximumKept && oldest !== undefined) kept.delete(oldest);
  return id;
}

function keepMailErrors(text: string, at: number | undefined): KeptExplanation {
  const whole = explainMailErrors(text);
  const meant = whole.explanations.filter(({ innermost }) => innermost.range.from === at);
  const report = meant.length === 0 ? whole : { ...whole, explanations: meant, omitted: 0, unread: 0 };
  return { id: keep(() => formatMailErrorMarkdown(report, t('What the mail error says'), ruleLink)), report };
}

/**
 * A report on TLS as a whole, else the mail errors in the text.
 * @param at Where the words stand of the one error that is asked for; the others are left out then.
 */
export function keepExplanation(input: string | Uint8Array, at?: number): KeptExplanation | UnreadableFile {
  if (at !== undefined && typeof input === 'string') return keepMailErrors(input, at);
  const read = typeof input === 'string' ? readReportText(input) : readReportFile(input);
  if (read.status === 'unreadable') return { unreadable: read.reason };
  if (read.status === 'text') {
    const explained = keepMailErrors(read.text, undefined);
    return read.trouble === undefined ? explained : { ...explained, trouble: read.trouble };
  }
  const report = explainTlsReport(read.report);
  return { id: keep(() => formatTlsReportMarkdown(report, t('What the report on TLS says'), ruleLink)), report };
}

/** The page as Markdown; undefined for one that is no longer kept. */
export function mailErrorPage(id: string): string | undefined {
  return kept.get(id)?.();
}
