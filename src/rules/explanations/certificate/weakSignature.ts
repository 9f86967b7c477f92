// The page of certificate/weak-signature, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { eximCertificate, postfixCertificate, powershell, shell } from '../../byHand.ts';
import { exchangeCertificatesArticle, rfc } from '../../../formats/citations.ts';

export const weakSignature: Explanation = {
  consequence:
    'Current TLS libraries refuse such chains ("ca md too weak"). Senders with them deliver in clear text or not at all; for the others the certificate is no proof of who answers.',
  checks: [
    shell(
      "The line Signature Algorithm of each certificate that is sent, the server's own first.",
      'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST -showcerts > chain.pem',
      'openssl crl2pkcs7 -nocrl -certfile chain.pem | openssl pkcs7 -print_certs -text -noout',
    ),
    powershell(
      'On Exchange: how the certificates of this machine are signed.',
      "Get-ChildItem Cert:\\LocalMachine\\My | Format-List Subject,@{n='Signed';e={$_.SignatureAlgorithm.FriendlyName}},Thumbprint",
    ),
    postfixCertificate,
    eximCertificate,
  ],
  sources: [rfc(9155), exchangeCertificatesArticle],
};
