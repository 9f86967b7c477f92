// Every other reason why a chain is not valid, each under its own name.

import type { ChainDefect, ChainDefectCode } from '../../model/certificate.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';
import { decisiveStore, noStoreAsked, storeInWords } from '../../formats/decisiveStore.ts';
import { defectLocation } from '../trust.ts';

/** The codes that have no rule of their own, or have one only for the server's certificate. */
const inWords: Readonly<Partial<Record<ChainDefectCode, string>>> = {
  'bad-signature': 'A signature in the chain does not verify',
  'not-an-authority': 'A certificate signs another without being an authority',
  'path-too-long': 'The chain is longer than an authority in it allows',
  'key-usage': 'The key usage of a certificate forbids what it is used for',
  'extended-key-usage': 'The extended key usage of a certificate forbids what it is used for',
  'name-constraints': 'A name lies outside what an authority in the chain may sign',
  'unknown-critical-extension': 'A critical extension is not understood, and must not be ignored',
  malformed: 'A certificate breaks the rules of RFC 5280',
};

/** `no-server-auth` speaks of a certificate that lists other uses only. */
function isSpokenOf(defect: ChainDefect, lacksServerAuth: boolean): boolean {
  if (defect.code === 'extended-key-usage') return defect.certificate === 0 && lacksServerAuth;
  return inWords[defect.code] === undefined;
}

/** Our own bound on the work, not a fault of the chain: it leaves the check open. */
function findLimit(defects: readonly ChainDefect[]): ChainDefect | undefined {
  return defects.find(({ code }) => code === 'limit-reached');
}

export const invalidPath = factRule({
  id: 'certificate/invalid-path',
  title: 'The certificate chain is not valid',
  severity: 'error',
  citation: rfc(5280, '6.1'),
  meaning:
    'Between the server and a trusted root every certificate must be allowed to sign the next, and every signature must verify. The finding names the certificate that fails and the clause of RFC 5280 that it breaks.',
  fix: formatFix({
    first:
      'Go to whoever issued the certificate named in the finding: such a fault lies in how it was made, not in the mail server. With an own authority, mend its template (CA:TRUE and keyCertSign for authorities, path length and name constraints wide enough) and issue the chain anew. If a signature does not verify, an intermediate of the same name but another key is being sent: take the one that belongs to this certificate. Then bind the new chain.',
    exchange:
      "intermediates into the computer's CA store, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.",
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
  }),
  needs: ['certificates', 'verification'],
  symptoms: ({ certificates: { certificates }, verification }) => {
    const store = decisiveStore(verification);
    if (store === undefined) return { unchecked: noStoreAsked };
    if (store.trusted) return [];
    const usages = certificates[0]?.extendedKeyUsage;
    const lacksServerAuth =
      usages !== undefined &&
      !usages.some((usage) => ['serverAuth', 'anyExtendedKeyUsage', '2.5.29.37.0'].includes(usage));
    if (store.defects.length === 0) {
      return [
        {
          text: `The chain could not be verified against ${storeInWords(store)}, and no single reason was found.`,
          where: certificates.length > 0 ? { certificate: 0 } : {},
        },
      ];
    }
    const symptoms = store.defects
      .filter((defect) => !isSpokenOf(defect, lacksServerAuth))
      .map((defect) => ({
        text: `${inWords[defect.code] ?? 'The chain is not valid'}: ${defect.text}`,
        where: defectLocation(defect),
      }));
    const limit = findLimit(store.defects);
    return limit !== undefined && symptoms.length === 0 ? { unchecked: limit.text } : symptoms;
  },
});
