// The session key hangs on the server's long-lived key.

import type { TlsHandshake } from '../../model/tls.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';

/** Undefined when it cannot be told. */
function hasForwardSecrecy(handshake: TlsHandshake): boolean | undefined {
  if (handshake.version === 'TLSv1.3') return true;
  const { name, standardName } = handshake.cipherSuite;
  if (/^TLS_(?:ECDHE|DHE|ECDH_anon|DH_anon)_/.test(standardName) || /^(?:ECDHE|DHE|EDH|ADH|AECDH)-/.test(name)) {
    return true;
  }
  if (/^TLS_(?:RSA|ECDH|DH)_/.test(standardName)) return false;
  switch (handshake.keyExchange.kind) {
    case 'rsa':
      return false;
    case 'ecdh':
    case 'dh':
    case 'hybrid':
      return true;
    case 'unknown':
      return undefined;
  }
}

export const noForwardSecrecy = factRule({
  id: 'tls/no-forward-secrecy',
  title: 'The session has no forward secrecy',
  severity: 'warning',
  citation: rfc(9325, '4.1'),
  meaning:
    "The key of this session was sent under the server's certificate key, or derived from it. With forward secrecy (suites with ECDHE or DHE, and all of TLS 1.3) each session has a fresh key that nobody can compute later.",
  fix: formatFix({
    first: 'Prefer ECDHE suites.',
    exchange: 'put them first in the Schannel cipher suite order and restart.',
    postfix:
      'tls_preempt_cipherlist = yes with smtpd_tls_ciphers = medium, and leave smtpd_tls_eecdh_grade at its default.',
    exim: 'tls_require_ciphers with ECDHE first.',
  }),
  needs: ['handshake'],
  symptoms: ({ handshake }) => {
    const secrecy = hasForwardSecrecy(handshake);
    if (secrecy === undefined) {
      return { unchecked: `How ${handshake.cipherSuite.name} agreed on its key could not be told.` };
    }
    return secrecy
      ? []
      : [
          {
            text: `The cipher suite ${handshake.cipherSuite.name} has no ephemeral key exchange: recorded mail can be read by whoever gets the server's key later.`,
            where: { line: handshake.line },
          },
        ];
  },
});
