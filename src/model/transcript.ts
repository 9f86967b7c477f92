// What was said, line by line.

/** In the order a probe goes through them. `inspect` is the EHLO inside TLS. */
export const phases = [
  'resolve',
  'connect',
  'greet',
  'ehlo',
  'starttls',
  'handshake',
  'inspect',
  'verify',
  'quit',
  'judge',
] as const;

export type Phase = (typeof phases)[number];

/** `probe` lines are events the probe itself reports: an address tried, a ClientHello sent, an alert received. */
export type Speaker = 'server' | 'client' | 'probe';

/** How a received or sent line ended on the wire; `none` is a fragment without a line end. */
export type LineEnding = 'crlf' | 'lf' | 'none';

export interface TranscriptLine {
  /** From 1. Findings and links point at it. */
  readonly number: number;
  /** Milliseconds since the probe started. */
  readonly at: number;
  readonly speaker: Speaker;
  readonly phase: Phase;
  /** Printable and reversible: bytes that are not text stand as `\xNN`, a backslash as `\\`. */
  readonly text: string;
  readonly ending: LineEnding;
  /** True for lines that crossed the wire inside TLS. */
  readonly encrypted: boolean;
}

export type Transcript = readonly TranscriptLine[];

/** One step of a probe with its share of the time. */
export interface Stage {
  readonly phase: Phase;
  readonly status: 'running' | 'done' | 'failed' | 'skipped';
  /** Milliseconds since the probe started. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** What came of it, in a few words. */
  readonly note?: string;
}
