// The page of connection/no-answer, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { powershell, shell } from '../../byHand.ts';

export const noAnswer: Explanation = {
  consequence:
    'If the server is silent for everybody, mail waits in the queues of its senders and is tried again for some days. If it is silent only for this machine, mail may flow all the same. Nothing could be learnt about TLS.',
  checks: [
    powershell(
      'From a Windows machine, try this server, then one that is known to work on the same port. When both fail, the port is blocked where you are.',
      'Test-NetConnection HOST -Port PORT',
      'Test-NetConnection gmail-smtp-in.l.google.com -Port 25',
    ),
    shell(
      'The same from Linux or macOS; -w 10 gives up after ten seconds.',
      'nc -vz -w 10 HOST PORT',
      'nc -vz -w 10 gmail-smtp-in.l.google.com 25',
    ),
    shell(
      'On the server, see whether packets arrive while you try: if none does, look at what stands in front of it.',
      'tcpdump -n tcp port PORT',
    ),
  ],
  sources: [
    {
      text: 'Microsoft: troubleshoot outbound SMTP connectivity in Azure',
      url: 'https://learn.microsoft.com/azure/virtual-network/troubleshoot-outbound-smtp-connectivity',
    },
  ],
};
