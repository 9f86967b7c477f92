// Which mail server it is, by what it says of itself. A masked or terse greeting leaves it open.

import type { Capabilities, Greeting } from '../model/smtp.ts';

export const serverProducts = ['Exchange', 'Postfix', 'Exim', 'Sendmail', 'OpenSMTPD', 'Haraka'] as const;

export type ServerProduct = (typeof serverProducts)[number];

export interface IdentifiedProduct {
  readonly product: ServerProduct;
  /** The words that gave it away, escaped. */
  readonly seen: string;
  readonly line: number;
}

const greetingSigns: readonly (readonly [ServerProduct, RegExp])[] = [
  ['Exchange', /\bMicrosoft ESMTP MAIL Service\b/i],
  ['Postfix', /\bESMTP Postfix\b/i],
  ['Exim', /\bESMTP Exim\b/i],
  ['Sendmail', /\bSendmail\b/i],
  ['OpenSMTPD', /\bOpenSMTPD\b/i],
  ['Haraka', /\bHaraka\b/i],
];

/** Exchange's own extensions ([MS-XCEP], [MS-OXSMTP] and their kin); no other server offers them. */
const exchangeKeywords: readonly string[] = ['X-ANONYMOUSTLS', 'X-EXPS', 'XEXCH50', 'XRDST', 'XSHADOWREQUEST', 'XOORG'];

export function identifyProduct(
  greeting: Greeting | undefined,
  capabilities: Capabilities | undefined,
): IdentifiedProduct | undefined {
  for (const [index, text] of (greeting?.reply.lines ?? []).entries()) {
    for (const [product, sign] of greetingSigns) {
      const seen = sign.exec(text)?.[0];
      if (seen !== undefined) return { product, seen, line: (greeting?.reply.firstLine ?? 1) + index };
    }
  }
  const own = capabilities?.keywords.find(({ keyword }) => exchangeKeywords.includes(keyword));
  if (own !== undefined) return { product: 'Exchange', seen: own.keyword, line: own.line };
  const first = capabilities?.reply.lines[0] ?? '';
  if (/\bHaraka is at your service\b/i.test(first)) {
    return { product: 'Haraka', seen: 'Haraka is at your service', line: capabilities?.reply.firstLine ?? 1 };
  }
  return undefined;
}
