// The certificate was not made for a mail server.

import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, proof } from './cause.ts';
import type { Cause } from './cause.ts';

export const certificateUnsuitable: Cause = {
  id: 'certificate-unsuitable',
  title: 'The certificate is not made for a TLS server',
  meaning:
    'What the certificate says of its own use does not fit a mail server: no server authentication, the wrong key usage, an authority in place of a server, or a path that breaks the rules of RFC 5280. Some clients let it pass and strict ones refuse it.',
  explains: [
    'certificate/no-server-auth',
    'certificate/key-usage',
    'certificate/authority-as-leaf',
    'certificate/invalid-path',
    'certificate/profile-lapse',
    'certificate/validity-too-long',
    'certificate/unreadable',
    'certificate/no-alternative-name',
  ],
  fix: formatFix({
    first:
      'Let the authority issue it anew for a web or TLS server: extended key usage serverAuth, key usage digitalSignature (and keyEncipherment for RSA), the host name among the alternative names.',
    exchange:
      'New-ExchangeCertificate -GenerateRequest makes a fitting request; a template of the own authority must be that for web servers.',
    postfix: 'openssl req -addext "subjectAltName=DNS:mx.example.com" makes a fitting request.',
    exim: 'openssl req -addext "subjectAltName=DNS:mx.example.com" makes a fitting request.',
  }),
  sources: [rfc(5280, '4.2.1.12')],
  examine: (subject) => ({
    evidenceFor: [
      clueFromFinding(
        findingOf(
          subject,
          'certificate/no-server-auth',
          'certificate/key-usage',
          'certificate/authority-as-leaf',
          'certificate/invalid-path',
          'certificate/unreadable',
          'certificate/profile-lapse',
          'certificate/validity-too-long',
          'certificate/no-alternative-name',
        ),
        proof,
      ),
    ],
  }),
};
