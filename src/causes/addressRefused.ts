// The server knows our address, and does not like it.

import type { Clue } from '../model/cause.ts';
import type { SmtpReply } from '../model/smtp.ts';
import { isClientBan, isPolicyRefusal } from '../formats/clientBan.ts';
import { formatFix } from '../formats/fix.ts';
import { quoteReply, replyLocation } from '../formats/quoting.ts';
import { factOf, findingOf, furtherTestOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { lacksOffer, maskingClue } from './offer.ts';

function repliesOf(subject: Case): readonly SmtpReply[] {
  const greeting = factOf(subject, 'greeting')?.reply;
  const refusedEhlo = factOf(subject, 'capabilities')?.refusedEhlo;
  const ending = subject.result.ending?.reply;
  return [greeting, refusedEhlo, ending].filter((reply) => reply !== undefined && reply.code >= 400) as SmtpReply[];
}

function banClue(subject: Case): Clue | undefined {
  const reply = repliesOf(subject).find(isClientBan);
  return reply === undefined ? undefined : proof(`The reply says so: ${quoteReply(reply)}.`, replyLocation(reply));
}

function refusalClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'greeting/refused');
  const reply = factOf(subject, 'greeting')?.reply;
  if (finding === undefined || reply === undefined || isClientBan(reply)) return undefined;
  const isFinal = reply.code >= 500;
  return (isFinal ? strong : weak)(
    `The session was refused before a word was said: ${quoteReply(reply)}.`,
    finding.where,
  );
}

function refusedNameClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'ehlo/refused');
  const reply = repliesOf(subject).find(({ code }) => code >= 500);
  if (finding === undefined || reply === undefined || isClientBan(reply) || !isPolicyRefusal(reply)) return undefined;
  if (/STARTTLS/i.test(reply.lines.join(' '))) return undefined;
  return strong(`The name or the address of this client was refused: ${quoteReply(reply)}.`, finding.where);
}

/** RFC 8446 section 6.2: a valid peer, turned away by access control. */
function alertClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'handshake/alert');
  return finding !== undefined && subject.result.ending?.alert?.name === 'access_denied'
    ? strong('The alert access_denied means that this client is turned away.', finding.where)
    : undefined;
}

function listingClues(subject: Case): readonly Clue[] {
  const test = furtherTestOf(subject, 'reputation');
  return (test?.blockLists ?? [])
    .filter(({ status }) => status === 'listed')
    .map(({ zone, text }) => strong(`Our address is on the block list ${zone}: ${text}`));
}

function pointerClue(subject: Case): Clue | undefined {
  const pointer = furtherTestOf(subject, 'reputation')?.pointer;
  return pointer?.isConfirmed === false
    ? weak(`Our address has no reverse DNS name that leads back to it: ${pointer.text}`)
    : undefined;
}

/** Asked, answered, and nothing found. Where nothing could be asked, nothing is said. */
function cleanClue(subject: Case): Clue | undefined {
  const answers = furtherTestOf(subject, 'reputation')?.blockLists ?? [];
  const clean = answers.filter(({ status }) => status === 'not-listed');
  return clean.length > 0 && answers.every(({ status }) => status !== 'listed')
    ? strong(`Our address is on none of the ${clean.length} block lists that answered.`)
    : undefined;
}

function hiddenOfferClue(subject: Case): Clue | undefined {
  const capabilities = factOf(subject, 'capabilities');
  if (!lacksOffer(subject) || capabilities === undefined) return undefined;
  return weak(
    'Some servers offer less to addresses that they distrust. That is rare: a refusal mostly says so.',
    replyLocation(capabilities.reply),
  );
}

export const addressRefused: Cause = {
  id: 'address-refused',
  title: 'The server refuses our address',
  meaning:
    'The server turned this client away because of its address or its name: a block list, missing reverse DNS or an access rule. It says nothing about the TLS that it offers to others.',
  explains: [
    'greeting/refused',
    'ehlo/refused',
    'starttls/not-offered',
    'session/closed-early',
    'session/rate-limited',
    'handshake/alert',
  ],
  fix: formatFix({
    first:
      'Probe from the machine that really sends the mail. If its address is the one refused: read the reply, which mostly names the list; ask for removal there once the reason is gone (sent spam, an open relay, a dynamic address), and give the address a reverse DNS name that leads back to it. Microsoft: 5.7.606 to 5.7.649 are lifted at https://sender.office.com, 5.7.511 by forwarding the bounce to the address that it names. If it is your own server that refuses, take the address off its lists.',
    exchange: 'Get-IPBlockListEntry, Get-IPBlockListProvider, and RemoteIPRanges of the Receive connector.',
    postfix: 'postscreen_access_list, postscreen_dnsbl_sites and smtpd_client_restrictions.',
    exim: 'acl_smtp_connect and host_reject_connection.',
  }),
  sources: [
    {
      text: 'Microsoft: non-delivery reports in Exchange Online',
      url: 'https://learn.microsoft.com/exchange/troubleshoot/email-delivery/ndr/non-delivery-reports-in-exchange-online',
    },
    {
      text: 'Microsoft: the delist portal',
      url: 'https://learn.microsoft.com/defender-office-365/external-senders-use-the-delist-portal-to-unblock-yourself',
    },
  ],
  examine: (subject) => ({
    evidenceFor: [
      banClue(subject),
      refusalClue(subject),
      refusedNameClue(subject),
      alertClue(subject),
      ...listingClues(subject),
      pointerClue(subject),
      hiddenOfferClue(subject),
    ],
    evidenceAgainst: [cleanClue(subject), lacksOffer(subject) ? maskingClue(subject) : undefined],
    nextTest: {
      text: 'Ask the block lists and reverse DNS about our address, and probe from another address: if the answer is another there, it is the address.',
      furtherTest: 'reputation',
    },
  }),
};
