// The page of expectation/fingerprint, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { insideTwin, powershell, shell } from '../../byHand.ts';
import { exchangeCertificatesArticle, rfc } from '../../../formats/citations.ts';

export const fingerprint: Explanation = {
  consequence:
    'Partners and TLSA records that hold the old certificate fail from now on, and mail from those senders stops. If another machine answers, mail may be read by whoever runs it.',
  checks: [
    shell(
      'The fingerprint and the dates of what is shown.',
      'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST | openssl x509 -noout -subject -dates -fingerprint -sha256',
    ),
    powershell(
      'On Exchange: the SHA-256 fingerprints of the certificates of this machine.',
      "Get-ChildItem Cert:\\LocalMachine\\My | ForEach-Object { $_.Subject; $_.GetCertHashString('SHA256') }",
    ),
    shell(
      'On Postfix and Exim: the fingerprint of FILE, the certificate file in use.',
      'openssl x509 -in FILE -noout -subject -dates -fingerprint -sha256',
    ),
    insideTwin,
  ],
  sources: [rfc(7671, '5.1'), exchangeCertificatesArticle],
};
