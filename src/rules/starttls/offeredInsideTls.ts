// STARTTLS is offered again inside TLS.

import { rfc } from '../citations.ts';
import { isPolicyRefusal } from '../clientBan.ts';
import { quoteReplyLine } from '../quoting.ts';
import { factRule } from '../rule.ts';

export const offeredInsideTls = factRule({
  id: 'starttls/offered-inside-tls',
  title: 'The server still offers STARTTLS inside TLS',
  severity: 'warning',
  citation: rfc(3207, '4.2'),
  meaning:
    'RFC 3207 section 4.2 says that a server MUST NOT offer STARTTLS once TLS is active. This counts as a warning all the same, because no delivery stops for it: clients must not start TLS twice, and ignore the line. It shows a server or a TLS proxy that does not know that it is inside TLS.',
  fix: 'If a load balancer or proxy ends TLS in front of the server, tell it to remove STARTTLS from the answer inside TLS, or let it pass TLS through to the server. Otherwise update the mail software: Exchange, Postfix and Exim drop the line by themselves.',
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
