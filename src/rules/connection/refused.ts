// Every address refused the connection.

import { formatEndpoint } from '../../formats/targetText.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { failureLocation } from '../../formats/quoting.ts';
import { endingRule } from '../rule.ts';

export const refused = endingRule({
  id: 'connection/refused',
  title: 'The connection is refused',
  severity: 'note',
  citation: rfc(5321, '4.5.4.1'),
  meaning:
    'The host answered at once that nothing accepts connections on this port, or a firewall answered so in its place. The name and the network are in order: the machine, or something in front of it, was reached.',
  fix: formatFix({
    first:
      'On the server, see whether the mail service runs and listens on this port, then look at every firewall and address translation on the way.',
    exchange:
      'Get-Service MSExchangeTransport, MSExchangeFrontEndTransport must show Running, and Get-ReceiveConnector | Format-List Identity,Bindings a binding for the port.',
    postfix:
      'postfix status says whether it runs; inet_interfaces must not be loopback-only, and master.cf needs the line of the service (smtp for 25, submission for 587, submissions or smtps for 465).',
    exim: 'the daemon must run (exim -bd, or systemctl status exim4), with the port in daemon_smtp_ports and the address in local_interfaces.',
  }),
  codes: ['connection-refused'],
  symptoms: (ending, result) => [
    {
      text: `${ending.detail} Nothing accepts connections at ${formatEndpoint(result.endpoint)} from the machine that tried.`,
      where: failureLocation(result, ending),
    },
  ],
});
