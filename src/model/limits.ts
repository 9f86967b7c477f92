// How long a probe waits and how much it reads. Every number a server can push against stands here.

/** Milliseconds. `whole` bounds the probe from its first look-up to its result. */
export interface Deadlines {
  readonly resolve: number;
  readonly connect: number;
  readonly greeting: number;
  readonly reply: number;
  readonly handshake: number;
  readonly whole: number;
}

/** RFC 5321 section 4.5.3.2 asks senders to wait 5 minutes; a person does not. 60 s covers greet delays seen in the field. */
export const defaultDeadlines: Deadlines = {
  resolve: 10_000,
  connect: 10_000,
  greeting: 60_000,
  reply: 30_000,
  handshake: 15_000,
  whole: 120_000,
};

/**
 * Deadlines for a probe of `wholeMs`. Shorter than the default they are cut, so that a stage that takes all the time
 * still ends by its own deadline, which says more than the whole probe's; a greeting that does not come leaves a quarter,
 * in which a second connection tells whether the port speaks TLS. Longer, the server's answers get their share.
 */
export function deadlinesWithin(wholeMs: number): Deadlines {
  const cut = (stage: number, part = 0.95): number => Math.min(stage, Math.floor(wholeMs * part));
  const share = Math.max(1, wholeMs / defaultDeadlines.whole);
  return {
    resolve: cut(defaultDeadlines.resolve),
    connect: cut(defaultDeadlines.connect),
    greeting: cut(defaultDeadlines.greeting * share, 0.75),
    reply: cut(defaultDeadlines.reply * share),
    handshake: cut(defaultDeadlines.handshake * share),
    whole: wholeMs,
  };
}

/** A greeting slower than this is worth a note: senders with short timeouts give up. */
export const slowGreetingMs = 5_000;

/** RFC 8305 section 5: "Connection Attempt Delay", recommended value. */
export const connectionAttemptDelayMs = 250;

/** Bytes and lines a server may send before the probe stops with `too-much-data`. */
export interface ReadLimits {
  readonly replyLineBytes: number;
  readonly replyLines: number;
  readonly bytesBeforeTls: number;
  readonly bytesInsideTls: number;
}

export const readLimits: ReadLimits = {
  replyLineBytes: 8 * 1024,
  replyLines: 1_000,
  bytesBeforeTls: 256 * 1024,
  bytesInsideTls: 1024 * 1024,
};

/** Certificates looked at in one chain. More than this is reported, not read. */
export const maximumChainLength = 32;

/** Bounds of path building against look-alike intermediates. */
export const maximumCandidatePaths = 64;
export const maximumSignatureChecks = 128;

export const defaultConcurrency = 20;
export const defaultConnectionsPerHost = 1;

/** Bounds of the tests beyond the probe: no name and no person turns them into a flood. Milliseconds. */
export const furtherTestLimits = {
  addresses: 16,
  defaultRepeats: 2,
  repeats: 10,
  blockLists: 30,
  query: 10_000,
  whole: 600_000,
} as const;
