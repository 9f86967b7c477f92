// The page of certificate/incomplete-chain, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { eximCertificate, postfixCertificate, powershell, seeChain, seeVerified } from '../../byHand.ts';
import { postfixPage, rfc } from '../../../formats/citations.ts';

export const incompleteChain: Explanation = {
  consequence:
    'Mail servers mostly do not fetch it. Those that verify do not deliver: Exchange Online says "450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot]". A sender that met the intermediate elsewhere may get through, so the fault seems to come and go.',
  checks: [
    seeChain,
    seeVerified,
    powershell(
      'On Exchange: is the issuer of the certificate in the store that Windows takes intermediates from?',
      'Get-ChildItem Cert:\\LocalMachine\\CA | Format-List Subject,NotAfter,Thumbprint',
    ),
    postfixCertificate,
    eximCertificate,
  ],
  sources: [rfc(8446, '4.4.2'), postfixPage('postconf.5.html#smtpd_tls_chain_files', 'smtpd_tls_chain_files')],
};
