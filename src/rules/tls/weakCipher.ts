// The cipher suite that was negotiated is weak.

import { rfc } from '../../formats/citations.ts';
import { cipherWeaknesses, isModeKnown } from '../cipherWeaknesses.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';

export const weakCipher = factRule({
  id: 'tls/weak-cipher',
  title: 'The cipher suite is weak',
  severity: 'error',
  citation: rfc(9325, '4.1'),
  meaning:
    'The cipher suite decides how mail is encrypted. This one is broken or outdated: what it protects can be read or changed with known attacks. The probe offered better ones, so the server chose it because it has nothing better, or because it ranks it too high.',
  fix: formatFix({
    first: 'Let the server prefer ECDHE with AES-GCM or ChaCha20.',
    exchange:
      'put these suites first in the Schannel cipher suite order (Group Policy, SSL Configuration Settings), remove RC4, 3DES and NULL there, and restart.',
    postfix:
      'smtpd_tls_ciphers = medium, smtpd_tls_exclude_ciphers = aNULL, RC4, 3DES, MD5, with tls_preempt_cipherlist = yes.',
    exim: 'tls_require_ciphers = ECDHE+AESGCM:ECDHE+CHACHA20:DHE+AESGCM (with GnuTLS: NORMAL).',
  }),
  needs: ['handshake'],
  symptoms: ({ handshake }) => {
    if (handshake.version === 'TLSv1.3') return [];
    const weaknesses = cipherWeaknesses(handshake.cipherSuite);
    const { name } = handshake.cipherSuite;
    if (weaknesses.length === 0 && !isModeKnown(handshake.cipherSuite)) {
      return { unchecked: `The log names the cipher (${name}), but not the whole suite.` };
    }
    return weaknesses.map((weakness) => ({
      severity: weakness.severity,
      text: `The cipher suite is ${name}: ${weakness.reason}.`,
      where: { line: handshake.line },
    }));
  },
});
