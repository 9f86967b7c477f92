// Keys, signatures or suites that are no longer strong enough.

import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, proof, strong } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function errorClue(subject: Case): Clue | undefined {
  const code = subject.result.ending?.errorCode ?? '';
  const finding = findingOf(subject, 'handshake/failed');
  return finding !== undefined &&
    /DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL|CA_KEY_TOO_SMALL|CA_MD_TOO_WEAK|BAD_DH_P_LENGTH/.test(code)
    ? strong(finding.text, finding.where)
    : undefined;
}

export const weakCryptography: Cause = {
  id: 'weak-cryptography',
  title: 'Keys or suites of the server are too weak',
  meaning:
    'The server uses keys, signatures, groups or suites that current TLS libraries mark as weak or refuse. It mostly comes from a set-up that is many years old.',
  explains: [
    'tls/weak-cipher',
    'tls/no-forward-secrecy',
    'tls/weak-key-exchange',
    'certificate/weak-key',
    'certificate/weak-signature',
    'handshake/failed',
  ],
  fix: formatFix({
    first:
      'RSA keys of 2,048 bits at least (or EC P-256), certificates signed with SHA-256, suites with ECDHE and AES-GCM, DH groups of 2,048 bits.',
    exchange:
      'request the certificate anew with New-ExchangeCertificate -GenerateRequest -KeySize 2048, and order the suites with Get-TlsCipherSuite and group policy.',
    postfix:
      'smtpd_tls_mandatory_ciphers = medium or high; leave smtpd_tls_dh1024_param_file empty (Postfix 3.7) or give it a file of 2,048 bits.',
    exim: 'tls_require_ciphers and tls_dhparam.',
  }),
  sources: [rfc(9325, '4')],
  examine: (subject) => ({
    evidenceFor: [
      clueFromFinding(
        findingOf(
          subject,
          'tls/weak-cipher',
          'tls/no-forward-secrecy',
          'tls/weak-key-exchange',
          'certificate/weak-key',
          'certificate/weak-signature',
        ),
        proof,
      ),
      errorClue(subject),
    ],
    nextTest: {
      text: 'Compare with openssl s_client -starttls smtp, which names the size of the key and of the group.',
    },
  }),
};
