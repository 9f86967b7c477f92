// The page of certificate/weak-key, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { eximCertificate, postfixCertificate, powershell, shell } from '../../byHand.ts';
import { exchangeCertificatesArticle, rfc } from '../../../formats/citations.ts';

export const weakKey: Explanation = {
  consequence:
    'Current TLS libraries refuse such keys, often with "ee key too small", and end the handshake. Senders with them deliver in clear text or not at all; for the others the certificate is weak proof of who answers.',
  checks: [
    shell(
      "The line Public-Key names the size of the server's key.",
      'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST | openssl x509 -noout -text',
    ),
    powershell('On Exchange.', 'Get-ExchangeCertificate | Format-List Subject,PublicKeySize,Services,Thumbprint'),
    postfixCertificate,
    eximCertificate,
  ],
  sources: [rfc(8422, '5.1.1'), exchangeCertificatesArticle],
};
