// The session's TLS version against the lowest one that the owner demands.

import { tlsVersions } from '../../model/tls.ts';
import type { TlsVersion } from '../../model/tls.ts';
import { rfc } from '../../formats/citations.ts';
import { expectationRule } from '../expectationRule.ts';
import { formatFix } from '../../formats/fix.ts';
import { versionInWords } from '../tlsVersions.ts';

function isOlder(version: TlsVersion, than: TlsVersion): boolean {
  return tlsVersions.indexOf(version) < tlsVersions.indexOf(than);
}

export const tlsVersion = expectationRule({
  id: 'expectation/tls-version',
  title: 'The TLS version is older than its owner demands',
  severity: 'error',
  citation: rfc(9325, '3.1.1'),
  meaning:
    "The fleet file names the oldest TLS version that this endpoint may agree on, and the server chose an older one although the demanded one was offered. Either the server's TLS settings were changed or never reached what was decided, or mail now passes a device that speaks less.",
  fix: formatFix({
    first: 'Let the server speak the demanded version.',
    exchange:
      'set the Schannel keys of that version (such as TLS 1.2\\Server and TLS 1.2\\Client) to Enabled=1 and DisabledByDefault=0 and restart; which versions there are depends on Windows, TLS 1.3 comes with Windows Server 2022.',
    postfix: 'smtpd_tls_protocols and smtpd_tls_mandatory_protocols = >=TLSv1.2 (or >=TLSv1.3) with a current OpenSSL.',
    exim: 'tls_require_ciphers or openssl_options without what excludes newer versions.',
    last: 'A load balancer or firewall that ends TLS in front of the server needs the same.',
  }),
  needs: ['handshake'],
  demanded: ({ minimumTls }) => minimumTls,
  symptoms: ({ handshake }, minimum, result) => {
    if (!isOlder(handshake.version, minimum)) return [];
    const { offeredVersions } = result.vantage.engine;
    if (!offeredVersions.some((version) => !isOlder(version, minimum))) {
      return { unchecked: `The probe itself could not offer ${versionInWords[minimum]}.` };
    }
    return [
      {
        text: `The session uses ${versionInWords[handshake.version]}; its owner demands ${versionInWords[minimum]} or newer, which was offered.`,
        where: { line: handshake.line },
      },
    ];
  },
});
