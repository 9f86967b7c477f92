// The page of starttls/offered-inside-tls, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const offeredInsideTls: Explanation = {
  consequence:
    "No delivery stops for it: clients do not start TLS twice, and pass over the line. That is why it counts as a warning. But the last stretch, from the proxy to the server, may be in clear text, and the server's log calls mail unencrypted that was encrypted.",
  checks: [
    shell(
      'The second answer to EHLO, with <~ in front, comes from inside TLS and should not have STARTTLS.',
      'swaks --server HOST --port PORT --tls --quit-after EHLO',
    ),
    shell(
      'The same with OpenSSL: what is printed is said inside TLS.',
      "(sleep 3; printf 'EHLO probe.example.com\\r\\n'; sleep 3; printf 'QUIT\\r\\n') | openssl s_client -starttls smtp -quiet -connect HOST:PORT -servername HOST",
    ),
  ],
  sources: [rfc(3207, '4.3')],
};
