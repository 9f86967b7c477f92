// Clues that several causes of a missing STARTTLS share.

import type { Clue } from '../model/cause.ts';
import type { ProbeDigest } from '../model/furtherTest.ts';
import { isMaskedKeyword, maskedGreeting } from '../formats/maskedSmtp.ts';
import { replyLocation } from '../formats/quoting.ts';
import { identifyProduct } from '../formats/serverProduct.ts';
import type { IdentifiedProduct } from '../formats/serverProduct.ts';
import { formatEndpoint } from '../formats/targetText.ts';
import { factOf, findingOf, furtherTestOf, strong, weak } from './cause.ts';
import type { Case } from './cause.ts';

/** STARTTLS is not in the answer to EHLO, or is demanded without being offered. */
export function lacksOffer(subject: Case): boolean {
  return findingOf(subject, 'starttls/not-offered', 'starttls/demanded-not-offered') !== undefined;
}

export function productOf(subject: Case): IdentifiedProduct | undefined {
  return identifyProduct(factOf(subject, 'greeting'), factOf(subject, 'capabilities'));
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

export function unofferedClue(subject: Case, outcome: 'accepted' | 'refused'): Clue | undefined {
  const test = furtherTestOf(subject, 'unoffered-starttls');
  if (test?.outcome !== outcome) return undefined;
  const seen = test.reply === undefined ? '' : ` ("${test.reply}")`;
  return outcome === 'accepted'
    ? strong(
        `STARTTLS was sent although it was not offered, and the server began TLS${seen}: it can, and its offer was lost.`,
      )
    : weak(`STARTTLS was sent although it was not offered, and it was refused${seen}.`);
}
