// A certificate of the chain is signed with a broken digest.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';
import { indexesThatCount } from '../../formats/decisiveStore.ts';
import { describeCertificate, untoldDefects } from '../trust.ts';

const brokenDigest = /(?:md[245]|sha-?1)(?![0-9])/i;

export const weakSignature = factRule({
  id: 'certificate/weak-signature',
  title: 'A certificate is signed with SHA-1 or MD5',
  severity: 'error',
  citation: rfc(9325, '4.5'),
  meaning:
    'A certificate in the chain is signed with SHA-1 or MD5. Both are broken: an attacker can make a second certificate with the same signature. RFC 9325 forbids them. The signature of a root over itself does not count, since a root is trusted because it is in the store.',
  fix: formatFix({
    first:
      'Have the certificate issued anew with SHA-256. For a Windows authority that still signs with SHA-1, run certutil -setreg ca\\csp\\CNGHashAlgorithm SHA256, restart it, and renew its own certificate too. Then bind the new certificate.',
    exchange: 'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
  }),
  needs: ['certificates', 'verification'],
  symptoms: ({ certificates: { certificates }, verification }, result) => {
    if (certificates.length === 0) return 'not-applicable';
    const seen = indexesThatCount(verification).flatMap((index) => {
      const certificate = certificates[index];
      if (certificate === undefined || certificate.selfIssued || !brokenDigest.test(certificate.signatureAlgorithm)) {
        return [];
      }
      return [
        {
          text: `${describeCertificate(certificate, index)} is signed with ${certificate.signatureAlgorithm}. Such a signature can be forged, and current senders refuse it.`,
          where: { certificate: index },
        },
      ];
    });
    const others = untoldDefects(result, 'weak-signature', 'any', seen);
    const isUnread = indexesThatCount(verification).some((index) => certificates[index]?.signatureAlgorithm === '');
    if (seen.length + others.length === 0 && isUnread) {
      return { unchecked: 'The signature algorithm of a certificate in the chain could not be read.' };
    }
    return [...seen, ...others];
  },
});
