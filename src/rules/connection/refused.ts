// Every address refused the connection.

import { formatEndpoint } from '../../formats/targetText.ts';
import { rfc } from '../citations.ts';
import { failureLocation } from '../quoting.ts';
import { endingRule } from '../rule.ts';

export const refused = endingRule({
  id: 'connection/refused',
  title: 'The connection is refused',
  severity: 'note',
  citation: rfc(5321, '4.5.4.1'),
  meaning:
    'The host answered that nothing listens on this port, or a firewall answered in its place. Exchange Online reports the same as "4.4.316 Connection refused [Message=Socket error code 10061]". Senders queue the mail and try again.',
  fix: 'On the server, see whether the mail service runs and listens: Exchange: Get-Service MSExchangeTransport, MSExchangeFrontEndTransport and netstat -ano | findstr :25; Postfix or Exim: ss -ltnp.\nLook at the bindings of the Receive connector (Get-ReceiveConnector | Format-List Bindings), at inet_interfaces (Postfix) or local_interfaces (Exim), and at every firewall and address translation on the way.',
  codes: ['connection-refused'],
  symptoms: (ending, result) => [
    {
      text: `${ending.detail} Nothing accepts connections at ${formatEndpoint(result.endpoint)} from where this probe ran.`,
      where: failureLocation(result, ending),
    },
  ],
});
