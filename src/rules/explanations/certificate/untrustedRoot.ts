// The page of certificate/untrusted-root, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { exchangeCertificates, insideTwin, seeIssuer, seeVerified } from '../../byHand.ts';
import { exchangeArticle } from '../../../formats/citations.ts';

export const untrustedRoot: Explanation = {
  consequence:
    'Senders elsewhere do not know that root either. Those that verify do not deliver: "450 4.7.320 ... [Message=UntrustedRoot]". The others encrypt, but to whom, nobody proves.',
  checks: [seeIssuer, seeVerified, insideTwin, exchangeCertificates],
  sources: [
    { text: 'Mozilla: included authorities', url: 'https://wiki.mozilla.org/CA/Included_Certificates' },
    exchangeArticle('email-delivery/ndr/fix-error-code-450-4-4-317-untrusted-root', '450 4.4.317 UntrustedRoot'),
  ],
};
