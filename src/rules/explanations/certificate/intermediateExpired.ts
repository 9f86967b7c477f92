// The page of certificate/intermediate-expired, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { eximCertificate, postfixCertificate, powershell, seeChainDates } from '../../byHand.ts';
import { postfixPage, rfc } from '../../../formats/citations.ts';

export const intermediateExpired: Explanation = {
  consequence:
    'To senders that verify (Exchange hybrid connectors, MTA-STS, partners with forced TLS) the whole chain is worthless, and they stop delivering. Some find another way to a root they know and go on, so that the fault shows with some senders only.',
  checks: [
    seeChainDates,
    powershell(
      'On Exchange: expired authorities in the store that Windows builds the chain from.',
      'Get-ChildItem Cert:\\LocalMachine\\CA | Where-Object NotAfter -lt (Get-Date) | Format-List Subject,NotAfter,Thumbprint',
    ),
    postfixCertificate,
    eximCertificate,
  ],
  sources: [rfc(8446, '4.4.2'), postfixPage('TLS_README.html', 'TLS support')],
};
