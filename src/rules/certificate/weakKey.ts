// A key in the chain is too short.

import type { Certificate } from '../../model/certificate.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';
import type { Symptom } from '../rule.ts';
import { indexesThatCount } from '../../formats/decisiveStore.ts';
import { describeCertificate, untoldDefects } from '../trust.ts';

const smallest: Readonly<Record<string, number>> = { RSA: 2048, 'RSA-PSS': 2048, DSA: 2048, EC: 256 };

/** Key types of one fixed and sufficient size. */
const fixedSize = /^(?:Ed25519|Ed448|ML-DSA)/i;

function judgeKey(certificate: Certificate, index: number): Symptom | 'sound' | 'unknown' {
  const { type, bits, curve } = certificate.publicKey;
  if (fixedSize.test(type)) return 'sound';
  const least = smallest[type];
  if (least === undefined || bits === undefined) return 'unknown';
  if (bits >= least) return 'sound';
  const named = curve === undefined ? '' : ` (${curve})`;
  return {
    text: `${describeCertificate(certificate, index)} has a key of type ${type} with ${bits} bits${named}; at least ${least} are needed. Current senders refuse it or do not count it as proof.`,
    where: { certificate: index },
  };
}

export const weakKey = factRule({
  id: 'certificate/weak-key',
  title: 'A key in the certificate chain is too short',
  severity: 'error',
  citation: rfc(9325, '4.5'),
  meaning:
    'A key in the chain is shorter than is safe. RFC 9325 requires RSA keys of 2048 bits or more; curves below 256 bits are out of use (RFC 8422 section 5.1.1). Shorter keys can be broken, and then anyone can pretend to be this server.',
  fix: formatFix({
    first: 'Make a new key and a new certificate: RSA with 2048 or 3072 bits, or P-256.',
    exchange:
      'New-ExchangeCertificate -GenerateRequest -KeySize 2048 ..., then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
    postfix:
      'openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 makes the key; replace the file of smtpd_tls_chain_files and reload.',
    exim: 'make the key in the same way (openssl genpkey), replace the files of tls_certificate and tls_privatekey, and restart it.',
    last: "If an authority's key is the short one, use another authority.",
  }),
  needs: ['certificates', 'verification'],
  symptoms: ({ certificates: { certificates }, verification }, result) => {
    if (certificates.length === 0) return 'not-applicable';
    const judged = indexesThatCount(verification).flatMap((index) => {
      const certificate = certificates[index];
      return certificate === undefined ? [] : [judgeKey(certificate, index)];
    });
    const seen = judged.filter((outcome) => typeof outcome !== 'string');
    const symptoms = [...seen, ...untoldDefects(result, 'weak-key', 'any', seen)];
    if (symptoms.length === 0 && judged.includes('unknown')) {
      return { unchecked: 'The size of a key in the certificate chain could not be read.' };
    }
    return symptoms;
  },
});
