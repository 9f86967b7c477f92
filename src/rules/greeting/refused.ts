// The server turned this client away in its first line.

import type { SmtpReply } from '../../model/smtp.ts';
import { rfc } from '../../formats/citations.ts';
import { isClientBan } from '../../formats/clientBan.ts';
import { formatFix } from '../../formats/fix.ts';
import { quoteReply, replyLocation } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';

function meaningOf(reply: SmtpReply): string {
  if (isClientBan(reply))
    return "It names this client's address as banned: a judgement about the sender, not about TLS.";
  if (reply.code >= 500) return 'It serves no mail to this client, for good. That says nothing about its TLS.';
  return 'It serves no mail to this client for now. That says nothing about its TLS.';
}

export const refused = factRule({
  id: 'greeting/refused',
  title: 'The server refused this client in its greeting',
  severity: 'warning',
  citation: rfc(5321, '3.1'),
  meaning:
    'A server may answer a connection with 554, or another code of 400 or above, in place of 220: it does not want to serve this client. Block lists, missing reverse DNS and access rules are the usual reasons. Whether it offers TLS to others is not known.',
  fix: formatFix({
    first:
      'Read the text of the reply: it often names the list or the reason. Give the probing address a reverse DNS name, or probe from the mail server whose address is meant to be served. Microsoft lifts 5.7.606 to 5.7.649 at https://sender.office.com, and 5.7.511 by mail to delist@microsoft.com with the whole reply. If it is your own server, see which of its lists has the address.',
    exchange: 'Get-IPBlockListEntry, Get-IPBlockListProvider, and RemoteIPRanges of the Receive connector.',
    postfix: 'postscreen_access_list, postscreen_dnsbl_sites and smtpd_client_restrictions.',
    exim: 'acl_smtp_connect and host_reject_connection.',
  }),
  needs: ['greeting'],
  symptoms: ({ greeting: { reply } }) =>
    reply.code >= 400 && reply.code !== 421
      ? [{ text: `The greeting is ${quoteReply(reply)}. ${meaningOf(reply)}`, where: replyLocation(reply) }]
      : [],
});
