// A 421: come back later.

import { rfc } from '../citations.ts';
import { failureLocation, quoteReply } from '../quoting.ts';
import { endingRule } from '../rule.ts';

export const rateLimited = endingRule({
  id: 'session/rate-limited',
  title: 'The server asks to come back later',
  severity: 'warning',
  citation: rfc(5321, '3.8'),
  meaning:
    'With a 421 reply the server ends the session for now: too many connections, a limit per client, or a shutdown. It says nothing about TLS. It must not be read as "no STARTTLS", and the probe does not.',
  fix: "Wait some minutes and probe again, one connection at a time. If other senders get the same answer, look at the server's limits: Exchange: Get-ReceiveConnector | Format-List MaxInboundConnection*; Postfix: smtpd_client_connection_count_limit and the anvil log lines; Exim: smtp_accept_max and smtp_accept_max_per_host.\nLook at its free memory and disk space too: Exchange answers 421 and 452 under back pressure.",
  codes: ['rate-limited'],
  symptoms: (ending, result) => [
    {
      text: `${ending.reply === undefined ? ending.detail : `The server answered ${quoteReply(ending.reply)} and ended the session.`} This is a limit, not an answer about TLS: nothing after it could be checked.`,
      where: failureLocation(result, ending),
    },
  ],
});
