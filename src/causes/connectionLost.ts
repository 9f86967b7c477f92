// The session broke off without a reason given.

import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, furtherTestOf, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function elsewhereClue(subject: Case): Clue | undefined {
  const sound = furtherTestOf(subject, 'addresses')?.digests.find(({ ending }) => ending === undefined);
  return sound === undefined
    ? undefined
    : weak('Another connection to the same name went through: it does not always happen.');
}

export const connectionLost: Cause = {
  id: 'connection-lost',
  title: 'The server or a device on the way drops the session',
  meaning:
    'The session ended or fell silent without a word about why: an overloaded server, a firewall that lost or cut the connection, or one that does not like this client.',
  explains: ['session/closed-early', 'session/no-reply'],
  fix: formatFix({
    first:
      'Probe again, then from another network. Where it happens from everywhere, read the log of the server at that time; where only from here, look at the firewalls between (session limits, SMTP inspection, packet sizes: a lost path MTU lets short replies through and long ones not).',
    exchange: 'the protocol log of the Receive connector, and back pressure (event 15004).',
    postfix: 'the smtpd lines of the mail log.',
    exim: 'the main log.',
  }),
  sources: [rfc(5321, '4.5.3.2')],
  examine: (subject) => ({
    evidenceFor: [
      clueFromFinding(findingOf(subject, 'session/closed-early', 'session/no-reply'), weak),
      elsewhereClue(subject),
    ],
    nextTest: {
      text: 'Probe every address several times: what fails always is a fault, what fails sometimes a limit or a load.',
      furtherTest: 'addresses',
    },
  }),
};
