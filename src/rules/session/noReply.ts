// The server fell silent.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { failureLocation } from '../../formats/quoting.ts';
import { endingRule } from '../rule.ts';

export const noReply = endingRule({
  id: 'session/no-reply',
  title: 'The server did not answer in time',
  severity: 'note',
  citation: rfc(5321, '4.5.3.2'),
  meaning:
    'The connection stood, but an expected answer did not come within the time the probe waits. RFC 5321 lets servers take up to 5 minutes for the greeting, and filters that delay unknown clients use this. A device that inspects traffic and loses part of it looks the same.',
  fix: formatFix({
    first:
      'Probe again with more time (--timeout 300 in the terminal). If the greeting is late, see what the server waits for: most often reverse DNS or a block list asked through a name server that does not answer.',
    exchange:
      'the connection filtering agent, the DNS servers of the adapter (Get-TransportService | Format-List *DNS*), and TarpitInterval of the Receive connector, which delays refusals only.',
    postfix: 'postscreen_greet_wait, and the look-ups of smtpd_client_restrictions.',
    exim: 'the connect ACL (acl_smtp_connect) and its delay, and rfc1413_query_timeout.',
    last: 'If only the TLS handshake hangs, look for a firewall with TLS inspection, or one that drops large packets, on the way.',
  }),
  codes: ['greeting-timeout', 'reply-timeout', 'tls-handshake-timeout', 'deadline-exceeded'],
  symptoms: (ending, result) => [
    {
      text: `${ending.detail} A silence is no answer: what comes after it could not be checked.`,
      where: failureLocation(result, ending),
    },
  ],
});
