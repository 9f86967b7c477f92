// The server ends the session for a reason of its own: a shutdown, a shortage, a time that ran out.

import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { namesLimit, namesOwnState, namesTlsVersion } from '../formats/serverFarewell.ts';
import { farewellText, findingOf, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function farewellClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'session/rate-limited');
  const said = farewellText(subject);
  if (finding === undefined || namesLimit(said) || namesTlsVersion(said)) return undefined;
  return weak(finding.text, finding.where);
}

function stateClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'session/rate-limited');
  return finding !== undefined && namesOwnState(farewellText(subject))
    ? weak('Its words are about its own state, not about this client.', finding.where)
    : undefined;
}

export const serverUnavailable: Cause = {
  id: 'server-unavailable',
  title: 'The server is out of service for now',
  meaning:
    'The server ends sessions because of its own state: a shutdown or restart, maintenance, a shortage of memory or disk space, or a time that ran out. It is no answer about TLS.',
  explains: ['session/rate-limited'],
  fix: formatFix({
    first: 'Probe again after some minutes. If it stays, read the log of the server.',
    exchange:
      'Get-ServerComponentState <server> shows maintenance; events 15004 to 15007 show back pressure (memory, disk space).',
    postfix: 'the mail log; "warning" and "fatal" lines name what is short.',
    exim: 'the main and panic log, smtp_load_reserve and check_spool_space.',
  }),
  sources: [rfc(5321, '3.8')],
  examine: (subject) => ({
    evidenceFor: [farewellClue(subject), stateClue(subject)],
    nextTest: {
      text: 'Probe again after some minutes, and from another address: what others meet too is the state of the server.',
    },
  }),
};
