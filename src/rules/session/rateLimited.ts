// A 421: come back later.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { failureLocation, quoteReply } from '../../formats/quoting.ts';
import { endingRule } from '../rule.ts';

export const rateLimited = endingRule({
  id: 'session/rate-limited',
  title: 'The server asks to come back later',
  severity: 'warning',
  citation: rfc(5321, '3.8'),
  meaning:
    'With a 421 reply the server ends the session for now: too many connections, a limit for each client, or a shutdown. It says nothing about TLS. It must not be read as "no STARTTLS", and the probe does not.',
  fix: formatFix({
    first:
      "Wait some minutes and probe again, one connection at a time. If other senders get the same answer, look at the server's limits.",
    exchange:
      'Get-ReceiveConnector | Format-List Identity,MaxInboundConnection* shows them. Look at free memory and disk space too: under back pressure Exchange answers 421 and 452.',
    postfix:
      'smtpd_client_connection_count_limit and smtpd_client_connection_rate_limit, and the anvil lines of the log.',
    exim: 'smtp_accept_max, smtp_accept_max_per_host and smtp_load_reserve.',
  }),
  codes: ['rate-limited'],
  symptoms: (ending, result) => [
    {
      text: `${ending.reply === undefined ? ending.detail : `The server answered ${quoteReply(ending.reply)} and ended the session.`} This is not an answer about TLS: nothing after it could be checked.`,
      where: failureLocation(result, ending),
    },
  ],
});
