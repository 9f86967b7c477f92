// The server fell silent.

import { rfc } from '../citations.ts';
import { failureLocation } from '../quoting.ts';
import { endingRule } from '../rule.ts';

export const noReply = endingRule({
  id: 'session/no-reply',
  title: 'The server did not answer in time',
  severity: 'note',
  citation: rfc(5321, '4.5.3.2'),
  meaning:
    'The connection stood, but an expected answer did not come within the time the probe waits. RFC 5321 lets servers take up to 5 minutes for the greeting; filters that delay suspicious clients use this. A device that inspects traffic and loses part of it looks the same.',
  fix: 'Probe again with more time (--timeout 300 in the terminal). If the greeting is late, see what the server waits for: reverse DNS or block list look-ups that time out (Exchange: the connection filtering agent and the DNS servers of the adapter; Postfix: postscreen and smtpd_client_restrictions; Exim: the connect ACL), and the tarpit interval. If only the TLS handshake hangs, look for a firewall with TLS inspection on the way.',
  codes: ['greeting-timeout', 'reply-timeout', 'tls-handshake-timeout', 'deadline-exceeded'],
  symptoms: (ending, result) => [
    {
      text: `${ending.detail} A silence is no answer: what comes after it could not be checked.`,
      where: failureLocation(result, ending),
    },
  ],
});
