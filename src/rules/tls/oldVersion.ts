// A TLS version that is formally deprecated.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';
import { versionInWords } from '../tlsVersions.ts';

const bothSidesFix = formatFix({
  first: 'Let both sides speak TLS 1.2 and 1.3. Probing the server tells whether it has them.',
  exchange:
    'install the current cumulative update, set the Schannel keys TLS 1.2\\Server and TLS 1.2\\Client to Enabled=1 and DisabledByDefault=0, let .NET use strong cryptography (SchUseStrongCrypto=1), restart.',
  last: 'An appliance that cannot needs an update or a successor.',
});

export const oldVersion = factRule({
  id: 'tls/old-version',
  title: 'The server speaks no TLS newer than 1.1',
  severity: 'error',
  citation: rfc(8996),
  meaning:
    'The session was made with the newest TLS version that both sides have, and that is 1.0 or 1.1. Both must not be used any more (RFC 8996): they rest on MD5 and SHA-1 and lack the cipher modes of today.',
  fix: formatFix({
    first: 'Let the server speak TLS 1.2 and 1.3.',
    exchange:
      'install the current cumulative update, set the Schannel keys TLS 1.2\\Server and TLS 1.2\\Client to Enabled=1 and DisabledByDefault=0, let .NET use strong cryptography (SchUseStrongCrypto=1), restart.',
    postfix: 'smtpd_tls_protocols = >=TLSv1.2 (from release 3.6 on) with a current OpenSSL.',
    exim: 'openssl_options (OpenSSL) or tls_require_ciphers (GnuTLS) without what excludes newer versions, on a current library.',
    last: 'An appliance that cannot needs an update or a successor.',
  }),
  needs: ['handshake'],
  symptoms: ({ handshake }, result) => {
    if (handshake.version !== 'TLSv1' && handshake.version !== 'TLSv1.1') return [];
    const words = versionInWords[handshake.version];
    const offered = result.vantage.engine.offeredVersions;
    const newest = offered.at(-1);
    // A log does not tell what was offered: the client may be the one that has nothing newer.
    if (newest === undefined) {
      return [
        {
          title: 'The session uses a TLS version older than 1.2',
          text: `The session used ${words}; which of the two sides has nothing newer is not in the log. RFC 8996 says that it MUST NOT be used; large senders do not.`,
          where: { line: handshake.line },
          fix: bothSidesFix,
        },
      ];
    }
    return [
      {
        text: `The session uses ${words}, although ${versionInWords[newest]} was offered. RFC 8996 says that it MUST NOT be used; large senders do not.`,
        where: { line: handshake.line },
      },
    ];
  },
});
