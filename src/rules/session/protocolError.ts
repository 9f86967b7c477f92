// What came back is not SMTP.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { failureLocation } from '../../formats/quoting.ts';
import { endingRule } from '../rule.ts';

export const protocolError = endingRule({
  id: 'session/protocol-error',
  title: 'The server does not speak SMTP here',
  severity: 'note',
  citation: rfc(5321, '4.2'),
  meaning:
    'Every line of an SMTP reply begins with a three-digit code. What the server sent cannot be read that way, so the probe could not go on. Another service (a web server, SSH) may listen on this port, or a device answers in the place of the server.',
  fix: formatFix({
    first:
      'Check that the host and the port belong to the mail service: 25 takes mail from other servers, 587 and 465 from users. If they do, compare with what the server says to a client on its own network; a difference points to a proxy or firewall in between.',
  }),
  codes: ['protocol-error'],
  symptoms: (ending, result) => [
    {
      text: `${ending.detail} This is not an SMTP reply, so nothing after it could be checked.`,
      where: failureLocation(result, ending),
    },
  ],
});
