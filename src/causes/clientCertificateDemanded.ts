// The server serves only clients that show a certificate.

import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, proof, strong, weak } from './cause.ts';
import type { Cause } from './cause.ts';

/** What a peer sends that does not like the certificate it was shown (RFC 8446 section 6.2). */
const refusals: readonly string[] = ['bad_certificate', 'certificate_unknown', 'unknown_ca', 'unsupported_certificate'];

export const clientCertificateDemanded: Cause = {
  id: 'client-certificate-demanded',
  title: 'The server demands a client certificate',
  meaning:
    'The server asks for a certificate of the client and ends the session without one, or does not accept the one it got. A partner connection may be meant so; a public MX must not be.',
  explains: ['client-certificate/required', 'handshake/alert'],
  fix: formatFix({
    first:
      'If it is meant so, probe with the certificate of the sender (--cert and --key, or --pfx), and see that it is valid for client authentication: public authorities leave that out of new certificates since 2026, so partners who need it use a private authority. If not, let the server ask for no certificate on the port of its MX.',
    exchange: 'the Receive connector asks for one only with TlsDomainCapabilities or mutual TLS (DomainSecureEnabled).',
    postfix: 'smtpd_tls_req_ccert = no for the public service; smtpd_tls_ask_ccert asks without demanding.',
    exim: 'tls_verify_hosts names only partners; tls_try_verify_hosts asks without demanding.',
  }),
  sources: [rfc(8446, '4.4.2.4')],
  examine: (subject) => {
    const required = findingOf(subject, 'client-certificate/required');
    const alert = findingOf(subject, 'handshake/alert');
    const isAboutCertificate =
      alert !== undefined &&
      (/client certificate/i.test(alert.title) || refusals.includes(subject.result.ending?.alert?.name ?? ''));
    if (required === undefined && !isAboutCertificate) return undefined;
    return {
      evidenceFor: [
        clueFromFinding(required, proof),
        isAboutCertificate
          ? clueFromFinding(alert, /client certificate/i.test(alert?.title ?? '') ? strong : weak)
          : undefined,
      ],
      nextTest: { text: 'Probe with the client certificate that the partner expects (--cert and --key).' },
    };
  },
};
