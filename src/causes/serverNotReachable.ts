// Nothing answers at the address: the service is down, or a firewall in front of it is shut.

import type { Clue } from '../model/cause.ts';
import { exchangeArticle, rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, furtherTestOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function controlClue(subject: Case): Clue | undefined {
  const test = furtherTestOf(subject, 'control-host');
  return test?.outcome === 'reached'
    ? strong(
        `The control host ${test.host} answers on port ${test.port}, so the way out is open and it is this server.`,
      )
    : undefined;
}

function otherPortClue(subject: Case): Clue | undefined {
  const other = furtherTestOf(subject, 'ports')?.digests.find(
    ({ endpoint, greeting }) => endpoint.port !== subject.result.endpoint.port && greeting !== undefined,
  );
  return other === undefined
    ? undefined
    : strong(
        `Port ${other.endpoint.port} of the same host answers: the host is up, and this port is not served or filtered.`,
      );
}

export const serverNotReachable: Cause = {
  id: 'server-not-reachable',
  title: 'The mail service is down, or a firewall in front of it is shut',
  meaning:
    'Nothing answers on this port of the address: the service does not run, listens elsewhere, or a firewall or address translation in front of it does not let the connection through.',
  explains: ['connection/refused', 'connection/no-answer'],
  fix: formatFix({
    first:
      'On the server, see that the service runs and listens on the port (ss -ltn, or netstat -ano | findstr :25), then look at the firewall of the host and at address translation in front of it. Compare the address in DNS with the one the server has.',
    exchange:
      'Get-Service MSExchangeTransport,MSExchangeFrontEndTransport, and Get-ReceiveConnector | Format-List Identity,Bindings,Enabled.',
    postfix: 'postfix status, inet_interfaces, and the smtp line of master.cf.',
    exim: 'daemon_smtp_ports and local_interfaces.',
  }),
  sources: [
    exchangeArticle('email-delivery/ndr/non-delivery-reports-in-exchange-online', '4.4.316 connection refused'),
    rfc(5321, '4.5.4.1'),
  ],
  examine: (subject) => ({
    evidenceFor: [
      clueFromFinding(findingOf(subject, 'connection/refused'), strong),
      clueFromFinding(findingOf(subject, 'connection/no-answer'), weak),
      controlClue(subject),
      otherPortClue(subject),
    ],
    nextTest: {
      text: 'Try a control host on the same port: if it answers, the fault is on the side of this server.',
      furtherTest: 'control-host',
    },
  }),
};
