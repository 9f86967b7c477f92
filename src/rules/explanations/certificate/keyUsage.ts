// The page of certificate/key-usage, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { eximCertificate, postfixCertificate, seeUses, shell } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const keyUsage: Explanation = {
  consequence:
    'OpenSSL overlooks the breach; BoringSSL and other strict libraries end the handshake. So some senders deliver and others do not, with a handshake that fails for no visible reason.',
  checks: [
    seeUses,
    shell(
      'See which suite is agreed on.',
      'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST',
    ),
    postfixCertificate,
    eximCertificate,
  ],
  sources: [rfc(5280, '4.2.1.3'), rfc(8446, '4.4.2.2')],
};
