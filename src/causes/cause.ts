// What a cause is, and the weights of the clues that speak for it and against it.

import type { ProbeResult } from '../model/assessment.ts';
import type { Clue, ClueWeight, NextTest } from '../model/cause.ts';
import type { FactName, Facts } from '../model/evidence.ts';
import type { Citation, Finding, FindingLocation } from '../model/finding.ts';
import type { FurtherTest } from '../model/furtherTest.ts';

/** What a cause is held against: the facts, and the symptoms that the rules found in them. */
export interface Case {
  readonly result: ProbeResult;
  readonly findings: readonly Finding[];
}

/** What a case says of one cause. Clues that are undefined were looked for and not seen. */
export interface Account {
  /** What the cause means here, in one or two sentences. Default: the cause's own meaning. */
  readonly text?: string;
  readonly evidenceFor: readonly (Clue | undefined)[];
  readonly evidenceAgainst?: readonly (Clue | undefined)[];
  readonly nextTest?: NextTest;
  /** Where it differs from the cause's own. */
  readonly fix?: string;
}

export interface Cause {
  /** The file's name below src/causes in kebab case. */
  readonly id: string;
  readonly title: string;
  readonly meaning: string;
  /** Identifiers of the rules whose findings it can explain. With none of them found it is no candidate. */
  readonly explains: readonly string[];
  /** It is told of a note too, on an endpoint without a fault. */
  readonly explainsNotes?: boolean;
  /** Never weakens TLS or verification. */
  readonly fix: string;
  readonly sources: readonly Citation[];
  /** Undefined: the findings are of another kind, so this cause is no candidate. */
  readonly examine: (subject: Case) => Account | undefined;
}

/** Points of a clue that is no proof. Three make a cause likely, one makes it possible. */
export const pointsOf: Readonly<Record<Exclude<ClueWeight, 'proof'>, number>> = { strong: 3, weak: 1 };

export type ClueMaker = (text: string, where?: FindingLocation) => Clue;

/** Settles the cause by itself. */
export const proof: ClueMaker = (text, where = {}) => ({ text, weight: 'proof', where });

/** Makes the cause likely. */
export const strong: ClueMaker = (text, where = {}) => ({ text, weight: 'strong', where });

/** Makes the cause possible. */
export const weak: ClueMaker = (text, where = {}) => ({ text, weight: 'weak', where });

export function findingOf({ findings }: Case, ...rules: readonly string[]): Finding | undefined {
  return findings.find(({ rule }) => rules.includes(rule));
}

/** The clue that a finding itself is: its text, where it stands. */
export function clueFromFinding(finding: Finding | undefined, weigh: ClueMaker): Clue | undefined {
  return finding === undefined ? undefined : weigh(finding.text, finding.where);
}

/** A fact's value, where it is known. */
export function factOf<F extends FactName>({ result }: Case, name: F): Facts[F] | undefined {
  const outcome = result.evidence[name];
  return outcome.status === 'known' ? (outcome.value as Facts[F]) : undefined;
}

/** What the server said as it ended the session; without a reply of its own, what is told of it. */
export function farewellText({ result: { ending } }: Case): string {
  return ending?.reply?.lines.join(' ') ?? ending?.detail ?? '';
}

/** The last test of this kind that was made. */
export function furtherTestOf<K extends FurtherTest['kind']>(
  { result }: Case,
  kind: K,
): Extract<FurtherTest, { readonly kind: K }> | undefined {
  const isOfKind = (test: FurtherTest): test is Extract<FurtherTest, { readonly kind: K }> => test.kind === kind;
  return result.furtherTests?.findLast(isOfKind);
}
