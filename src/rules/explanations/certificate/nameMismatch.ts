// The page of certificate/name-mismatch, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, exchangeConnectors, seeNames, shell } from '../../byHand.ts';
import { exchangeCertificatesArticle, rfc } from '../../../formats/citations.ts';

export const nameMismatch: Explanation = {
  consequence:
    'A sender that verifies cannot tell this server from an impostor and does not deliver: "450 4.7.320 Certificate validation failed [Message=SubjectMismatch]" in Exchange Online, the same for MTA-STS and partners with forced TLS. Senders that do not verify notice nothing.',
  checks: [
    seeNames,
    shell(
      'Let OpenSSL compare: "Verified peername" is a match, "hostname mismatch" is none.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -verify_hostname HOST',
    ),
    shell(
      'Which host does the MX record name? That is the name to look for. DOMAIN is the part behind the @ of an address.',
      'nslookup -type=MX DOMAIN',
    ),
    exchangeCertificates,
    exchangeConnectors,
    shell(
      'On Postfix and Exim (exim4 on Debian): the certificates in use, and those for other names.',
      'postconf smtpd_tls_chain_files smtpd_tls_cert_file tls_server_sni_maps',
      'exim -bP tls_certificate',
    ),
  ],
  sources: [rfc(8461, '4.1'), exchangeCertificatesArticle],
};
