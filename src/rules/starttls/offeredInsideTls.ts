// STARTTLS is offered again inside TLS.

import { rfc } from '../../formats/citations.ts';
import { isPolicyRefusal } from '../../formats/clientBan.ts';
import { formatFix } from '../../formats/fix.ts';
import { quoteReplyLine } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';

export const offeredInsideTls = factRule({
  id: 'starttls/offered-inside-tls',
  title: 'The server still offers STARTTLS inside TLS',
  severity: 'warning',
  citation: rfc(3207, '4.2'),
  meaning:
    'Inside TLS the answer to EHLO still lists STARTTLS. RFC 3207 section 4.2 says that a server must not offer it once TLS is active. It shows a server that does not know that it is inside TLS, mostly because a load balancer or proxy in front of it ends TLS.',
  fix: formatFix({
    first:
      'If a load balancer or proxy ends TLS in front of the server, tell it to remove STARTTLS from the answer inside TLS, or let it pass TLS through to the server. Otherwise update the mail software: Exchange, Postfix and Exim drop the line by themselves.',
  }),
  needs: ['capabilitiesInTls'],
  symptoms: ({ capabilitiesInTls: { keywords, reply, refusedEhlo } }) => {
    // A refusal of this client hides what others are offered; a server that does not know EHLO offers nothing.
    if (refusedEhlo !== undefined && isPolicyRefusal(refusedEhlo)) {
      return { unchecked: 'The server refused EHLO inside TLS to this client: what it offers there is not known.' };
    }
    return keywords
      .filter((capability) => capability.keyword === 'STARTTLS')
      .map((capability) => ({
        text: `Inside TLS the answer to EHLO still has ${quoteReplyLine(reply, capability.line - reply.firstLine)}. RFC 3207 section 4.2 says MUST NOT; no delivery stops for it, since clients do not start TLS twice.`,
        where: { line: capability.line },
      }));
  },
});
