// The page of certificate/invalid-path, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, eximCertificate, postfixCertificate, seeVerified, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const invalidPath: Explanation = {
  consequence:
    'One fault makes the whole chain worthless to a sender that verifies (Exchange hybrid connectors, MTA-STS, partners with forced TLS): it does not deliver. TLS libraries differ in what they check, so some senders may go on.',
  checks: [
    seeVerified,
    shell(
      "Keep what the server sends and read it: the first certificate is the server's own. Look at Basic Constraints, Key Usage and Name Constraints of those after it.",
      'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST -showcerts > chain.pem',
      'openssl crl2pkcs7 -nocrl -certfile chain.pem | openssl pkcs7 -print_certs -text -noout',
    ),
    exchangeCertificates,
    postfixCertificate,
    eximCertificate,
  ],
  sources: [rfc(5280, '4.2.1.10')],
};
