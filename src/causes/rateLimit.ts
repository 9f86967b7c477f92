// A limit on this client: too many connections, or come back later.

import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { quoteReply, replyLocation } from '../formats/quoting.ts';
import { namesLimit, namesOwnState, namesTlsVersion } from '../formats/serverFarewell.ts';
import { factOf, farewellText, findingOf, proof, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

/** Proved by words that speak of limits alone: a 421 may come of anything that makes a server end the session. */
function limitClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'session/rate-limited');
  if (finding === undefined) return undefined;
  const said = farewellText(subject);
  if (namesLimit(said)) return proof(finding.text, finding.where);
  // Exchange says "Service not available" for a limit on connections too.
  if (namesTlsVersion(said) || (namesOwnState(said) && !/not available/i.test(said))) return undefined;
  return weak('A limit on clients is one of the reasons for a 421, and this one does not name its own.', finding.where);
}

function deferralClue(subject: Case): Clue | undefined {
  const reply = factOf(subject, 'greeting')?.reply ?? subject.result.ending?.reply;
  if (reply === undefined || reply.code < 400 || reply.code >= 500 || reply.code === 421) return undefined;
  const said = reply.lines.join(' ');
  const weigh = namesLimit(said) ? proof : /\btry again (?:later|in \d+)/i.test(said) ? weak : undefined;
  return weigh?.(`The reply puts this client off for now: ${quoteReply(reply)}.`, replyLocation(reply));
}

function closedClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'session/closed-early');
  return finding === undefined
    ? undefined
    : weak('Servers that are asked too often close connections without a word.', finding.where);
}

export const rateLimit: Cause = {
  id: 'rate-limit',
  title: 'A limit on this client: the server asks to come back later',
  meaning:
    'The server has had enough of this client for now: too many connections, too much mail, or greylisting. It is no answer about TLS and passes by itself.',
  explains: ['session/rate-limited', 'session/closed-early', 'greeting/refused', 'ehlo/refused'],
  fix: formatFix({
    first: 'Wait some minutes and probe again, with one connection at a time.',
    exchange:
      'if it is your own server: Get-ReceiveConnector | Format-List Identity,MaxInboundConnection*, and free memory and disk space (back pressure).',
    postfix: 'smtpd_client_connection_count_limit, smtpd_client_connection_rate_limit and the anvil lines of the log.',
    exim: 'smtp_accept_max, smtp_accept_max_per_host and smtp_load_reserve.',
  }),
  sources: [rfc(5321, '3.8')],
  examine: (subject) => ({
    evidenceFor: [limitClue(subject), deferralClue(subject), closedClue(subject)],
    nextTest: { text: 'Probe again after some minutes: a limit has passed by then, and a fault has not.' },
  }),
};
