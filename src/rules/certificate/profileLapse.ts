// What only strict verifiers refuse.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { factRule } from '../rule.ts';
import { decisiveStore, noStoreAsked } from '../../formats/decisiveStore.ts';
import { defectLocation } from '../trust.ts';

export const profileLapse = factRule({
  id: 'certificate/profile-lapse',
  title: 'A certificate departs from the profile of RFC 5280',
  severity: 'note',
  citation: rfc(5280, '4.2'),
  meaning:
    'The certificate misses something that RFC 5280 asks of whoever issues it, such as the identifier of the key that signed it. The RFC describes a profile, a way to use the many options of X.509, and this certificate departs from it.',
  fix: formatFix({
    first:
      'Have the certificate issued again with the missing part: a public authority does it by itself, an own one by its template (with openssl: subjectKeyIdentifier=hash, authorityKeyIdentifier=keyid, basicConstraints=critical,CA:TRUE and keyUsage=critical,keyCertSign,cRLSign for authorities). Then bind it as before.',
    exchange: 'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
  }),
  needs: ['verification'],
  symptoms: ({ verification }) => {
    const store = decisiveStore(verification);
    if (store === undefined) return { unchecked: noStoreAsked };
    // Where nobody trusts the chain there is more to mend first.
    if (!store.trusted || store.lapses === undefined) return 'not-applicable';
    // What lies in a trust store is not the server's to change.
    const sent = store.lapses.filter(({ certificate }) => certificate !== undefined);
    return sent.map((lapse) => ({ text: lapse.text, where: defectLocation(lapse) }));
  },
});
