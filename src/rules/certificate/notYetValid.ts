// A certificate whose time has not come.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';
import { describeCertificate, untoldDefects } from '../trust.ts';
import { formatSpan, formatTime, probedAt, unreadableDates, validityPeriod } from '../../formats/validity.ts';

export const notYetValid = factRule({
  id: 'certificate/not-yet-valid',
  title: 'The certificate is not valid yet',
  severity: 'error',
  citation: rfc(5280, '4.1.2.5'),
  meaning:
    'A certificate is valid between two dates. The first one (notBefore) has not come yet, and until then the certificate is as invalid as after its end. Either it was bound too early, or a clock is wrong: that of the machine that issued it, or that of the one that probes.',
  fix: formatFix({
    first:
      "Compare the clocks first: the prober's (the result names its time), the server's and, for an own authority, the authority's (w32tm /query /status on Windows, chronyc tracking on Linux). If the clocks are right, go back to the previous certificate until the date has come.",
    exchange:
      'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP with the thumbprint of the previous one.',
    postfix: 'point smtpd_tls_chain_files back to the previous file, then postfix reload.',
    exim: 'point tls_certificate and tls_privatekey back to the previous files, then restart it.',
  }),
  needs: ['certificates'],
  symptoms: ({ certificates: { certificates } }, result) => {
    const own = certificates[0];
    if (own === undefined) return 'not-applicable';
    const period = validityPeriod(own);
    if (period === undefined) return { unchecked: unreadableDates };
    const now = probedAt(result);
    const ownSymptom =
      period.from <= now
        ? []
        : [
            {
              text: `${describeCertificate(own, 0)} is valid from ${formatTime(period.from)} on, ${formatSpan(period.from - now)} after this session. Until then senders that verify certificates do not deliver.`,
              where: { certificate: 0 },
            },
          ];
    return [...ownSymptom, ...untoldDefects(result, 'not-yet-valid', 'any', ownSymptom)];
  },
});
