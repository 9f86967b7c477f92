// The page of certificate/superfluous, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { eximCertificate, postfixCertificate, seeChain } from '../../byHand.ts';
import { rfc } from '../../../formats/citations.ts';

export const superfluous: Explanation = {
  consequence:
    'They make every handshake longer and do no harm as long as they are in order. An expired one among them can lead old software astray, and then mail from it stops.',
  checks: [seeChain, postfixCertificate, eximCertificate],
  sources: [rfc(5246, '7.4.2')],
};
