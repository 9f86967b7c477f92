// The server's own certificate ends within weeks.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';
import { describeCertificate } from '../trust.ts';
import { dayMs, formatSpan, formatTime, probedAt, unreadableDates, validityPeriod } from '../../formats/validity.ts';

const urgentDays = 14;
const soonDays = 30;
/** Short-lived certificates (CA/Browser Forum Baseline Requirements section 1.6.1) are renewed within days by design. */
const shortLivedDays = 7;

export const expiresSoon = factRule({
  id: 'certificate/expires-soon',
  title: 'The certificate expires soon',
  severity: 'warning',
  citation: rfc(5280, '4.1.2.5'),
  meaning:
    'The certificate runs out within weeks. Thirty days is time to renew in peace; fourteen is when automatic renewal should long have happened, so something may be wrong with it. Certificates that live for days only are judged by a third of their life.',
  fix: formatFix({
    first:
      'Renew now. If renewal is automatic, see why it did not run (certbot certificates, the log of win-acme, the task scheduler).',
    exchange:
      'import the new certificate on every server and run Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, then check TlsCertificateName on the connectors, since after a change of issuer or subject it points nowhere.',
    postfix: 'make the renewal run postfix reload (certbot: --deploy-hook).',
    exim: 'make the renewal restart Exim, and leave both files readable for the Exim user.',
    last: 'With DANE, publish the new TLSA record first.',
  }),
  needs: ['certificates'],
  symptoms: ({ certificates: { certificates } }, result) => {
    const own = certificates[0];
    if (own === undefined) return 'not-applicable';
    const period = validityPeriod(own);
    if (period === undefined) return { unchecked: unreadableDates };
    const left = period.until - probedAt(result);
    const lifetime = period.until - period.from;
    // A third of its life is when a certificate should be renewed, whatever its length.
    const isShortLived = lifetime <= shortLivedDays * dayMs;
    const soon = isShortLived ? lifetime / 3 : soonDays * dayMs;
    if (left < 0 || left > soon) return [];
    const severity = isShortLived || left <= urgentDays * dayMs ? 'warning' : 'note';
    return [
      {
        severity,
        text: `${describeCertificate(own, 0)} expires on ${formatTime(period.until)}, in ${formatSpan(left)}. From then on senders that verify certificates do not deliver.`,
        where: { certificate: 0 },
      },
    ];
  },
});
