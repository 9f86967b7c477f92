// The connection ended in the middle of the dialogue, outside the handshake.

import { nameAlert } from '../alerts.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { alertAfterHandshake, isBrokenOff } from '../handshakeOutcome.ts';
import { checked, notApplicable } from '../outcomes.ts';
import { failureLocation } from '../../formats/quoting.ts';
import type { Rule } from '../rule.ts';

export const closedEarly: Rule = {
  id: 'session/closed-early',
  title: 'The server closed the connection in the middle of the session',
  severity: 'note',
  citation: rfc(5321, '3.8'),
  meaning:
    'A server must not close the connection before QUIT, except after a 421 reply or in an emergency. This one closed it without a word. A reputation filter, a limit on connections, a firewall or a crashed process may be behind it. The probe learnt no more than what stands in the transcript.',
  fix: formatFix({
    first: "Look into the server's own log at the time of the probe.",
    exchange:
      'the protocol log of the Receive connector (Set-ReceiveConnector ... -ProtocolLoggingLevel Verbose) shows the last command; the Application event log shows a service that was restarted.',
    postfix:
      'the mail log lines of smtpd and postscreen; "lost connection after" names the command, and a "fatal" or "panic" line a crash.',
    exim: 'mainlog, rejectlog and paniclog.',
    last: 'If the log knows nothing of the connection, a device in front of the server closed it. Probing again from another address tells a block of this client from a fault of the server.',
  }),
  check: (result) => {
    const { ending } = result;
    const late = alertAfterHandshake(result);
    // handshake/alert speaks of a refused client certificate.
    if (late?.isAboutCertificate === false) {
      return checked({
        title: 'The server ended TLS with an alert in the middle of the session',
        text: `The server ended TLS with ${nameAlert(late.alert)} after the handshake, which had come about. What comes after this point could not be checked.`,
        where: failureLocation(result, late.failure),
      });
    }
    if (ending?.code !== 'connection-closed' || isBrokenOff(ending)) return notApplicable;
    return checked({
      text: `${ending.detail} What comes after this point could not be checked.`,
      where: failureLocation(result, ending),
    });
  },
};
