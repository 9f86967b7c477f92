// A session of a log → its dialogue: transcript lines, replies, and the commands that they answer. Secrets are left out.

import type { LoggedHandshake, LogRow, LogSession } from '../model/protocolLog.ts';
import type { SmtpReply } from '../model/smtp.ts';
import type { Phase, Speaker, TranscriptLine } from '../model/transcript.ts';
import { printableBytes } from '../formats/printable.ts';
import { parseTlsFailure, parseTlsSuccess } from '../formats/protocolLogTls.ts';
import { ReplyAssembler } from '../formats/smtpReply.ts';

export interface LoggedReply {
  readonly reply: SmtpReply;
  /** EHLO, HELO, STARTTLS, X-ANONYMOUSTLS; `greeting`; `other`. */
  readonly answers: string;
  readonly isEncrypted: boolean;
  readonly at: number;
  readonly row: LogRow;
  /** Rows of it are missing, by their numbers: what it lacks may stand there. */
  readonly isTorn: boolean;
  /** One row holds the whole answer to EHLO, line ends as spaces. */
  readonly isPacked: boolean;
}

export interface LoggedEvent {
  readonly kind: 'tls-established' | 'tls-failed' | 'connect-failed' | 'connected' | 'attempted' | 'disconnected';
  readonly row: LogRow;
  readonly at: number;
  readonly line: number;
  readonly handshake?: LoggedHandshake;
  /** Of a TLS failure its name; of a failed connect the number of the error. */
  readonly error?: string;
}

export interface Dialogue {
  readonly lines: readonly TranscriptLine[];
  readonly replies: readonly LoggedReply[];
  readonly events: readonly LoggedEvent[];
  /** What the client said its name is. */
  readonly ehloName?: string;
  /** The client asked for TLS. */
  readonly hasAsked: boolean;
  /** The client went on to mail, or ended the session, without TLS. */
  readonly wentOnInClear: boolean;
  /** Transcript line of each row, by its place in the file. */
  readonly lineOfRow: ReadonlyMap<LogRow, number>;
}

/** A reply has no more lines than a probe reads. */
const mostReplyLines = 1_000;

/** As long as a line can be in a saved result. */
const longestText = 8_000;

function withoutCredentials(data: string, isAnswerToChallenge: boolean): string {
  if (isAnswerToChallenge) return '<authentication response>';
  // An initial response may stand behind the mechanism (RFC 4954 section 4).
  return data.replace(/^((?:AUTH|X-EXPS) +[A-Za-z0-9_-]{1,40}) +\S.*$/is, '$1 <authentication response>');
}

function commandOf(data: string): string {
  return (/^[A-Za-z-]{1,20}/.exec(data.trim())?.[0] ?? '').toUpperCase();
}

function eventOf(row: LogRow): Pick<LoggedEvent, 'kind' | 'handshake' | 'error'> | undefined {
  const { event, context } = row;
  if (event === 'connected') return { kind: 'connected' };
  if (event === 'disconnected') return { kind: 'disconnected' };
  if (event !== 'information') return undefined;
  const handshake = parseTlsSuccess(context);
  if (handshake !== undefined) return { kind: 'tls-established', handshake };
  const error = parseTlsFailure(context);
  if (error !== undefined) return { kind: 'tls-failed', error };
  if (/^attempting to connect/i.test(context)) return { kind: 'attempted' };
  if (!/^failed to connect/i.test(context)) return undefined;
  const number = /(?:winsock error code|error code|error):? ?(\d{4,6})/i.exec(context)?.[1];
  return { kind: 'connect-failed', ...(number === undefined ? {} : { error: number }) };
}

/** What a row without a side of the dialogue tells: an event, or the log's own remark. */
function remark({ event, data, context }: LogRow): string {
  const words = [data, context].filter((text) => text !== '');
  if (event === 'connected') return ['connected', ...words].join(' ');
  if (event === 'disconnected') return ['disconnected', ...words].join(': ');
  return data === '' ? context : `${context}${context === '' ? '' : ': '}${data}`;
}

const mailCommands: ReadonlySet<string> = new Set(['MAIL', 'RCPT', 'DATA', 'BDAT', 'AUTH', 'QUIT']);

export function readDialogue(session: LogSession): Dialogue {
  const { rows, direction } = session;
  const serverEvent = direction === 'send' ? 'received' : 'sent';
  const start = rows[0]?.at ?? 0;
  const lines: TranscriptLine[] = [];
  const replies: LoggedReply[] = [];
  const events: LoggedEvent[] = [];
  const lineOfRow = new Map<LogRow, number>();
  let assembler = new ReplyAssembler(mostReplyLines);
  let phase: Phase = 'connect';
  let pending = 'greeting';
  let isEncrypted = false;
  let isTorn = false;
  let isChallenged = false;
  let lastAt = 0;
  let lastSequence = -1;
  let ehloName: string | undefined;
  let hasAsked = false;
  let wentOnInClear = false;

  const add = (speaker: Speaker, text: string, at: number): number => {
    const cut = text.length > longestText ? `${text.slice(0, longestText)} […]` : text;
    const number = lines.length + 1;
    const shown = printableBytes(Buffer.from(cut, 'utf8'));
    lines.push({ number, at, speaker, phase, text: shown, ending: 'crlf', encrypted: isEncrypted });
    return number;
  };

  const takeServerLine = (row: LogRow, text: string, at: number): void => {
    const number = add('server', text, at);
    const progress = assembler.push({ bytes: Buffer.from(text, 'utf8'), ending: 'crlf' }, number);
    if (progress.status === 'too-many-lines') assembler = new ReplyAssembler(mostReplyLines);
    if (progress.status !== 'reply') return;
    const { reply } = progress;
    const isEhlo = pending === 'EHLO' || pending === 'HELO';
    const isPacked = isEhlo && reply.lines.length === 1;
    replies.push({ reply, answers: pending, isEncrypted, at, row, isTorn, isPacked });
    if ((pending === 'STARTTLS' || pending === 'X-ANONYMOUSTLS') && reply.code === 220) phase = 'handshake';
    isChallenged = reply.code === 334;
    isTorn = false;
    pending = 'other';
  };

  for (const row of rows) {
    const at = Math.max(lastAt, row.at - start);
    lastAt = at;
    if (assembler.isInside && row.sequence > lastSequence + 1) isTorn = true;
    lastSequence = row.sequence;
    const event = eventOf(row);
    if (event?.kind === 'tls-failed' || event?.kind === 'tls-established') phase = 'handshake';
    lineOfRow.set(row, lines.length + 1);
    if (row.event === serverEvent) {
      if (phase === 'connect') phase = 'greet';
      for (const text of row.data.split(/\r?\n/)) takeServerLine(row, text, at);
    } else if (row.event === 'sent' || row.event === 'received') {
      const command = commandOf(row.data);
      if (command === 'EHLO' || command === 'HELO') {
        phase = isEncrypted ? 'inspect' : 'ehlo';
        ehloName ??= /^\S+\s+(\S{1,255})/.exec(row.data)?.[1];
      }
      if (command === 'STARTTLS' || command === 'X-ANONYMOUSTLS') {
        phase = 'starttls';
        hasAsked = true;
      }
      if (!isEncrypted && !hasAsked && mailCommands.has(command)) wentOnInClear = true;
      if (command === 'QUIT') phase = 'quit';
      // What came before it and is not whole never will be.
      if (assembler.isInside) assembler = new ReplyAssembler(mostReplyLines);
      const isKnown = ['EHLO', 'HELO', 'STARTTLS', 'X-ANONYMOUSTLS'].includes(command);
      pending = isKnown ? command : 'other';
      isTorn = false;
      for (const text of row.data.split(/\r?\n/)) add('client', withoutCredentials(text, isChallenged), at);
      isChallenged = false;
    } else {
      const line = add('probe', remark(row), at);
      if (event !== undefined) events.push({ ...event, row, at, line });
      // What comes after the failure is the end of the session.
      if (event?.kind === 'tls-failed') phase = 'quit';
      if (event?.kind === 'tls-established') {
        isEncrypted = true;
        phase = 'inspect';
      }
    }
  }
  return {
    lines,
    replies,
    events,
    ...(ehloName === undefined ? {} : { ehloName }),
    hasAsked,
    wentOnInClear,
    lineOfRow,
  };
}
