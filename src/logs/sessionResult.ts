// A session of a protocol log → the result of a probe: facts for the rules, transcript and stages for the panel.
// What the log does not hold is a failure with the reason, never a "no".

import type { ProbeResult } from '../model/assessment.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { failed, known, skipped } from '../model/evidence.ts';
import type { Evidence, Outcome } from '../model/evidence.ts';
import type { Failure } from '../model/failure.ts';
import type { LoggedCertificate, LogSession } from '../model/protocolLog.ts';
import type { Capabilities } from '../model/smtp.ts';
import type { TlsHandshake } from '../model/tls.ts';
import { phases } from '../model/transcript.ts';
import type { Phase, Stage, TranscriptLine } from '../model/transcript.ts';
import { findCapability, readCapabilities } from '../formats/capabilities.ts';
import { printableText } from '../formats/printable.ts';
import { readLoggedCertificates } from '../formats/protocolLogTls.ts';
import { namesBrokenHandshake } from '../formats/serverFarewell.ts';
import { formatReply } from '../formats/smtpReply.ts';
import { parseHost } from '../formats/targetText.ts';
import { readDialogue } from './dialogue.ts';
import type { Dialogue, LoggedReply } from './dialogue.ts';
import { handshakeOutcome, loggedEngine } from './loggedHandshake.ts';
import { readPackedCapabilities } from './packedCapabilities.ts';

function notRecorded<T>(phase: Phase, detail: string): Outcome<T> {
  return failed({ code: 'not-recorded', phase, detail });
}

/** Why a fact may be missing that a whole session would have. */
function whyMissing({ hasBeginning, hasEnd, leftOut }: LogSession): string {
  if (!hasBeginning) return 'it begins in the middle of this session';
  if (leftOut > 0) return `${leftOut} rows of this session are not in it`;
  return hasEnd ? 'the session ended before it' : 'it ends in the middle of this session';
}

function findReply(dialogue: Dialogue, answers: readonly string[], isEncrypted: boolean): LoggedReply | undefined {
  return dialogue.replies.find((one) => answers.includes(one.answers) && one.isEncrypted === isEncrypted);
}

function capabilitiesOutcome(session: LogSession, dialogue: Dialogue, isEncrypted: boolean): Outcome<Capabilities> {
  const phase = isEncrypted ? 'inspect' : 'ehlo';
  const where = isEncrypted ? ' inside TLS' : '';
  const all = dialogue.replies.filter((one) => one.isEncrypted === isEncrypted);
  const ehlo = all.find(({ answers }) => answers === 'EHLO');
  const helo = all.find(({ answers }) => answers === 'HELO');
  const accepted = [ehlo, helo].find((one) => one !== undefined && one.reply.code < 300);
  if (accepted !== undefined && accepted.isTorn) {
    return notRecorded(
      phase,
      `The log does not hold all rows of the answer to EHLO${where}: their numbers have a gap.`,
    );
  }
  if (accepted !== undefined && accepted === ehlo) {
    const { reply, isPacked } = accepted;
    return known(isPacked ? readPackedCapabilities(reply) : readCapabilities('EHLO', reply));
  }
  if (accepted !== undefined) return known(readCapabilities('HELO', accepted.reply, ehlo?.reply));
  const refused = helo ?? ehlo;
  if (refused !== undefined) {
    const detail = `The server refused EHLO${where}: "${formatReply(refused.reply)}".`;
    const code = refused.reply.code === 421 ? 'rate-limited' : 'ehlo-rejected';
    return failed({ code, phase, detail, reply: refused.reply });
  }
  return notRecorded(phase, `The log does not hold the answer to EHLO${where}: ${whyMissing(session)}.`);
}

function handshakeFact(session: LogSession, dialogue: Dialogue, offer: Outcome<Capabilities>): Outcome<TlsHandshake> {
  const success = dialogue.events.find(({ kind }) => kind === 'tls-established');
  if (success?.handshake !== undefined) return handshakeOutcome(success.handshake, success.line);
  const trouble = dialogue.events.find(({ kind }) => kind === 'tls-failed');
  if (trouble !== undefined) {
    const errorCode = printableText(trouble.error ?? '', 60);
    const detail = `The log says "${printableText(trouble.row.context, 200)}".`;
    return failed({ code: 'tls-handshake-failed', phase: 'handshake', detail, errorCode });
  }
  const answer = findReply(dialogue, ['STARTTLS', 'X-ANONYMOUSTLS'], false);
  if (answer?.reply.code === 220) {
    const end = dialogue.events.find(({ kind }) => kind === 'disconnected');
    if (end === undefined || session.leftOut > 0) {
      return notRecorded('handshake', `The log does not hold the outcome of TLS: ${whyMissing(session)}.`);
    }
    const by = printableText(end.row.context, 60) || 'no reason';
    const detail = `The session ended between the server's 220 and TLS; the log gives as the reason: ${by}.`;
    return failed({ code: 'tls-handshake-failed', phase: 'handshake', detail });
  }
  if (answer !== undefined) {
    const detail = `The server refused STARTTLS: "${formatReply(answer.reply)}" (line ${answer.reply.lastLine}).`;
    if (answer.reply.code === 421 && namesBrokenHandshake(answer.reply.lines.join(' '))) {
      return failed({ code: 'tls-after-starttls-failed', phase: 'handshake', detail, reply: answer.reply });
    }
    const code = answer.reply.code === 421 ? 'rate-limited' : 'starttls-rejected';
    return failed({ code, phase: 'starttls', detail, reply: answer.reply });
  }
  if (offer.status === 'known' && findCapability(offer.value, 'STARTTLS') === undefined) {
    const why = offer.value.verb === 'HELO' ? ' (HELO was used, and has no extensions)' : '';
    const detail = `The server does not offer STARTTLS${why}.`;
    return failed({ code: 'starttls-not-offered', phase: 'starttls', detail });
  }
  if (dialogue.wentOnInClear && session.hasBeginning && session.leftOut === 0) {
    return notRecorded(
      'starttls',
      'The client did not ask for TLS in this session, so the log does not tell whether TLS would have come about.',
    );
  }
  return notRecorded('handshake', `The log does not hold the outcome of TLS: ${whyMissing(session)}.`);
}

/** The log's own words on a certificate; nothing of it was verified. */
export function describeCertificate(certificate: LoggedCertificate): string {
  const { subject, issuer, serialNumber, thumbprint, notBefore, notAfter, names } = certificate;
  const parts = [
    ['subject', subject],
    ['issuer', issuer],
    ['serial number', serialNumber],
    ['thumbprint', thumbprint],
    ['valid from', notBefore],
    ['until', notAfter],
    ['names', names.length === 0 ? undefined : names.slice(0, 10).join(', ')],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${printableText(value, 200)}`]));
  return parts.length === 0 ? 'no more than that there is one' : parts.join('; ');
}

/** That of the server: the peer's where Exchange sends, its own where it receives. */
export function serverCertificate(session: LogSession): LoggedCertificate | undefined {
  const side = session.direction === 'send' ? 'peer' : 'own';
  return readLoggedCertificates(session.rows).find((certificate) => certificate.side === side);
}

/** What can be said of a certificate by the log alone. */
function remarksOn({ subject, issuer, notAfter, notBefore }: LoggedCertificate, at: number): readonly string[] {
  const [until, from] = [Date.parse(notAfter ?? ''), Date.parse(notBefore ?? '')];
  return [
    ...(until < at ? ['By these dates it had expired when the session began.'] : []),
    ...(from > at ? ['By these dates it was not valid yet when the session began.'] : []),
    ...(subject !== undefined && subject === issuer
      ? ["Subject and issuer are alike: it is self-signed, as Exchange's own default certificate is."]
      : []),
  ];
}

function certificateReason(session: LogSession): string {
  const certificate = serverCertificate(session);
  if (certificate === undefined) return "The log does not hold the server's certificate.";
  const remarks = remarksOn(certificate, session.rows[0]?.at ?? 0);
  return [
    "The log names the server's certificate but does not hold it, so its chain cannot be verified.",
    `It says: ${describeCertificate(certificate)}.`,
    ...remarks,
  ].join(' ');
}

const connectCodes: Readonly<Record<string, Failure['code']>> = {
  '10061': 'connection-refused',
  '10060': 'connection-timeout',
  '10051': 'network-unreachable',
  '10065': 'network-unreachable',
  '11001': 'host-not-found',
};

function connectFailure(dialogue: Dialogue): Failure | undefined {
  const trouble = dialogue.events.find(({ kind }) => kind === 'connect-failed');
  if (trouble === undefined) return undefined;
  const code = connectCodes[trouble.error ?? ''] ?? 'connection-closed';
  const detail = `The log says "${printableText(trouble.row.context, 300)}".`;
  return { code, phase: 'connect', detail, ...(trouble.error === undefined ? {} : { errorCode: trouble.error }) };
}

function connectionFact(session: LogSession, dialogue: Dialogue): Evidence['connection'] {
  const trouble = connectFailure(dialogue);
  if (trouble !== undefined) return failed(trouble);
  const { local, remote } = session;
  if (local === undefined || remote === undefined)
    return skipped('The log does not hold both addresses of the connection.');
  const attempt = dialogue.events.find(({ kind }) => kind === 'attempted');
  const connected = dialogue.events.find(({ kind }) => kind === 'connected');
  if (attempt === undefined || connected === undefined)
    return skipped('The log does not tell how long connecting took.');
  const durationMs = Math.max(0, connected.at - attempt.at);
  // The client's side is `local` of a probe.
  const sides = session.direction === 'send' ? { local, remote } : { local: remote, remote: local };
  return known({ ...sides, durationMs, attempts: [{ remote: sides.remote, durationMs }] });
}

function serverSide(session: LogSession): LogSession['remote'] {
  return session.direction === 'send' ? session.remote : session.local;
}

/** The server of the session: an address, else the name it gave itself. RFC 2606 keeps `.invalid` free for none. */
export function sessionEndpoint(session: LogSession, dialogue: Dialogue): Endpoint {
  const side = serverSide(session);
  if (side !== undefined) return { host: side.address, port: side.port === 0 ? 25 : side.port, tlsMode: 'starttls' };
  const greeting = findReply(dialogue, ['greeting'], false);
  const name = parseHost(greeting?.reply.lines[0]?.split(' ')[0] ?? '');
  const host = name.status === 'parsed' && name.value.includes('.') ? name.value : 'unknown.invalid';
  return { host, port: 25, tlsMode: 'starttls' };
}

function greetingFact(session: LogSession, dialogue: Dialogue): Evidence['greeting'] {
  const greeting = session.hasBeginning ? findReply(dialogue, ['greeting'], false) : undefined;
  if (greeting === undefined)
    return notRecorded('greet', `The log does not hold the greeting: ${whyMissing(session)}.`);
  const connected = dialogue.events.find(({ kind }) => kind === 'connected');
  return known({ reply: greeting.reply, waitedMs: Math.max(0, greeting.at - (connected?.at ?? greeting.at)) });
}

function startTlsFact(dialogue: Dialogue, handshake: Outcome<TlsHandshake>): Evidence['startTls'] {
  const answer = findReply(dialogue, ['STARTTLS', 'X-ANONYMOUSTLS'], false);
  if (answer !== undefined) return known({ reply: answer.reply });
  if (handshake.status === 'failed') return failed(handshake.failure);
  return notRecorded('starttls', 'The log does not hold the answer to STARTTLS.');
}

/** What kept the session from TLS, if anything did: a fact that the log lacks is no such thing. */
function endingOf(evidence: Evidence): Failure | undefined {
  if (evidence.connection.status === 'failed') return evidence.connection.failure;
  if (evidence.greeting.status === 'known' && evidence.greeting.value.reply.code >= 400) {
    const { reply } = evidence.greeting.value;
    const detail = `The server greeted with "${formatReply(reply)}".`;
    return { code: reply.code === 421 ? 'rate-limited' : 'greeting-rejected', phase: 'greet', detail, reply };
  }
  for (const fact of [evidence.capabilities, evidence.handshake]) {
    if (fact.status === 'failed' && fact.failure.code !== 'not-recorded') return fact.failure;
  }
  return undefined;
}

function stagesOf(lines: readonly TranscriptLine[], ending: Failure | undefined, endAt: number): readonly Stage[] {
  return phases.flatMap((phase): readonly Stage[] => {
    const own = lines.filter((line) => line.phase === phase);
    const [first] = own;
    if (first === undefined) return [];
    const next = lines.find((line) => line.number > (own.at(-1)?.number ?? 0));
    const status = ending?.phase === phase ? 'failed' : 'done';
    return [{ phase, status, startedAt: first.at, durationMs: Math.max(0, (next?.at ?? endAt) - first.at) }];
  });
}

function vantageOf(session: LogSession, dialogue: Dialogue): ProbeResult['vantage'] {
  const client = session.direction === 'send' ? session.local : session.remote;
  const ehloName = printableText(dialogue.ehloName ?? 'not in the log', 255);
  const hostName = dialogue.ehloName === undefined ? (client?.address ?? 'not in the log') : ehloName;
  return { hostName, platform: 'Windows', engine: loggedEngine(session.software), ehloName };
}

export function sessionResult(session: LogSession): ProbeResult {
  const dialogue = readDialogue(session);
  const capabilities = capabilitiesOutcome(session, dialogue, false);
  const handshake = handshakeFact(session, dialogue, capabilities);
  const reason = certificateReason(session);
  const certificateFact = handshake.status === 'known' ? reason : `There is no TLS session in the log. ${reason}`;
  const evidence: Evidence = {
    addresses: skipped('A protocol log holds addresses, and no look-up of names.'),
    connection: connectionFact(session, dialogue),
    greeting: greetingFact(session, dialogue),
    capabilities,
    startTls: startTlsFact(dialogue, handshake),
    handshake,
    certificates: notRecorded('verify', certificateFact),
    verification: notRecorded('verify', certificateFact),
    capabilitiesInTls:
      handshake.status === 'known'
        ? capabilitiesOutcome(session, dialogue, true)
        : notRecorded('inspect', 'There is no TLS session in the log.'),
  };
  const ending = endingOf(evidence);
  const [first, last] = [session.rows[0], session.rows.at(-1)];
  const durationMs = Math.max(0, (last?.at ?? 0) - (first?.at ?? 0));
  return {
    endpoint: sessionEndpoint(session, dialogue),
    startedAt: new Date(first?.at ?? 0).toISOString(),
    durationMs,
    vantage: vantageOf(session, dialogue),
    evidence,
    transcript: dialogue.lines,
    stages: stagesOf(dialogue.lines, ending, durationMs),
    ...(ending === undefined ? {} : { ending }),
  };
}
