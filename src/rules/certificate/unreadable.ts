// Something in a certificate could not be read.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { cut, listSome } from '../../formats/quoting.ts';
import { factRule } from '../rule.ts';
import { describeCertificate } from '../trust.ts';

export const unreadable = factRule({
  id: 'certificate/unreadable',
  title: 'A part of a certificate could not be read',
  severity: 'note',
  citation: rfc(5280, '4.1'),
  meaning:
    'A field or an extension of a certificate is not encoded as RFC 5280 asks, or is longer than this program reads. What stands in it is not known, and checks that need it are listed as not done.',
  fix: formatFix({
    first:
      'Look at the certificate with another tool (openssl x509 -text -noout, certutil -dump). If that cannot read it either, have it issued anew with current software, and tell the authority. Until then the checks that need the unread part stay open.',
  }),
  needs: ['certificates'],
  symptoms: ({ certificates: { certificates, truncated } }) => {
    if (certificates.length === 0) return 'not-applicable';
    const symptoms = certificates.flatMap((certificate, index) =>
      certificate.unreadable.length === 0
        ? []
        : [
            {
              text: `${describeCertificate(certificate, index)}: ${listSome(
                certificate.unreadable.map((text) => cut(text)),
                4,
              )}`,
              where: { certificate: index },
            },
          ],
    );
    const last = certificates.length - 1;
    const cutOff = truncated
      ? [
          {
            text: `The server sent more than ${certificates.length} certificates; the rest was not read.`,
            where: { certificate: last },
          },
        ]
      : [];
    return [...symptoms, ...cutOff];
  },
});
