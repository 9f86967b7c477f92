// SMTP as it was spoken: replies and capabilities (RFC 5321).

/** Departures from RFC 5321 section 4.2 that were understood all the same. */
export type ReplyOddity = 'bare-lf' | 'mixed-codes' | 'nul-byte' | 'eight-bit' | 'missing-separator';

export interface SmtpReply {
  /** Code of the last line, 200 to 599. */
  readonly code: number;
  /** Enhanced status code (RFC 2034), such as 5.7.3, when the first line carries one. */
  readonly enhancedCode?: string;
  /** Text of each line behind code and separator, escaped as in the transcript. */
  readonly lines: readonly string[];
  /** Numbers of the transcript lines it stands in. */
  readonly firstLine: number;
  readonly lastLine: number;
  readonly oddities: readonly ReplyOddity[];
}

export interface Greeting {
  readonly reply: SmtpReply;
  /** Milliseconds between the connection (or the handshake, on a TLS port) and the end of the greeting. */
  readonly waitedMs: number;
}

export interface Capability {
  /** Upper case, as received otherwise. */
  readonly keyword: string;
  readonly parameters: readonly string[];
  readonly line: number;
}

/** The answer to EHLO, or to HELO when EHLO was refused. */
export interface Capabilities {
  readonly verb: 'EHLO' | 'HELO';
  readonly reply: SmtpReply;
  readonly keywords: readonly Capability[];
  /** How EHLO was refused, when HELO had to be used. */
  readonly refusedEhlo?: SmtpReply;
}

/** Bytes that came in clear text between the server's 220 and the handshake (RFC 3207 section 4.2, CVE-2011-0411). */
export interface DiscardedPlaintext {
  readonly bytes: number;
  /** The beginning, escaped. */
  readonly text: string;
  readonly line: number;
}

export interface StartTlsExchange {
  readonly reply: SmtpReply;
  readonly discarded?: DiscardedPlaintext;
}
