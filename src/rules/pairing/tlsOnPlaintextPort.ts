// TLS was spoken to a port that begins in clear text.

import { formatEndpoint } from '../../formats/targetText.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { checked, notApplicable, unchecked } from '../outcomes.ts';
import { failureLocation } from '../../formats/quoting.ts';
import type { Rule } from '../rule.ts';

export const tlsOnPlaintextPort: Rule = {
  id: 'pairing/tls-on-plaintext-port',
  title: 'TLS was spoken to a port that begins in clear text',
  severity: 'error',
  citation: rfc(8314, '3.3'),
  meaning:
    'There are two ways to begin: with TLS from the first byte (implicit TLS, port 465), or in clear text with STARTTLS (25 and 587). The client began with TLS, and the server answered in clear text: the port is one for STARTTLS, or its TLS listener is set up as a plain one. OpenSSL calls this "wrong version number".',
  fix: formatFix({
    first:
      'If the port is 25 or 587, use STARTTLS (--tls starttls; in an application: secure false with STARTTLS demanded, for instance requireTLS true in nodemailer). If it is 465, make the server speak TLS there at once.',
    exchange: 'it has no implicit TLS; offer 587 with STARTTLS, which the Client Frontend connector does by itself.',
    postfix: 'the smtps or submissions line of master.cf with -o smtpd_tls_wrappermode=yes.',
    exim: 'tls_on_connect_ports = 465, and 465 among daemon_smtp_ports.',
  }),
  check: (result) => {
    const { handshake } = result.evidence;
    if (result.endpoint.tlsMode !== 'implicit' || handshake.status === 'skipped') return notApplicable;
    if (handshake.status === 'known') return checked();
    const { failure } = handshake;
    if (failure.code === 'tls-on-plaintext-port') {
      return checked({
        text: `${failure.detail} ${formatEndpoint(result.endpoint)} speaks plain SMTP first, so a client that begins with TLS cannot talk to it.`,
        where: failureLocation(result, failure),
      });
    }
    // Another failure of the handshake itself also answers the question; one before it does not.
    return failure.phase === 'handshake' ? checked() : unchecked(failure.detail);
  },
};
