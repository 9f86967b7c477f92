// Clues that several causes of a missing STARTTLS share.

import type { Clue } from '../model/cause.ts';
import type { ProbeDigest } from '../model/furtherTest.ts';
import { isMaskedKeyword, maskedGreeting } from '../formats/maskedSmtp.ts';
import { quote, replyLocation } from '../formats/quoting.ts';
import { identifyProduct } from '../formats/serverProduct.ts';
import type { IdentifiedProduct } from '../formats/serverProduct.ts';
import { formatEndpoint } from '../formats/targetText.ts';
import { factOf, findingOf, furtherTestOf, strong, weak } from './cause.ts';
import type { Case, ClueMaker } from './cause.ts';

/** STARTTLS is not in the answer to EHLO, or is demanded without being offered. */
export function lacksOffer(subject: Case): boolean {
  return findingOf(subject, 'starttls/not-offered', 'starttls/demanded-not-offered') !== undefined;
}

export function productOf(subject: Case): IdentifiedProduct | undefined {
  return identifyProduct(factOf(subject, 'greeting'), factOf(subject, 'capabilities'));
}

const online =
  /^(?:[\w-]+\.)*(?:outlook\.com|mx\.microsoft|mail\.protection\.(?:office365\.us|partner\.outlook\.cn))$/i;

/** The name that the server gives itself, where it is one of Exchange Online: it has no Receive connector to set up. */
export function exchangeOnlineOf(subject: Case): { readonly name: string; readonly line: number } | undefined {
  const replies = [factOf(subject, 'greeting')?.reply, factOf(subject, 'capabilities')?.reply];
  for (const reply of replies) {
    const name = reply?.lines[0]?.slice(0, 255).split(' ')[0] ?? '';
    if (reply !== undefined && online.test(name)) return { name, line: reply.firstLine };
  }
  return undefined;
}

/** Letters were masked: somebody on the way decides what is offered. */
export function maskingClue(subject: Case): Clue | undefined {
  const greeting = factOf(subject, 'greeting')?.reply;
  const masked = factOf(subject, 'capabilities')?.keywords.find(({ keyword }) => isMaskedKeyword(keyword));
  if (masked !== undefined) {
    return strong('A device on the way masks what the server offers.', { line: masked.line });
  }
  if (greeting === undefined || !greeting.lines.some(maskedGreeting)) return undefined;
  return strong('A device on the way masks what the server says.', replyLocation(greeting));
}

export function offers(digest: ProbeDigest): boolean {
  return digest.startTls === 'offered' || (digest.startTls === 'not-applicable' && digest.tlsVersion !== undefined);
}

/** Another port of the same host has TLS, so the host has a certificate. */
export function otherPortClue(subject: Case): Clue | undefined {
  const other = furtherTestOf(subject, 'ports')?.digests.find(
    (digest) => digest.endpoint.port !== subject.result.endpoint.port && offers(digest),
  );
  return other === undefined
    ? undefined
    : strong(`${formatEndpoint(other.endpoint)} does offer TLS, so the host has a certificate it can use.`);
}

/** Whether STARTTLS was sent although it was not offered, and something answered: that test needs no repeating. */
export function wasAskedUnoffered(subject: Case): boolean {
  const outcome = furtherTestOf(subject, 'unoffered-starttls')?.outcome;
  return outcome !== undefined && outcome !== 'unknown';
}

type Unoffered = 'accepted' | 'cannot-start' | 'not-known' | 'refused';

/** RFC 3207 section 4: 454 is said by a server that has TLS switched on. 500 and 502: the command is not known. */
export function unofferedOutcome(subject: Case): Unoffered | undefined {
  const test = furtherTestOf(subject, 'unoffered-starttls');
  if (test?.outcome === 'accepted') return 'accepted';
  if (test?.outcome !== 'refused') return undefined;
  if (/^454\b/.test(test.reply ?? '')) return 'cannot-start';
  return /^50[02]\b/.test(test.reply ?? '') ? 'not-known' : 'refused';
}

const toldBy: Readonly<Record<Unoffered, readonly [weigh: ClueMaker, told: (seen: string) => string]>> = {
  accepted: [
    strong,
    (seen) => `the server began TLS${seen}: it can, and its offer was lost on the way, or the server hides it.`,
  ],
  'cannot-start': [weak, (seen) => `the server has TLS switched on and cannot start it${seen}: it would offer it.`],
  'not-known': [weak, (seen) => `the command was not known${seen}.`],
  refused: [weak, (seen) => `it was refused${seen}.`],
};

/** The clue of STARTTLS that was sent although it was not offered, where it came out as one of these. */
export function unofferedClue(subject: Case, ...outcomes: readonly Unoffered[]): Clue | undefined {
  const outcome = unofferedOutcome(subject);
  if (outcome === undefined || !outcomes.includes(outcome)) return undefined;
  const reply = furtherTestOf(subject, 'unoffered-starttls')?.reply;
  const [weigh, told] = toldBy[outcome];
  return weigh(
    `STARTTLS was sent although it was not offered, and ${told(reply === undefined ? '' : ` (${quote(reply)})`)}`,
  );
}
