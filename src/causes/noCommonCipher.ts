// No cipher suite, group or signature in common.

import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { findingOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { loggedErrorClue } from './loggedErrors.ts';

const errors =
  /NO_SHARED_CIPHER|NO_CIPHERS_AVAILABLE|DH_KEY_TOO_SMALL|EE_KEY_TOO_SMALL|WRONG_CURVE|UNSUPPORTED_ELLIPTIC_CURVE|NO_COMMON_SIGNATURE/;

function alertClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'handshake/alert');
  const name = subject.result.ending?.alert?.name;
  if (finding === undefined || name === undefined) return undefined;
  if (name === 'insufficient_security') {
    return strong(
      'The alert insufficient_security means that the server wants stronger suites than were offered.',
      finding.where,
    );
  }
  return name === 'handshake_failure'
    ? strong(
        'The alert handshake_failure means that the server found nothing it could agree to: suite, group, signature or certificate.',
        finding.where,
      )
    : undefined;
}

function errorClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'handshake/failed');
  const code = subject.result.ending?.errorCode ?? '';
  return finding !== undefined && errors.test(code) ? strong(finding.text, finding.where) : undefined;
}

/** What this engine cannot offer may be all that the server wants. */
function engineClue(subject: Case): Clue | undefined {
  const { library, version, notOffered } = subject.result.vantage.engine;
  if (library !== 'BoringSSL' || notOffered.length === 0) return undefined;
  return weak(
    `This probe ran with ${library} ${version}, which does not offer ${notOffered.join(', ')}: the server may want just that.`,
  );
}

export const noCommonCipher: Cause = {
  id: 'no-common-cipher',
  title: 'Client and server have no cipher suite in common',
  meaning:
    'The two sides know no cipher suite, key exchange or signature that both accept. On Windows it is often the cipher suite order, or a certificate whose key fits none of the suites.',
  explains: ['handshake/alert', 'handshake/failed'],
  fix: formatFix({
    first:
      'Let the server offer ECDHE with AES-GCM for TLS 1.2 (ECDHE-RSA-AES128-GCM-SHA256 and its kin) and the suites of TLS 1.3. DH groups need 2,048 bits.',
    exchange:
      'Get-TlsCipherSuite, and the group policy "SSL Cipher Suite Order"; the certificate must have an RSA or ECDSA key of the Microsoft Software Key Storage or RSA SChannel provider.',
    postfix:
      'smtpd_tls_mandatory_ciphers and smtpd_tls_ciphers = medium or high; smtpd_tls_dh1024_param_file with 2,048 bits, or left empty.',
    exim: 'tls_require_ciphers and tls_dhparam.',
  }),
  sources: [rfc(9325, '4.2')],
  examine: (subject) => {
    const mismatch = loggedErrorClue(
      subject,
      ['AlgorithmMismatch', 'UnsupportedFunction'],
      strong,
      'the two sides have no version or suite in common.',
    );
    const clues = [alertClue(subject), errorClue(subject), mismatch];
    return {
      evidenceFor: clues,
      evidenceAgainst: clues.some((clue) => clue !== undefined) ? [engineClue(subject)] : [],
      nextTest: {
        text: 'Probe again with another TLS library (the command line with OpenSSL, or the setting smtpTls.nodePath): if it works there, this library lacks what the server wants.',
      },
    };
  },
};
