// Explained mail errors: made when asked for, and kept for as long as their pages may be looked at. Loaded with the first.

import { explainMailErrors } from '../decoder/explain.ts';
import type { MailErrorReport } from '../model/mailError.ts';
import { formatMailErrorMarkdown } from '../report/mailErrorMarkdown.ts';

/** Pages beyond these were closed long ago. */
const maximumKept = 20;

const kept = new Map<string, { readonly title: string; readonly report: MailErrorReport }>();
let last = 0;

export interface KeptExplanation {
  readonly id: string;
  readonly report: MailErrorReport;
}

/** @param at Where the words stand of the one error that is asked for; the others are left out then. */
export function keepExplanation(text: string, title: string, at?: number): KeptExplanation {
  const id = String(++last);
  const whole = explainMailErrors(text);
  const meant = whole.explanations.filter(({ innermost }) => innermost.range.from === at);
  const report = meant.length === 0 ? whole : { ...whole, explanations: meant, omitted: 0, unread: 0 };
  kept.set(id, { title, report });
  const [oldest] = kept.keys();
  if (kept.size > maximumKept && oldest !== undefined) kept.delete(oldest);
  return { id, report };
}

/** The page as Markdown; undefined for one that is no longer kept. Links lead from `/mail-errors/ID.md` to rules. */
export function mailErrorPage(id: string): string | undefined {
  const explained = kept.get(id);
  return explained === undefined
    ? undefined
    : formatMailErrorMarkdown(explained.report, explained.title, (rule) => `../rules/${rule}.md`);
}
