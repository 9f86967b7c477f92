// Where a rule takes its authority from.

import type { Citation } from '../model/finding.ts';

export function rfc(number: number, section?: string): Citation {
  const url = `https://www.rfc-editor.org/rfc/rfc${number}`;
  return section === undefined
    ? { text: `RFC ${number}`, url }
    : { text: `RFC ${number} section ${section}`, url: `${url}#section-${section}` };
}

/** An article of Microsoft's Exchange troubleshooting pages. */
export function exchangeArticle(path: string, title: string): Citation {
  return { text: `Microsoft: ${title}`, url: `https://learn.microsoft.com/exchange/troubleshoot/${path}` };
}
