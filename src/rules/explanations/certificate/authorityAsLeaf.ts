// The page of certificate/authority-as-leaf, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, eximCertificate, postfixCertificate, shell } from '../../byHand.ts';
import { exchangeCertificatesArticle, rfc } from '../../../formats/citations.ts';

export const authorityAsLeaf: Explanation = {
  consequence:
    'Whoever steals the key can make certificates for any name that its trust reaches. Some TLS libraries (those of Rust programs among them) refuse such a server certificate, so mail from their senders does not come over verified TLS.',
  checks: [
    shell(
      'Basic Constraints should say CA:FALSE, or be absent.',
      'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST | openssl x509 -noout -subject -issuer -ext basicConstraints',
    ),
    exchangeCertificates,
    postfixCertificate,
    eximCertificate,
  ],
  sources: [rfc(9525, '6.3'), exchangeCertificatesArticle],
};
