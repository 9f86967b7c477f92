// The network of this machine lets nothing out on the port.

import type { Clue } from '../model/cause.ts';
import { formatFix } from '../formats/fix.ts';
import { rfc } from '../formats/citations.ts';
import { findingOf, furtherTestOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function portClue(subject: Case): Clue | undefined {
  return findingOf(subject, 'connection/no-answer') !== undefined && subject.result.endpoint.port === 25
    ? weak('Most access networks and cloud providers let nothing out on port 25, and drop it without a word.')
    : undefined;
}

function controlClue(subject: Case): Clue | undefined {
  const test = furtherTestOf(subject, 'control-host');
  return test?.outcome === 'not-reached'
    ? strong(`The control host ${test.host} could not be reached on port ${test.port} either: ${test.text}`)
    : undefined;
}

function reachedClue(subject: Case): Clue | undefined {
  const test = furtherTestOf(subject, 'control-host');
  return test?.outcome === 'reached' && test.port === subject.result.endpoint.port
    ? proof(`The control host ${test.host} answers on port ${test.port}: this network lets the port out.`)
    : undefined;
}

export const portBlocked: Cause = {
  id: 'port-blocked',
  title: 'This network lets nothing out on the port',
  meaning:
    'The network in which the probe runs may block the port on its way out. Then every mail server seems dead from here, and nothing is known about this one.',
  explains: ['connection/no-answer', 'connection/refused'],
  fix: formatFix({
    first:
      'Probe from where mail really leaves: on the mail server itself, for instance over Remote-SSH or with the command line. For mail clients use port 587 or 465, which such networks let through; cloud providers open port 25 on request.',
  }),
  sources: [rfc(5068, '3.1')],
  examine: (subject) => ({
    evidenceFor: [portClue(subject), controlClue(subject)],
    evidenceAgainst: [reachedClue(subject)],
    nextTest: {
      text: 'Try another mail server on the same port from here (a control host): if it is silent too, this network blocks the port.',
      furtherTest: 'control-host',
    },
  }),
};
