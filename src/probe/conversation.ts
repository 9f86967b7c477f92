// What the steps of one conversation share, and how it ends.

import type { Endpoint } from '../model/endpoint.ts';
import type { Outcome } from '../model/evidence.ts';
import type { Failure } from '../model/failure.ts';
import type { ProbeOptions } from '../model/options.ts';
import type { Clock } from './clock.ts';
import type { FactSheet } from './facts.ts';
import type { Interruption } from './interruption.ts';
import type { SecuredSocket } from './network/tlsClient.ts';
import type { Recorder } from './recorder.ts';

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

/** For outcomes that are not known. */
export function failureOf(outcome: Outcome<unknown>): Failure {
  if (outcome.status === 'failed') return outcome.failure;
  return { code: 'internal', phase: 'judge', detail: 'A stage ended without an outcome.' };
}
