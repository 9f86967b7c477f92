// No address answered, or no way leads there.

import { formatEndpoint } from '../../formats/targetText.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { failureLocation, outboundBlockWarning } from '../../formats/quoting.ts';
import { endingRule } from '../rule.ts';

export const noAnswer = endingRule({
  id: 'connection/no-answer',
  title: 'No connection could be made',
  severity: 'note',
  citation: rfc(5321, '4.5.4.1'),
  meaning:
    'The request for a connection got no answer, or the network has no way to the address. The server may be down, a firewall on either side may drop the packets without a word, or the network of this machine lets nothing out on port 25. The last is common: most access networks and cloud providers block it.',
  fix: formatFix({
    first:
      'Find out which side it is before blaming the server. From the same machine, try another mail server on the same port: if that fails too, this network blocks it, and the probe should run where mail really leaves (on the mail server itself, for instance over Remote-SSH). If only this server is silent, check that it is up, then the firewall and address translation in front of it.',
  }),
  codes: ['connection-timeout', 'network-unreachable'],
  symptoms: (ending, result) => [
    {
      text: `${ending.detail} No connection to ${formatEndpoint(result.endpoint)} came about.${outboundBlockWarning(result)}`,
      where: failureLocation(result, ending),
    },
  ],
});
