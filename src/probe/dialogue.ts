// The SMTP conversation, straight down: greeting, EHLO, STARTTLS, handshake, EHLO inside TLS.

import type { Socket } from 'node:net';
import { failed, known } from '../model/evidence.ts';
import type { Outcome } from '../model/evidence.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Failure } from '../model/failure.ts';
import type { ProbeOptions } from '../model/options.ts';
import type { Capabilities, SmtpReply } from '../model/smtp.ts';
import type { Phase } from '../model/transcript.ts';
import { findCapability, readCapabilities } from '../formats/capabilities.ts';
import { LineSplitter } from '../formats/lineSplitter.ts';
import type { ReceivedLine } from '../formats/lineSplitter.ts';
import { printableText } from '../formats/printable.ts';
import { formatReply } from '../formats/smtpReply.ts';
import type { Clock } from './clock.ts';
import type { FactSheet } from './facts.ts';
import type { Interruption } from './interruption.ts';
import { PlaintextTap } from './network/plaintextTap.ts';
import { shakeHands, waitForTickets } from './network/tlsClient.ts';
import type { SecuredSocket } from './network/tlsClient.ts';
import type { Recorder } from './recorder.ts';
import { recordDiscarded, Session } from './session.ts';

export interface Conversation {
  readonly endpoint: Endpoint;
  readonly options: ProbeOptions;
  readonly ehloName: string;
  /** Who failures speak of, such as `192.0.2.1 port 25`. */
  readonly peer: string;
  readonly roundTripMs: number;
  /** Look at clear text in place of TLS records: the second look. */
  readonly isSecondLook: boolean;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly interruption: Interruption;
  readonly facts: FactSheet;
  /** Judges the chain while the server's tickets are on their way. */
  readonly onChain: (secured: SecuredSocket) => void;
}

/** Ends of a conversation: what stopped it, if anything, and the promise of the closed connection. */
export interface ConversationEnd {
  readonly failure: Failure | undefined;
  readonly closed: Promise<void>;
}

function rateLimited(reply: SmtpReply, phase: Phase): Failure {
  return {
    code: 'rate-limited',
    phase,
    detail: `The server closed the session with 421: "${formatReply(reply)}" (line ${reply.lastLine}).`,
    reply,
  };
}

async function readGreeting(session: Session, talk: Conversation, startedAt: number): Promise<Failure | undefined> {
  const outcome = await session.readReply('greet', talk.options.deadlines.greeting, 'greeting-timeout');
  if (outcome.status !== 'known') {
    const failure = failureOf(outcome);
    // RFC 8446 section 5.1: 0x15 or 0x16, then 0x03, begins a TLS record: the port speaks TLS from its first byte.
    const opening = talk.recorder.lines.find(({ speaker, phase }) => speaker === 'server' && phase === 'greet');
    const isTlsRecord = opening !== undefined && /^\\x1[56]\\x03/.test(opening.text);
    return isTlsRecord
      ? { ...failure, code: 'plaintext-on-tls-port', detail: `${talk.peer} sent a TLS record in place of a greeting.` }
      : failure;
  }
  const reply = outcome.value;
  talk.facts.set('greeting', known({ reply, waitedMs: Math.round(talk.clock.now() - startedAt) }));
  if (reply.code === 421) return rateLimited(reply, 'greet');
  if (reply.code < 400) return undefined;
  return {
    code: 'greeting-rejected',
    phase: 'greet',
    detail: `The server refused the session in its greeting: "${formatReply(reply)}" (line ${reply.lastLine}).`,
    reply,
  };
}

/** EHLO, and HELO when EHLO is refused (RFC 5321 section 4.1.4). */
async function sayEhlo(
  session: Session,
  talk: Conversation,
  phase: 'ehlo' | 'inspect',
): Promise<Outcome<Capabilities>> {
  const { reply: timeout } = talk.options.deadlines;
  session.send(`EHLO ${talk.ehloName}`);
  const answer = await session.readReply(phase, timeout, 'reply-timeout');
  if (answer.status !== 'known') return answer;
  const reply = answer.value;
  if (reply.code === 421) return failed(rateLimited(reply, phase));
  if (reply.code >= 200 && reply.code < 300) return known(readCapabilities('EHLO', reply));
  session.send(`HELO ${talk.ehloName}`);
  const fallback = await session.readReply(phase, timeout, 'reply-timeout');
  if (fallback.status !== 'known') return fallback;
  if (fallback.value.code === 421) return failed(rateLimited(fallback.value, phase));
  if (fallback.value.code >= 200 && fallback.value.code < 300) {
    return known(readCapabilities('HELO', fallback.value, reply));
  }
  return failed({
    code: 'ehlo-rejected',
    phase,
    detail: `The server refused EHLO: "${formatReply(reply)}" (line ${reply.lastLine}), and HELO: "${formatReply(fallback.value)}".`,
    reply,
  });
}

function failureOf(outcome: Outcome<unknown>): Failure {
  if (outcome.status === 'failed') return outcome.failure;
  return { code: 'internal', phase: 'judge', detail: 'A stage ended without an outcome.' };
}

/** STARTTLS when it was offered. Gives the failure that keeps the handshake from happening. */
async function requestTls(session: Session, talk: Conversation, offer: Capabilities): Promise<Failure | undefined> {
  const { recorder, facts, options } = talk;
  recorder.begin('starttls');
  if (findCapability(offer, 'STARTTLS') === undefined) {
    const why = offer.verb === 'HELO' ? ' (HELO was used, and has no extensions)' : '';
    return { code: 'starttls-not-offered', phase: 'starttls', detail: `The server does not offer STARTTLS${why}.` };
  }
  session.send('STARTTLS');
  const answer = await session.readReply('starttls', options.deadlines.reply, 'reply-timeout');
  if (answer.status !== 'known') return failureOf(answer);
  const reply = answer.value;
  if (reply.code !== 220) {
    facts.set('startTls', known({ reply }));
    if (reply.code === 421) return rateLimited(reply, 'starttls');
    const detail = `The server refused STARTTLS: "${formatReply(reply)}" (line ${reply.lastLine}).`;
    return { code: 'starttls-rejected', phase: 'starttls', detail, reply };
  }
  const discarded = session.takeUnread();
  facts.set('startTls', known({ reply, ...(discarded === undefined ? {} : { discarded }) }));
  return undefined;
}

function describeClientHello(talk: Conversation): string {
  const { endpoint, options } = talk;
  const name = options.serverName ?? endpoint.host;
  return `TLS ClientHello sent for ${printableText(name, 255)}`;
}

function splitPlaintext(plaintext: Buffer): readonly ReceivedLine[] {
  const splitter = new LineSplitter(plaintext.length);
  const { lines } = splitter.push(plaintext);
  const fragment = splitter.takeFragment();
  return fragment.length > 0 ? [...lines, { bytes: fragment, ending: 'none' }] : lines;
}

async function shake(socket: Socket, talk: Conversation): Promise<Outcome<SecuredSocket>> {
  const { endpoint, options, peer, recorder, facts, interruption } = talk;
  recorder.begin('handshake');
  recorder.add('probe', describeClientHello(talk));
  const isAfterStartTls = endpoint.tlsMode === 'starttls';
  const tap = talk.isSecondLook ? new PlaintextTap(socket) : undefined;
  const serverName = options.serverName ?? endpoint.host;
  const request = { socket, ...(tap === undefined ? {} : { tap }), serverName, isAfterStartTls, peer };
  const outcome = await shakeHands(request, options, interruption);
  const plaintext = tap?.plaintext ?? Buffer.alloc(0);
  if (plaintext.length === 0) return outcome;
  const discarded = recordDiscarded(splitPlaintext(plaintext), recorder);
  if (discarded === undefined) return outcome;
  const startTls = facts.get('startTls');
  if (startTls?.status === 'known') facts.set('startTls', known({ ...startTls.value, discarded }));
  if (outcome.status !== 'failed') return outcome;
  const detail = `In place of TLS ${peer} said "${discarded.text.slice(0, 200)}" (line ${discarded.line}).`;
  const code = isAfterStartTls ? 'tls-after-starttls-failed' : 'tls-on-plaintext-port';
  return failed({ code, phase: 'handshake', detail });
}

function describeEvent(failure: Failure): string {
  const { alert } = failure;
  return alert === undefined ? failure.detail : `TLS alert received: ${alert.name} (${alert.number})`;
}

function recordHandshake(outcome: Outcome<SecuredSocket>, talk: Conversation): number {
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

/** TLS 1.3 servers refuse a missing client certificate only after the handshake is done for us. */
function isCertificateDemand(failure: Failure): boolean {
  return failure.alert?.name === 'certificate_required';
}

async function talkInsideTls(secured: SecuredSocket, talk: Conversation, line: number): Promise<ConversationEnd> {
  const { endpoint, facts, recorder, interruption, roundTripMs } = talk;
  const session = new Session(secured.socket, talk.peer, true, recorder, interruption);
  const tickets = waitForTickets(secured.socket, secured.handshake.version, roundTripMs, interruption);
  const startedAt = talk.clock.now();
  recorder.begin('verify');
  talk.onChain(secured);
  recorder.end('done');
  const finish = (failure: Failure | undefined): ConversationEnd => {
    const certificateDemanded = failure !== undefined && isCertificateDemand(failure);
    facts.set('handshake', known({ ...secured.handshake, certificateDemanded, line }));
    return end(session, failure, talk);
  };
  if (endpoint.tlsMode === 'implicit') {
    recorder.begin('greet');
    const failure = await readGreeting(session, talk, startedAt);
    if (failure !== undefined) return finish(failure);
  }
  recorder.begin('inspect');
  if (endpoint.tlsMode === 'starttls') await tickets;
  const capabilities = await sayEhlo(session, talk, 'inspect');
  facts.set('capabilitiesInTls', capabilities);
  return finish(capabilities.status === 'failed' ? capabilities.failure : undefined);
}

/** QUIT always, once the server has spoken; its answer is not waited for. */
function end(session: Session, failure: Failure | undefined, talk: Conversation): ConversationEnd {
  if (failure !== undefined) {
    // What a reply says stands in the transcript already; what happened without one does not.
    if (failure.reply === undefined && failure.code !== 'starttls-not-offered') {
      talk.recorder.add('probe', describeEvent(failure));
    }
    talk.facts.endWith(failure);
    talk.recorder.fail(failure);
  }
  const isSilent = failure?.code === 'greeting-timeout' || failure?.phase === 'connect';
  const hasSpoken = !isSilent && talk.recorder.lines.some(({ speaker }) => speaker === 'server');
  if (!hasSpoken) {
    session.destroy();
    return { failure, closed: Promise.resolve() };
  }
  talk.recorder.begin('quit');
  const isStopped = failure?.code === 'cancelled' || failure?.code === 'deadline-exceeded';
  const closed = session.quit(!isStopped);
  talk.recorder.end('done');
  return { failure, closed };
}

/** The whole conversation over a fresh connection; facts go into the sheet as they are learnt. */
export async function converse(socket: Socket, talk: Conversation): Promise<ConversationEnd> {
  const { endpoint, facts, recorder } = talk;
  if (endpoint.tlsMode === 'starttls') {
    const session = new Session(socket, talk.peer, false, recorder, talk.interruption);
    recorder.begin('greet');
    const refusal = await readGreeting(session, talk, talk.clock.now());
    if (refusal !== undefined) return end(session, refusal, talk);
    recorder.begin('ehlo');
    const capabilities = await sayEhlo(session, talk, 'ehlo');
    facts.set('capabilities', capabilities);
    if (capabilities.status !== 'known') return end(session, failureOf(capabilities), talk);
    const obstacle = await requestTls(session, talk, capabilities.value);
    if (obstacle !== undefined) return end(session, obstacle, talk);
    session.detach();
  }
  const outcome = await shake(socket, talk);
  const line = recordHandshake(outcome, talk);
  if (outcome.status === 'known') return talkInsideTls(outcome.value, talk, line);
  const failure = failureOf(outcome);
  facts.endWith(failure);
  recorder.fail(failure);
  return { failure, closed: Promise.resolve() };
}
