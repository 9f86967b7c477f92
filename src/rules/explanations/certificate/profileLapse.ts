// The page of certificate/profile-lapse, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const profileLapse: Explanation = {
  consequence:
    'Most senders let it pass. Strict ones do not: openssl verify -x509_strict, Python from version 3.13 on, and others may follow. Mail from those that verify so would stop.',
  checks: [
    shell(
      'Let OpenSSL check strictly; what it complains of here and not without -x509_strict is the lapse.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -x509_strict',
    ),
    shell(
      'Read the certificates that are sent, and look for Subject Key Identifier, Authority Key Identifier and the word critical.',
      'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST -showcerts > chain.pem',
      'openssl crl2pkcs7 -nocrl -certfile chain.pem | openssl pkcs7 -print_certs -text -noout',
    ),
  ],
  sources: [rfc(5280, '4.2.1.1')],
};
