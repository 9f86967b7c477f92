// A firewall masked a keyword in the answer to EHLO.

import { exchangeArticle } from '../../formats/citations.ts';
import { isMaskedKeyword, keywordsOfLength } from '../../formats/maskedSmtp.ts';
import { ciscoFix, harmOfRewriting } from '../rewriting.ts';
import { listSome, quoteReplyLine } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';

function guess(length: number): string {
  const candidates = keywordsOfLength(length);
  if (candidates.length === 0) return `It stands for a keyword of ${length} letters.`;
  return candidates.includes('STARTTLS')
    ? `STARTTLS has ${length} letters and fits (so do ${listSome(candidates.slice(1))}).`
    : `Keywords of ${length} characters that fit: ${listSome(candidates)}; STARTTLS, with 8, does not.`;
}

export const rewritten = factRule({
  id: 'ehlo/rewritten',
  title: 'A device on the way replaces keywords in the answer to EHLO',
  severity: 'error',
  citation: exchangeArticle(
    'mailflow/cannot-send-receive-email-behind-cisco-firewall',
    'cannot send or receive email behind a Cisco firewall (KB 320027)',
  ),
  meaning:
    'The answer to EHLO lists what the server can do, one keyword a line. No keyword is called XXXXXXXA: Cisco ESMTP inspection writes it over keywords that it does not let through, letter for letter, so the length tells what was hidden. Eight letters fit STARTTLS.',
  fix: ciscoFix,
  needs: ['capabilities'],
  symptoms: ({ capabilities }, result) =>
    capabilities.keywords
      .filter((capability) => isMaskedKeyword(capability.keyword))
      .map((capability) => ({
        text: `The server's answer to EHLO has the line ${quoteReplyLine(capabilities.reply, capability.line - capabilities.reply.firstLine)}: a keyword overwritten on the way. ${guess(capability.keyword.length)}`,
        where: { line: capability.line },
        severity: harmOfRewriting(result),
      })),
});
