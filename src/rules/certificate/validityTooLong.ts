// A public certificate runs longer than public authorities may issue.

import type { Verification } from '../../model/certificate.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';
import { describeCertificate } from '../trust.ts';
import { dayMs, unreadableDates, validityPeriod } from '../../formats/validity.ts';

/** Baseline Requirements section 6.3.2: days, by date of issue. The newest first. */
const maximumDays: readonly (readonly [issuedFrom: string, days: number])[] = [
  ['2029-03-15', 47],
  ['2027-03-15', 100],
  ['2026-03-15', 200],
  ['2020-09-01', 398],
  ['2018-03-01', 825],
];

function maximumAt(issued: number): number | undefined {
  return maximumDays.find(([from]) => issued >= Date.parse(from))?.[1];
}

/** Whether the chain leads to a root of Mozilla's store, be it with other defects such as an expired date. */
function leadsToPublicRoot(verification: Verification): boolean {
  const missing = ['self-signed', 'untrusted-root', 'incomplete-chain', 'bad-signature', 'malformed', 'limit-reached'];
  return verification.stores.some(
    ({ store, path, defects }) =>
      store === 'mozilla' && path.length > 0 && !defects.some((defect) => missing.includes(defect.code)),
  );
}

export const validityTooLong = factRule({
  id: 'certificate/validity-too-long',
  title: 'The certificate is valid for longer than public authorities may issue',
  severity: 'warning',
  citation: {
    text: 'CA/Browser Forum Baseline Requirements section 6.3.2',
    url: 'https://github.com/cabforum/servercert/blob/main/docs/BR.md#632-certificate-operational-periods-and-key-pair-usage-periods',
  },
  meaning:
    "Public authorities must not issue server certificates for longer than 825 days (from March 2018), 398 days (from September 2020), 200 days (from March 2026), 100 days (from March 2027) and 47 days (from March 2029). This one runs longer than was allowed on its first day. The rule does not apply to a company's own authority.",
  fix: formatFix({
    first:
      'Ask the authority for a new certificate within the limit, and let renewal run by itself (an ACME client such as certbot or win-acme). Then bind it.',
    exchange: 'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
  }),
  needs: ['certificates', 'verification'],
  symptoms: ({ certificates: { certificates }, verification }) => {
    const own = certificates[0];
    if (own === undefined || !leadsToPublicRoot(verification)) return 'not-applicable';
    const period = validityPeriod(own);
    if (period === undefined) return { unchecked: unreadableDates };
    const maximum = maximumAt(period.from);
    if (maximum === undefined) return 'not-applicable';
    // RFC 5280 section 4.1.2.5: both ends belong to the period; the last second counts.
    const days = Math.ceil((period.until - period.from + 1000) / dayMs);
    if (days <= maximum) return [];
    return [
      {
        text: `${describeCertificate(own, 0)} is valid for ${days} days; at its date of issue ${maximum} were allowed. Software that checks this refuses it.`,
        where: { certificate: 0 },
      },
    ];
  },
});
