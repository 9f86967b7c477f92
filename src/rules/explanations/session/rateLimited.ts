// The page of session/rate-limited, beside what the rule itself says.

import type { Explanation } from '../../../model/rulePage.ts';
import { powershell, seeEhlo, shell } from '../../byHand.ts';
import { postfixPage } from '../../../formats/citations.ts';

export const rateLimited: Explanation = {
  consequence:
    'Senders try again later, so mail is late but not lost. If the limit is reached all the time, for instance because one busy sender uses it up, mail from others piles up.',
  checks: [
    seeEhlo,
    powershell(
      'On Exchange: the limits of each connector, and events of back pressure (15004 to 15007).',
      'Get-ReceiveConnector | Format-List Identity,MaxInboundConnection*',
      "Get-WinEvent -FilterHashtable @{LogName='Application'; Id=15004,15005,15006,15007} -MaxEvents 10",
    ),
    shell(
      'On Postfix: the limits, and who comes near them.',
      'postconf smtpd_client_connection_count_limit smtpd_client_connection_rate_limit',
      'journalctl -t postfix/anvil --since=-1h',
    ),
    shell(
      'On Exim (exim4 on Debian): the limits; 0 or nothing means none.',
      'exim -bP smtp_accept_max smtp_accept_max_per_host smtp_load_reserve',
    ),
  ],
  sources: [
    {
      text: 'Microsoft: understanding back pressure',
      url: 'https://learn.microsoft.com/exchange/mail-flow/back-pressure',
    },
    postfixPage('TUNING_README.html', 'performance tuning'),
  ],
};
