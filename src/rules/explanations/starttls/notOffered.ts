// The page of starttls/not-offered, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import {
  exchangeCertificateEvents,
  exchangeCertificates,
  exchangeConnectors,
  eximTls,
  insideTwin,
  postfixTls,
  shell,
} from '../../byHand.ts';
import { eximChapter, postfixPage, rfc } from '../../../formats/citations.ts';

export const notOffered: Explanation = {
  consequence:
    'Mail from everybody who does not insist on TLS comes in clear text, readable to anyone on the way. Those who do insist (an Exchange hybrid, MTA-STS, DANE, partners with forced TLS) do not deliver at all, and their mail comes back after some days.',
  checks: [
    shell(
      'Read the answer to EHLO yourself and look for 250-STARTTLS or 250 STARTTLS.',
      'swaks --server HOST --port PORT --quit-after FIRST-HELO',
    ),
    shell(
      'Do not be misled by OpenSSL: it says "Didn\'t find STARTTLS in server response, trying anyway" and may even succeed. Mail servers do not try.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST',
    ),
    insideTwin,
    exchangeCertificates,
    exchangeConnectors,
    exchangeCertificateEvents,
    postfixTls,
    eximTls,
  ],
  sources: [
    rfc(3207, '3'),
    postfixPage('TLS_README.html', 'TLS support'),
    eximChapter('ch-encrypted_smtp_connections_using_tlsssl', 'Encrypted SMTP connections using TLS/SSL'),
  ],
};
