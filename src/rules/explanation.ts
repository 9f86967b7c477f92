// A rule as a page of plain text, for those who ask what it means.

import type { Rule } from './rule.ts';

const severityInWords = {
  error: 'Error: breaks a MUST or stops delivery.',
  warning: 'Warning: breaks a SHOULD, or may stop some deliveries.',
  note: 'Note: for information.',
} as const;

/** Several lines without a line end after the last; no line is wrapped. */
export function explainRule(rule: Rule): string {
  return [
    rule.id,
    `${rule.title}.`,
    severityInWords[rule.severity],
    '',
    'What it means',
    rule.meaning,
    '',
    'What to do',
    rule.fix,
    '',
    `Source: ${rule.citation.text}`,
    rule.citation.url,
  ].join('\n');
}
