// The page of certificate/unreadable, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { powershell, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const unreadable: Explanation = {
  consequence:
    'Other software may refuse the certificate for it, mostly with an error that names no reason. If another tool reads it without complaint, nothing stops, and only this program could not look.',
  checks: [
    shell(
      'Keep what the server sends and read it with OpenSSL. An error, or a line such as "<parse error>" or raw bytes in place of a text, is the unread part.',
      'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST -showcerts > chain.pem',
      'openssl x509 -in chain.pem -noout -text',
    ),
    powershell('The same on Windows.', 'certutil -dump chain.pem'),
  ],
  sources: [rfc(5280, '4.2')],
};
