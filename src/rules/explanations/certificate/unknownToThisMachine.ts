// The page of certificate/unknown-to-this-machine, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { powershell, seeIssuer, seeVerified } from '../../byHand.ts';

export const unknownToThisMachine: Explanation = {
  consequence:
    'An Exchange server on this machine that has to verify this server gives up: "454 4.7.5 Certificate validation failure" or "UntrustedRoot". Others who probe the same server see nothing wrong. Machines that cannot reach Windows Update are behind first; with DigiCert Global Root G2 missing, mail to Exchange Online stops.',
  checks: [
    seeIssuer,
    seeVerified,
    powershell(
      'On Windows, such as an Exchange server: does the list of roots come through? It names the time of the last synchronisation.',
      'certutil -verifyctl AuthRoot',
    ),
    powershell(
      'On Windows: is a root there? This is the thumbprint of DigiCert Global Root G2.',
      'Get-ChildItem Cert:\\LocalMachine\\Root, Cert:\\LocalMachine\\AuthRoot | Where-Object Thumbprint -eq DF3C24F9BFD666761B268073FE06D1CC8D4F82A4',
    ),
  ],
  sources: [
    {
      text: 'Microsoft: configure trusted roots and disallowed certificates in Windows',
      url: 'https://learn.microsoft.com/windows-server/identity/ad-cs/configure-trusted-roots-disallowed-certificates',
    },
    {
      text: 'DigiCert: trusted root authority certificates',
      url: 'https://www.digicert.com/kb/digicert-root-certificates.htm',
    },
  ],
};
