// Clues → likelihood, by stated weights; the surest cause first.

import { likelihoods } from '../model/cause.ts';
import type { Clue, ClueWeight, Likelihood, RankedCause } from '../model/cause.ts';
import type { Finding } from '../model/finding.ts';
import { pointsOf } from './cause.ts';
import type { Account, Case, Cause } from './cause.ts';
import { causes } from './index.ts';

interface Weighed {
  readonly ranked: RankedCause;
  readonly points: number;
}

function isClue(clue: Clue | undefined): clue is Clue {
  return clue !== undefined;
}

function pointsIn(clues: readonly Clue[]): number {
  return clues.reduce((sum, { weight }) => sum + (weight === 'proof' ? 0 : pointsOf[weight]), 0);
}

function has(clues: readonly Clue[], weight: ClueWeight): boolean {
  return clues.some((clue) => clue.weight === weight);
}

/**
 * A proof settles it, against before for: what is proved not to be so cannot be the cause, whatever points to it. Else
 * the points for it less those against it decide: 3 make it likely, 1 possible. None rules it out where a strong clue
 * is against it; weak ones alone rule nothing out. Undefined: nothing speaks for it, and nothing strong against it.
 */
export function likelihoodOf(evidenceFor: readonly Clue[], evidenceAgainst: readonly Clue[]): Likelihood | undefined {
  if (has(evidenceAgainst, 'proof')) return 'ruled-out';
  if (has(evidenceFor, 'proof')) return 'confirmed';
  const points = pointsIn(evidenceFor) - pointsIn(evidenceAgainst);
  if (points >= pointsOf.strong) return 'likely';
  if (points >= pointsOf.weak) return 'possible';
  if (has(evidenceAgainst, 'strong')) return 'ruled-out';
  return evidenceFor.length > 0 ? 'possible' : undefined;
}

/** What is settled needs no test. */
function nextTestOf(likelihood: Likelihood, { nextTest }: Account): Pick<RankedCause, 'nextTest'> {
  return nextTest === undefined || likelihood === 'confirmed' || likelihood === 'ruled-out' ? {} : { nextTest };
}

/** A note needs no explanation, unless it is all there is to say of a probe that came to nothing. */
function needsExplanation(finding: Finding, { result }: Case, cause: Cause): boolean {
  return finding.severity !== 'note' || result.ending !== undefined || cause.explainsNotes === true;
}

function weigh(cause: Cause, subject: Case): Weighed | undefined {
  const candidates = subject.findings.filter(({ rule }) => cause.explains.includes(rule));
  const explained = candidates.filter((finding) => needsExplanation(finding, subject, cause)).map(({ rule }) => rule);
  if (explained.length === 0) return undefined;
  const account = cause.examine(subject);
  if (account === undefined) return undefined;
  const evidenceFor = account.evidenceFor.filter(isClue);
  const evidenceAgainst = (account.evidenceAgainst ?? []).filter(isClue);
  const likelihood = likelihoodOf(evidenceFor, evidenceAgainst);
  if (likelihood === undefined) return undefined;
  const { id, title, meaning, fix, sources } = cause;
  const ranked: RankedCause = {
    id,
    title,
    text: account.text ?? meaning,
    likelihood,
    explains: [...new Set(explained)],
    evidenceFor,
    evidenceAgainst,
    ...nextTestOf(likelihood, account),
    fix: account.fix ?? fix,
    sources,
  };
  return { ranked, points: pointsIn(evidenceFor) - pointsIn(evidenceAgainst) };
}

/** Every cause that anything speaks for, and those that were candidates and are ruled out. Several may hold at once. */
export function rankCauses(subject: Case): readonly RankedCause[] {
  const weighed = causes.map((cause) => weigh(cause, subject)).filter((one) => one !== undefined);
  const rank = ({ ranked }: Weighed): number => likelihoods.indexOf(ranked.likelihood);
  return weighed
    .toSorted((one, other) => rank(one) - rank(other) || other.points - one.points)
    .map(({ ranked }) => ranked);
}
