// A firewall masked the greeting.

import { exchangeArticle } from '../../formats/citations.ts';
import { maskedGreeting } from '../../formats/maskedSmtp.ts';
import { ciscoFix, harmOfRewriting } from '../rewriting.ts';
import { quoteReplyLine, replyLocation } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';

export const rewritten = factRule({
  id: 'greeting/rewritten',
  title: 'A device on the way rewrites the greeting',
  severity: 'error',
  citation: exchangeArticle(
    'mailflow/cannot-send-receive-email-behind-cisco-firewall',
    'cannot send or receive email behind a Cisco firewall (KB 320027)',
  ),
  meaning:
    'The greeting must name the server (RFC 5321 section 4.3.1). Here its letters are replaced by asterisks, and only the characters 2, 0 and space are left over. No mail server writes that. It is the mark of a Cisco PIX, ASA or FTD firewall whose SMTP inspection (fixup, or inspect esmtp) masks the banner.',
  fix: ciscoFix,
  needs: ['greeting'],
  symptoms: ({ greeting: { reply } }, result) =>
    reply.lines.flatMap((line, index) =>
      maskedGreeting(line)
        ? [
            {
              text: `The greeting reads ${quoteReplyLine(reply, index)}. No mail server writes that: a firewall before the server or on the way to it masks it, most likely Cisco SMTP inspection.`,
              where: replyLocation(reply, index),
              severity: harmOfRewriting(result),
            },
          ]
        : [],
    ),
});
