// The page of certificate/no-server-auth, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { eximCertificate, postfixCertificate, powershell, seeUses } from '../../byHand.ts';
import { exchangeCertificatesArticle, rfc } from '../../../formats/citations.ts';

export const noServerAuth: Explanation = {
  consequence:
    'Senders that verify must not accept it for a server, however valid it is otherwise, and do not deliver. Those that do not verify notice nothing.',
  checks: [
    seeUses,
    powershell(
      'On Exchange: the uses of the certificates of this machine.',
      'Get-ChildItem Cert:\\LocalMachine\\My | Format-List Subject,EnhancedKeyUsageList,Thumbprint',
    ),
    postfixCertificate,
    eximCertificate,
  ],
  sources: [exchangeCertificatesArticle, rfc(9525, '6.3')],
};
