// The page of connection/refused, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { powershell, shell } from '../../byHand.ts';
import { eximChapter, postfixPage } from '../../../formats/citations.ts';

export const refused: Explanation = {
  consequence:
    'No mail comes in this way. Senders keep it in their queue and try again, so nothing is lost for some days. Exchange Online reports the same as "4.4.316 Connection refused [Message=Socket error code 10061]".',
  checks: [
    powershell(
      'From a Windows machine. TcpTestSucceeded: False within a second is a refusal; after some twenty seconds it is silence.',
      'Test-NetConnection HOST -Port PORT',
    ),
    shell('From Linux or macOS. The words "Connection refused" say the same.', 'nc -vz HOST PORT'),
    powershell(
      'On an Exchange server or any other Windows: does anything listen?',
      'Get-NetTCPConnection -State Listen -LocalPort PORT',
    ),
    shell(
      'On Linux: does anything listen, and on which addresses? 127.0.0.1 alone means that only the machine itself can connect.',
      'ss -ltnp',
    ),
  ],
  sources: [
    postfixPage('postconf.5.html#inet_interfaces', 'inet_interfaces'),
    eximChapter(
      'ch-starting_the_daemon_and_the_use_of_network_interfaces',
      'Starting the daemon and the use of network interfaces',
    ),
  ],
};
