// The group of the key exchange is too small.

import type { TlsEngine } from '../../model/tls.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';

const smallestModulus = 2048;
const smallestCurve = 224;

/** Sizes are not always told; BoringSSL tells none, but offers no curve below P-256, so none can have been agreed. */
function isLargeByOffer(suite: string, group: string | undefined, library: TlsEngine['library']): boolean {
  if (!suite.startsWith('TLS_ECDHE_')) return false;
  return library === 'BoringSSL' || /^(?:X25519|X448|P-(?:256|384|521)|prime256v1|secp(?:384|521)r1)/.test(group ?? '');
}

export const weakKeyExchange = factRule({
  id: 'tls/weak-key-exchange',
  title: 'The key exchange uses too small a group',
  severity: 'error',
  citation: rfc(9325, '4.5'),
  meaning:
    "Both sides agree on the session's key in a mathematical group, and this one is too small. RFC 9325 requires Diffie-Hellman groups of 2048 bits or more and curves of 224 bits or more. Smaller ones can be broken with known means.",
  fix: formatFix({
    first: 'Prefer ECDHE with P-256 or X25519, and enlarge the Diffie-Hellman group.',
    exchange:
      'ECDHE suites first in the Schannel order, and ServerMinKeyBitLength = 2048 under KeyExchangeAlgorithms\\Diffie-Hellman.',
    postfix:
      'smtpd_tls_dh1024_param_file with a file of 2048 bits (in spite of its name), or a release from 3.7 on with that setting empty.',
    exim: 'tls_dhparam = ffdhe2048 or larger (OpenSSL; GnuTLS chooses well by itself).',
  }),
  needs: ['handshake'],
  symptoms: ({ handshake: { keyExchange, cipherSuite, version, line } }, result) => {
    // Every group of TLS 1.3 is large enough (RFC 8446 section 4.2.7).
    if (version === 'TLSv1.3') return [];
    if (keyExchange.kind === 'rsa' || cipherSuite.standardName.startsWith('TLS_RSA_')) return 'not-applicable';
    if (keyExchange.kind === 'unknown' || keyExchange.bits === undefined) {
      if (isLargeByOffer(cipherSuite.standardName, keyExchange.group, result.vantage.engine.library)) return [];
      return { unchecked: 'The size of the key-exchange group could not be told.' };
    }
    const smallest = keyExchange.kind === 'dh' ? smallestModulus : smallestCurve;
    if (keyExchange.bits >= smallest) return [];
    const group = keyExchange.group === undefined ? '' : ` (${keyExchange.group})`;
    return [
      {
        text: `The key was agreed in a group of ${keyExchange.bits} bits${group}; at least ${smallest} are required. Current senders refuse it.`,
        where: { line },
      },
    ];
  },
});
