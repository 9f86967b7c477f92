// The SMTP conversation, straight down: greeting, EHLO, STARTTLS, handshake, EHLO inside TLS.

import type { Socket } from 'node:net';
import { failed, known } from '../model/evidence.ts';
import type { Outcome } from '../model/evidence.ts';
import type { Failure } from '../model/failure.ts';
import type { Capabilities, SmtpReply } from '../model/smtp.ts';
import type { Phase } from '../model/transcript.ts';
import { findCapability, readCapabilities } from '../formats/capabilities.ts';
import { namesBrokenHandshake } from '../formats/serverFarewell.ts';
import { formatReply } from '../formats/smtpReply.ts';
import { failureOf } from './conversation.ts';
import type { Conversation, ConversationEnd } from './conversation.ts';
import { demandForCertificate, describeEvent, recordHandshake, shake } from './handshake.ts';
import { waitForTickets } from './network/tlsClient.ts';
import type { SecuredSocket } from './network/tlsClient.ts';
import { Session } from './session.ts';

function rateLimited(reply: SmtpReply, phase: Phase): Failure {
  return {
    code: 'rate-limited',
    phase,
    detail: `The server closed the session with 421: "${formatReply(reply)}" (line ${reply.lastLine}).`,
    reply,
  };
}

/** What lies behind the server ended TLS, and it passes on the news. */
function brokenHandshake(reply: SmtpReply): Failure {
  const detail = `In place of TLS the server said "${formatReply(reply)}" (line ${reply.lastLine}): the connection broke.`;
  return { code: 'tls-after-starttls-failed', phase: 'handshake', detail, reply };
}

function unexpectedReply(reply: SmtpReply, phase: Phase, rule: string): Failure {
  const detail = `The server said "${formatReply(reply)}" (line ${reply.lastLine}), but ${rule} (RFC 5321 section 4.3.2).`;
  return { code: 'protocol-error', phase, detail, reply };
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
  if (reply.code === 220) return undefined;
  if (reply.code < 400) return unexpectedReply(reply, 'greet', 'a greeting begins with 220');
  return {
    code: 'greeting-rejected',
    phase: 'greet',
    detail: `The server refused the session in its greeting: "${formatReply(reply)}" (line ${reply.lastLine}).`,
    reply,
  };
}

/** EHLO, and HELO when EHLO is refused for good (RFC 5321 section 4.1.4). */
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
  if (reply.code === 250) return known(readCapabilities('EHLO', reply));
  if (reply.code < 400) return failed(unexpectedReply(reply, phase, 'EHLO is answered by 250'));
  if (reply.code < 500) {
    const detail = `The server refused EHLO for the moment: "${formatReply(reply)}" (line ${reply.lastLine}).`;
    return failed({ code: 'ehlo-rejected', phase, detail, reply });
  }
  session.send(`HELO ${talk.ehloName}`);
  const fallback = await session.readReply(phase, timeout, 'reply-timeout');
  if (fallback.status !== 'known') return fallback;
  if (fallback.value.code === 421) return failed(rateLimited(fallback.value, phase));
  if (fallback.value.code === 250) {
    return known(readCapabilities('HELO', fallback.value, reply));
  }
  return failed({
    code: 'ehlo-rejected',
    phase,
    detail: `The server refused EHLO: "${formatReply(reply)}" (line ${reply.lastLine}), and HELO: "${formatReply(fallback.value)}".`,
    reply,
  });
}

/** Its answer stands in the transcript. The name of no command in any document of SMTP. */
export const unknownVerb = 'XYZZY';

async function sayUnknownVerb(session: Session, talk: Conversation): Promise<Failure | undefined> {
  session.send(unknownVerb);
  const answer = await session.readReply('ehlo', talk.options.deadlines.reply, 'reply-timeout');
  if (answer.status !== 'known') return failureOf(answer);
  return answer.value.code === 421 ? rateLimited(answer.value, 'ehlo') : undefined;
}

/** STARTTLS when it was offered, or asked for all the same. Gives the failure that keeps the handshake from happening. */
async function requestTls(session: Session, talk: Conversation, offer: Capabilities): Promise<Failure | undefined> {
  const { recorder, facts, options } = talk;
  recorder.begin('starttls');
  const isOffered = findCapability(offer, 'STARTTLS') !== undefined;
  if (!isOffered && options.asksUnoffered !== true) {
    const why = offer.verb === 'HELO' ? ' (HELO was used, and has no extensions)' : '';
    return { code: 'starttls-not-offered', phase: 'starttls', detail: `The server does not offer STARTTLS${why}.` };
  }
  session.send('STARTTLS');
  const answer = await session.readReply('starttls', options.deadlines.reply, 'reply-timeout');
  if (answer.status !== 'known') return failureOf(answer);
  const reply = answer.value;
  if (reply.code !== 220) {
    facts.set('startTls', known({ reply }));
    if (reply.code === 421 && namesBrokenHandshake(reply.lines.join(' '))) return brokenHandshake(reply);
    if (reply.code === 421) return rateLimited(reply, 'starttls');
    const detail = `The server refused STARTTLS: "${formatReply(reply)}" (line ${reply.lastLine}).`;
    if (!isOffered) return { code: 'starttls-not-offered', phase: 'starttls', detail, reply };
    return { code: 'starttls-rejected', phase: 'starttls', detail, reply };
  }
  const discarded = session.takeUnread();
  facts.set('startTls', known({ reply, ...(discarded === undefined ? {} : { discarded }) }));
  return undefined;
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
    const demand = demandForCertificate(failure, secured.handshake);
    facts.set('handshake', known({ ...secured.handshake, certificateDemanded: demand !== undefined, line }));
    return end(session, demand ?? failure, talk);
  };
  if (endpoint.tlsMode === 'implicit') {
    recorder.begin('greet');
    const failure = await readGreeting(session, talk, startedAt);
    if (failure !== undefined || talk.options.endsAfterGreeting === true) return finish(failure);
  }
  recorder.begin('inspect');
  if (endpoint.tlsMode === 'starttls') await tickets;
  const capabilities = await sayEhlo(session, talk, 'inspect');
  if (capabilities.status === 'known') facts.set('capabilitiesInTls', capabilities);
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
    if (refusal !== undefined || talk.options.endsAfterGreeting === true) return end(session, refusal, talk);
    recorder.begin('ehlo');
    const capabilities = await sayEhlo(session, talk, 'ehlo');
    facts.set('capabilities', capabilities);
    if (capabilities.status !== 'known') return end(session, failureOf(capabilities), talk);
    if (talk.options.saysUnknownVerb === true) return end(session, await sayUnknownVerb(session, talk), talk);
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
