// The server's certificate against the one fingerprint that the owner expects.

import type { Certificate } from '../../model/certificate.ts';
import { rfc } from '../../formats/citations.ts';
import { expectationRule } from '../expectationRule.ts';
import { formatFix } from '../../formats/fix.ts';
import { describeCertificate } from '../trust.ts';

function bareHex(fingerprint: string): string {
  return fingerprint.replace(/[^0-9a-f]/gi, '').toUpperCase();
}

/** A pin on the intermediate is a common slip: it is named. */
function otherHolder(certificates: readonly Certificate[], expected: string): string {
  const index = certificates.findIndex(
    ({ fingerprintSha256 }, place) => place > 0 && bareHex(fingerprintSha256) === bareHex(expected),
  );
  return index < 0 ? '' : ` That is the fingerprint of certificate ${index + 1} of the chain.`;
}

export const fingerprint = expectationRule({
  id: 'expectation/fingerprint',
  title: 'The certificate is not the one its owner expects',
  severity: 'error',
  citation: rfc(8122, '5'),
  meaning:
    'The fleet file names the SHA-256 fingerprint of the one certificate that this endpoint shows, and it shows another. After a renewal that is as it should be, and the fleet file is behind; without one, another machine answers or somebody exchanged the certificate.',
  fix: formatFix({
    first:
      'Compare the date of issue with your renewals. If the certificate was renewed, write the new fingerprint into the fleet file, and renew TLSA records and what partners hold. If it was not, bind the intended one again and find out what answers.',
    exchange:
      'Get-ExchangeCertificate and Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP on every server (the thumbprint there is SHA-1, another number).',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
  }),
  needs: ['certificates'],
  demanded: (expectations) => expectations.fingerprint,
  symptoms: ({ certificates: { certificates } }, expected) => {
    const own = certificates[0];
    if (own === undefined) return 'not-applicable';
    if (bareHex(own.fingerprintSha256) === bareHex(expected)) return [];
    return [
      {
        text: `${describeCertificate(own, 0)} has the SHA-256 fingerprint ${own.fingerprintSha256}; its owner expects ${expected}.${otherHolder(certificates, expected)}`,
        where: { certificate: 0 },
      },
    ];
  },
});
