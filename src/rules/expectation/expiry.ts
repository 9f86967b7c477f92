// The days that the server's certificate is still valid, against those that the owner asks for.

import { rfc } from '../../formats/citations.ts';
import { expectationRule } from '../expectationRule.ts';
import { formatFix } from '../../formats/fix.ts';
import { describeCertificate } from '../trust.ts';
import { dayMs, formatSpan, formatTime, probedAt, unreadableDates, validityPeriod } from '../../formats/validity.ts';

function inDays(count: number): string {
  return count === 1 ? '1 day' : `${count} days`;
}

export const expiry = expectationRule({
  id: 'expectation/expiry',
  title: 'The certificate expires sooner than its owner allows',
  severity: 'warning',
  citation: rfc(5280, '4.1.2.5'),
  meaning:
    'The fleet file says how many days the certificate of this endpoint must still be valid, so that renewing it can be planned. Fewer are left.',
  fix: formatFix({
    first: 'Renew the certificate now, and see why it was not renewed by itself if that was intended.',
    exchange:
      'import the new one on every server, Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, then check TlsCertificateName on the connectors.',
    postfix: 'make the renewal run postfix reload.',
    exim: 'make the renewal restart Exim, and leave both files readable for the Exim user.',
    last: 'If certificates here live shorter than the days asked for (90 days and less are usual by now), write a smaller number into the fleet file.',
  }),
  needs: ['certificates'],
  demanded: ({ daysBeforeExpiry }) => daysBeforeExpiry,
  symptoms: ({ certificates: { certificates } }, days, result) => {
    const own = certificates[0];
    if (own === undefined) return 'not-applicable';
    const period = validityPeriod(own);
    if (period === undefined) return { unchecked: unreadableDates };
    const left = period.until - probedAt(result);
    if (left >= days * dayMs) return [];
    const seen =
      left < 0
        ? `expired on ${formatTime(period.until)}`
        : `expires on ${formatTime(period.until)}, in ${formatSpan(left)}`;
    return [
      {
        text: `${describeCertificate(own, 0)} ${seen}; its owner asks for at least ${inDays(days)}.`,
        where: { certificate: 0 },
      },
    ];
  },
});
