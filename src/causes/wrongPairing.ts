// The port speaks the other way of TLS.

import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, proof, strong } from './cause.ts';
import type { Cause } from './cause.ts';

export const wrongPairing: Cause = {
  id: 'wrong-pairing',
  title: 'Port and way of TLS do not go together',
  meaning:
    'Ports 25 and 587 begin in clear text and go over to TLS by STARTTLS; port 465 speaks TLS from its first byte. Asked the other way, either side waits or says "wrong version number".',
  explains: ['pairing/tls-on-plaintext-port', 'pairing/plaintext-on-tls-port'],
  fix: formatFix({
    first:
      'Use STARTTLS on ports 25 and 587, and TLS from the first byte on 465. In mail libraries, TLS from the first byte (secure: true in nodemailer, SslOnConnect in MailKit, SMTP_SSL in Python) belongs to 465, and STARTTLS (requireTLS: true, StartTls, starttls()) to 587 and 25.',
    postfix: 'smtpd_tls_wrappermode = yes belongs to the smtps service of master.cf alone.',
    exim: 'tls_on_connect_ports = 465.',
    exchange: 'Exchange has no port of implicit TLS; a load balancer in front of it may.',
  }),
  sources: [rfc(8314, '3.3')],
  examine: (subject) => {
    const finding = findingOf(subject, 'pairing/tls-on-plaintext-port', 'pairing/plaintext-on-tls-port');
    return {
      // Where it is only likely the rule warns; where TLS or clear text was seen it is an error.
      evidenceFor: [clueFromFinding(finding, finding?.severity === 'error' ? proof : strong)],
      nextTest: { text: 'Probe the port the other way.', furtherTest: 'ports' },
    };
  },
};
