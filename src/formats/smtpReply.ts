// Lines → SMTP replies (RFC 5321 section 4.2), one line at a time.

import type { ReplyOddity, SmtpReply } from '../model/smtp.ts';
import { printableBytes } from './printable.ts';
import type { ReceivedLine } from './lineSplitter.ts';

export type ReplyProgress =
  | { readonly status: 'more' }
  | { readonly status: 'reply'; readonly reply: SmtpReply }
  | { readonly status: 'too-many-lines' }
  | { readonly status: 'not-a-reply'; readonly text: string };

/** Code, separator, text. RFC 5321 section 4.2.1: a client accepts a bare code; a tab or a missing separator is seen in the field. */
const replyLine = /^([2-5]\d\d)(?:([ -])(.*)|()(\D.*)?)$/s;

/** RFC 2034 section 4. */
const enhancedStatusCode = /^([245]\.\d{1,3}\.\d{1,3})(?= |$)/;

export class ReplyAssembler {
  readonly #maximumLines: number;
  #lines: string[] = [];
  #firstLine = 0;
  #codes = new Set<number>();
  #oddities = new Set<ReplyOddity>();

  constructor(maximumLines: number) {
    this.#maximumLines = maximumLines;
  }

  /** True when lines of a reply have come, but not its last. */
  get isInside(): boolean {
    return this.#lines.length > 0;
  }

  /** @param number The line's number in the transcript. */
  push(line: ReceivedLine, number: number): ReplyProgress {
    const match = replyLine.exec(line.bytes.toString('latin1'));
    if (match === null) return { status: 'not-a-reply', text: printableBytes(line.bytes) };
    const [, codeText = '', separator, text, , strayText] = match;
    if (this.#lines.length === 0) this.#firstLine = number;
    const code = Number(codeText);
    this.#codes.add(code);
    if (line.ending === 'lf') this.#oddities.add('bare-lf');
    if (line.bytes.includes(0)) this.#oddities.add('nul-byte');
    if (line.bytes.some((byte) => byte > 0x7f)) this.#oddities.add('eight-bit');
    if (separator === undefined && strayText !== undefined) this.#oddities.add('missing-separator');
    this.#lines.push(printableBytes(Buffer.from(text ?? strayText ?? '', 'latin1')));
    if (separator !== '-') return { status: 'reply', reply: this.#finish(code, number) };
    return this.#lines.length >= this.#maximumLines ? { status: 'too-many-lines' } : { status: 'more' };
  }

  #finish(code: number, lastLine: number): SmtpReply {
    // RFC 5321 section 4.2.1: all lines carry the same code; where they do not, the last line decides.
    if (this.#codes.size > 1) this.#oddities.add('mixed-codes');
    const lines = this.#lines;
    const enhancedCode = enhancedStatusCode.exec(lines[0] ?? '')?.[1];
    const reply: SmtpReply = {
      code,
      ...(enhancedCode === undefined ? {} : { enhancedCode }),
      lines,
      firstLine: this.#firstLine,
      lastLine,
      oddities: [...this.#oddities],
    };
    this.#lines = [];
    this.#codes = new Set();
    this.#oddities = new Set();
    return reply;
  }
}

/** The reply on one line, as a person would quote it: `454 4.7.0 TLS not available`. */
export function formatReply(reply: SmtpReply, maximum = 300): string {
  const text = `${reply.code} ${reply.lines.join(' / ')}`.trimEnd();
  return text.length > maximum ? `${text.slice(0, maximum)}…` : text;
}
