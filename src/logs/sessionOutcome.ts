// What became of TLS in a session of a log: established, failed and why, not used, or not told.

import type { LoggedFailure, LoggedTls, LogRow, LogSession } from '../model/protocolLog.ts';
import type { ProbeResult } from '../model/assessment.ts';
import { findCapability } from '../formats/capabilities.ts';
import { isMaskedKeyword, maskedGreeting } from '../formats/maskedSmtp.ts';
import { printableText } from '../formats/printable.ts';
import { parseTlsSuccess } from '../formats/protocolLogTls.ts';

/** One side wants TLS and has none: "451 5.7.3 Must issue a STARTTLS command first" and its kin. */
const demand =
  /^[45]\d\d[ -].*(?:must issue (?:an? )?STARTTLS|STARTTLS (?:command )?(?:is |must be )?(?:first|required|needed|issued)|(?:TLS|encryption) (?:is )?required)/i;

/** What a Send connector with RequireTLS remarks before it gives up; no reply of the other side stands behind it. */
const required =
  /send mail only over TLS connections and (?:(?<notOffered>remote doesn't support TLS)|we didn't achieve it)|requires TLS before MailFrom command and could not achieve it/i;

/** Texts with which a side refuses the other's certificate, or the session that it was proved with. */
const refusals: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/certificate specified in TlsCertificateName/i, 'certificate not found'],
  [/\b4(?:54|50|51) 4\.7\.5\b[^:]{0,60}certificate/i, 'certificate refused'],
  [/certificate validation fail(?:ed|ure)/i, 'certificate refused'],
  [/failed to establish appropriate TLS channel/i, 'certificate refused'],
  [/\b421 4\.7\.66\b|TLS 1\.0 and 1\.1 are not supported/i, 'TLS version refused'],
];

/** Such as UntrustedRoot in "Certificate validation failure, Reason:UntrustedRoot" or "[Message=SubjectMismatch]". */
function namedReason(text: string): string | undefined {
  return /(?:Reason:? ?|Message=|channel: )([A-Z][A-Za-z]{3,40})\b/.exec(text)?.[1];
}

/** Remarks of the log, and replies that refuse something. */
function textsOf({ event, data, context }: LogRow): readonly string[] {
  if (event === 'information') return [context, data].filter((text) => text !== '');
  return /^[45]\d\d[ -]/.test(data) ? [data] : [];
}

/** A reply that only passes on what another server said, or what became of TLS with that one. */
const passedOn =
  /proxy session setup failed|primary target ip address responded|target host responded|LastAttemptedServerName=|\bsaid: [245]\d\d/i;

function refusalIn(rows: readonly LogRow[]): LoggedFailure | undefined {
  for (const row of rows) {
    for (const text of textsOf(row)) {
      const found = refusals.find(([pattern]) => pattern.test(text.slice(0, 2_000)));
      if (found === undefined) continue;
      const named = namedReason(text.slice(0, 2_000));
      const own = named === undefined ? found[1] : `${found[1]}: ${named}`;
      const isBehind = row.event !== 'information' && passedOn.test(text.slice(0, 2_000));
      return {
        status: 'failed',
        reason: isBehind ? `behind the other side: ${own}` : own,
        text: printableText(text, 300),
        place: row.place,
        ...(isBehind ? { isBehind } : {}),
      };
    }
  }
  return undefined;
}

function requirementIn(rows: readonly LogRow[]): LoggedFailure | undefined {
  for (const { event, context, place } of rows) {
    const found = event === 'information' ? required.exec(context) : null;
    if (found === null) continue;
    const isMissing = found.groups?.['notOffered'] !== undefined;
    const reason = isMissing ? 'TLS required, STARTTLS not offered' : 'TLS required, not reached';
    return { status: 'failed', reason, text: printableText(context, 300), place };
  }
  return undefined;
}

/** A device on the way left its marks: clear text was not what the two sides agreed on. */
function rewrittenIn(rows: readonly LogRow[]): LoggedFailure | undefined {
  const row = rows.find(
    ({ event, data }) =>
      event === 'received' &&
      (maskedGreeting(/^220[ -](.*)$/s.exec(data)?.[1] ?? '') || data.split(/[\s-]+/).some(isMaskedKeyword)),
  );
  return row === undefined
    ? undefined
    : {
        status: 'failed',
        reason: 'SMTP rewritten on the way, STARTTLS not offered',
        text: printableText(row.data, 300),
        place: row.place,
      };
}

/** Exchange Online comes for mail of a connector that demands TLS, and goes at once where none is offered. */
function leftIn({ direction, rows, hasBeginning }: LogSession): LoggedFailure | undefined {
  const said = rows.filter(({ event }) => event === 'received');
  const hello = said.find(({ data }) => /^EHLO \S+\.protection\.outlook\.com\b/i.test(data));
  const hasMail = said.some(({ data }) => /^MAIL\b/i.test(data));
  if (direction !== 'receive' || !hasBeginning || hello === undefined || hasMail) return undefined;
  const reason = 'STARTTLS not offered to Exchange Online, which left';
  return { status: 'failed', reason, text: printableText(hello.data, 300), place: hello.place };
}

/** The row in which a text of the result stands: its line in the transcript counts rows. */
function rowOf(session: LogSession, holds: (row: LogRow) => boolean): LogRow | undefined {
  return session.rows.find(holds) ?? session.rows.at(-1);
}

/** The outcome of a session in which TLS came about, from its rows alone: most of a log are such. */
export function establishedTls(session: LogSession): LoggedTls | undefined {
  for (const { event, context } of session.rows) {
    const handshake = event === 'information' ? parseTlsSuccess(context) : undefined;
    if (handshake === undefined) continue;
    const { version } = handshake;
    return refusalIn(session.rows) ?? { status: 'established', ...(version === undefined ? {} : { version }) };
  }
  return undefined;
}

/** @param result What `sessionResult` made of the session. */
export function tlsOutcome(session: LogSession, result: ProbeResult): LoggedTls {
  const { handshake, capabilities, startTls } = result.evidence;
  const place = (holds: (row: LogRow) => boolean): LogRow['place'] =>
    rowOf(session, holds)?.place ?? { line: 1, offset: session.from };
  const outcome = establishedTls(session) ?? refusalIn(session.rows);
  if (outcome !== undefined) return outcome;
  if (handshake.status === 'known') return { status: 'established', version: handshake.value.version };
  if (handshake.status === 'skipped') return { status: 'unknown', reason: handshake.reason };
  const { failure } = handshake;
  if (failure.code === 'tls-handshake-failed') {
    const reason = failure.errorCode ?? 'ended before TLS';
    const holds = ({ event, context }: LogRow): boolean =>
      context.startsWith('TLS negotiation failed') || (failure.errorCode === undefined && event === 'disconnected');
    return { status: 'failed', reason, text: failure.detail, place: place(holds) };
  }
  if (startTls.status === 'known' && startTls.value.reply.code >= 400) {
    const { reply } = startTls.value;
    const holds = ({ data }: LogRow): boolean => data.startsWith(String(reply.code));
    const reason = `STARTTLS refused: ${reply.code}${reply.enhancedCode === undefined ? '' : ` ${reply.enhancedCode}`}`;
    return { status: 'failed', reason, text: failure.detail, place: place(holds) };
  }
  const demanding = session.rows.find(({ event, data }) => event !== 'information' && demand.test(data.slice(0, 500)));
  if (demanding !== undefined) {
    const text = printableText(demanding.data, 300);
    const isOffered = capabilities.status === 'known' && findCapability(capabilities.value, 'STARTTLS') !== undefined;
    const reason =
      session.direction === 'send' && isOffered
        ? 'STARTTLS offered and demanded, not used (IgnoreSTARTTLS of the connector?)'
        : 'STARTTLS demanded, not used';
    return { status: 'failed', reason, text, place: demanding.place };
  }
  const missed = requirementIn(session.rows);
  if (missed !== undefined) return missed;
  if (capabilities.status === 'known' && (failure.code === 'starttls-not-offered' || failure.phase === 'starttls')) {
    const offered = findCapability(capabilities.value, 'STARTTLS') !== undefined;
    const missed = offered ? undefined : (rewrittenIn(session.rows) ?? leftIn(session));
    return missed ?? { status: 'not-used', offered };
  }
  return { status: 'unknown', reason: failure.detail };
}
