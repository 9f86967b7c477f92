// The TLS handshake of a conversation: what is written into the transcript, and what its end means.

import type { Socket } from 'node:net';
import { failed, known } from '../model/evidence.ts';
import type { Outcome } from '../model/evidence.ts';
import type { Failure, FailureCode } from '../model/failure.ts';
import type { DiscardedPlaintext } from '../model/smtp.ts';
import { LineSplitter } from '../formats/lineSplitter.ts';
import type { ReceivedLine } from '../formats/lineSplitter.ts';
import { formatAlert } from '../formats/tlsAlert.ts';
import { printableText } from '../formats/printable.ts';
import { formatReply } from '../formats/smtpReply.ts';
import { failureOf } from './conversation.ts';
import type { Conversation } from './conversation.ts';
import { PlaintextTap } from './network/plaintextTap.ts';
import { shakeHands } from './network/tlsClient.ts';
import type { SecuredSocket } from './network/tlsClient.ts';
import { recordDiscarded } from './session.ts';

function describeClientHello(talk: Conversation): string {
  const { endpoint, options } = talk;
  if (options.sendsServerName === false) return 'TLS ClientHello sent without a server name';
  const name = options.serverName ?? endpoint.host;
  return `TLS ClientHello sent for ${printableText(name, 255)}`;
}

/** A server that means TLS sends its ServerHello within round trips of what it said before. */
const tlsPatienceMs = 1_000;

/** On a port that should begin with TLS, clear text alone says enough; this is for the rest of its lines. */
const plaintextPatienceMs = 100;

function splitPlaintext(plaintext: Buffer): readonly ReceivedLine[] {
  const splitter = new LineSplitter(plaintext.length);
  const { lines } = splitter.push(plaintext);
  return [...lines, ...splitter.takeFragmentLine()];
}

function plaintextCode({ text }: DiscardedPlaintext, isAfterStartTls: boolean): FailureCode {
  if (isAfterStartTls) return 'tls-after-starttls-failed';
  // Only an SMTP reply tells an SMTP server that begins in clear text.
  return /^[2-5]\d\d[ -]/.test(text) ? 'tls-on-plaintext-port' : 'tls-handshake-failed';
}

export async function shake(socket: Socket, talk: Conversation): Promise<Outcome<SecuredSocket>> {
  const { endpoint, options, peer, recorder, facts, interruption } = talk;
  recorder.begin('handshake');
  recorder.add('probe', describeClientHello(talk));
  const isAfterStartTls = endpoint.tlsMode === 'starttls';
  const tap = talk.isSecondLook
    ? new PlaintextTap(socket, isAfterStartTls ? tlsPatienceMs + 4 * talk.roundTripMs : plaintextPatienceMs)
    : undefined;
  const serverName = options.serverName ?? endpoint.host;
  const request = { socket, ...(tap === undefined ? {} : { tap }), serverName, isAfterStartTls, peer };
  const outcome = await shakeHands(request, options, interruption);
  const plaintext = tap?.plaintext ?? Buffer.alloc(0);
  if (plaintext.length === 0) return outcome;
  const discarded = recordDiscarded(splitPlaintext(plaintext), recorder);
  if (discarded === undefined) return outcome;
  if (outcome.status === 'known') {
    const startTls = facts.get('startTls');
    if (startTls?.status === 'known') facts.set('startTls', known({ ...startTls.value, discarded }));
    return outcome;
  }
  const detail = `In place of TLS ${peer} said "${discarded.text.slice(0, 200)}" (line ${discarded.line}).`;
  return failed({ code: plaintextCode(discarded, isAfterStartTls), phase: 'handshake', detail });
}

/** A failure as a line of the transcript. */
export function describeEvent(failure: Failure): string {
  const { alert } = failure;
  return alert === undefined ? failure.detail : `TLS ${formatAlert(alert)} received`;
}

/** Gives the number of the line on which the handshake ended. */
export function recordHandshake(outcome: Outcome<SecuredSocket>, talk: Conversation): number {
  const { recorder } = talk;
  if (outcome.status !== 'known') {
    return recorder.add('probe', describeEvent(failureOf(outcome)));
  }
  const { handshake, chain } = outcome.value;
  const group = handshake.keyExchange.group ?? handshake.keyExchange.kind.toUpperCase();
  const certificates = `${chain.length} certificate${chain.length === 1 ? '' : 's'}`;
  return recorder.add(
    'probe',
    `TLS handshake done: ${handshake.version}, ${group}, ${handshake.cipherSuite.name}, ${certificates}; encrypted from here`,
  );
}

/** The server's certificate request was not met, by TLS 1.3's alert after the handshake or by a reply that says so. */
export function demandForCertificate(
  failure: Failure | undefined,
  handshake: SecuredSocket['handshake'],
): Failure | undefined {
  if (failure?.alert?.name === 'certificate_required') return { ...failure, code: 'client-certificate-demanded' };
  const { reply } = failure ?? {};
  if (reply === undefined || handshake.certificateRequest === 'not-requested') return undefined;
  if (!/\bclient certificate\b/i.test(reply.lines.join(' '))) return undefined;
  const detail = `The server demands a client certificate: "${formatReply(reply)}" (line ${reply.lastLine}).`;
  return { code: 'client-certificate-demanded', phase: failure?.phase ?? 'inspect', detail, reply };
}
