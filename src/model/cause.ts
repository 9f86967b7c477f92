// An explanation of what was found: why, how sure that is, and what would settle it.

import type { Citation, FindingLocation } from './finding.ts';
import type { FurtherTestKind } from './furtherTest.ts';

/** confirmed: proved by what was seen. likely, possible: by the weights of the clues. ruled-out: what was seen speaks against it. */
export type Likelihood = 'confirmed' | 'likely' | 'possible' | 'ruled-out';

/** From the surest down. */
export const likelihoods: readonly Likelihood[] = ['confirmed', 'likely', 'possible', 'ruled-out'];

/**
 * How much one clue counts. `proof` settles the cause by itself; `strong` makes it likely; `weak` makes it possible, and
 * several of them likely.
 */
export type ClueWeight = 'proof' | 'strong' | 'weak';

export const clueWeights: readonly ClueWeight[] = ['proof', 'strong', 'weak'];

/** One thing seen that speaks for a cause, or against it. */
export interface Clue {
  /** One plain sentence, escaped for display. */
  readonly text: string;
  readonly weight: ClueWeight;
  readonly where: FindingLocation;
}

/** What would settle whether this is the cause. */
export interface NextTest {
  /** What to do and what its outcome would mean, in a sentence or two. */
  readonly text: string;
  /** A test that the program can make itself, when a person asks for it. */
  readonly furtherTest?: FurtherTestKind;
}

/** What a cause says in every result. */
export interface CauseText {
  readonly id: string;
  readonly title: string;
  readonly meaning: string;
  /** Identifiers of the rules whose findings it can explain. */
  readonly explains: readonly string[];
  readonly fix: string;
  readonly sources: readonly Citation[];
}

/** A cause as it stands for one result. */
export interface RankedCause {
  /** The file's name below src/causes in kebab case, such as smtp-inspection. */
  readonly id: string;
  readonly title: string;
  /** What it means here, in one or two sentences. */
  readonly text: string;
  readonly likelihood: Likelihood;
  /** Identifiers of the rules whose findings it explains, in the order of the findings. */
  readonly explains: readonly string[];
  readonly evidenceFor: readonly Clue[];
  readonly evidenceAgainst: readonly Clue[];
  /** Absent where nothing is left to be settled. */
  readonly nextTest?: NextTest;
  /** What to do. Never weakens TLS or verification. */
  readonly fix: string;
  readonly sources: readonly Citation[];
}
