// Facts → findings, what could not be checked, and one verdict.

import type { Assessment, ProbeResult, Verdict } from '../model/assessment.ts';
import type { FailureCode } from '../model/failure.ts';
import type { Acceptance } from '../model/fleet.ts';
import { countedSeverity, severities } from '../model/finding.ts';
import type { Finding, UncheckedRule } from '../model/finding.ts';
import { acceptanceInForce } from './acceptance.ts';
import { findRule, rules } from './index.ts';
import type { Rule, Symptom } from './rule.ts';
import { summarise } from './summary.ts';

export interface Judgement {
  readonly findings: readonly Finding[];
  readonly unchecked: readonly UncheckedRule[];
}

const unreachableCodes: readonly FailureCode[] = [
  'host-not-found',
  'connection-refused',
  'connection-timeout',
  'network-unreachable',
];

/** QUIT comes after the last stage: how it is answered tells nothing about TLS. */
function endedEarly(result: ProbeResult): boolean {
  return result.ending !== undefined && result.ending.phase !== 'quit';
}

function neverConnected(result: ProbeResult): boolean {
  const { ending } = result;
  if (ending === undefined || !unreachableCodes.includes(ending.code)) return false;
  return ending.phase === 'resolve' || ending.phase === 'connect';
}

function someFactFailed(result: ProbeResult): boolean {
  return Object.values(result.evidence).some((outcome) => outcome.status === 'failed');
}

/** A note that could not be checked takes nothing from a verdict; an error or a warning may hide behind the rest. */
function someDecisiveRuleUnchecked(unchecked: readonly UncheckedRule[]): boolean {
  return unchecked.some(({ rule }) => findRule(rule)?.severity !== 'note');
}

function someCountsAs(severity: Finding['severity'], { findings }: Judgement): boolean {
  return findings.some((finding) => countedSeverity(finding) === severity);
}

/** An error that its owner bears. It often ends the probe too, so what it hides leaves the verdict no more open. */
function someErrorAccepted({ findings }: Judgement): boolean {
  return findings.some(({ severity, accepted }) => severity === 'error' && accepted !== undefined);
}

interface VerdictRow {
  readonly verdict: Verdict;
  readonly when: string;
  readonly holds: (result: ProbeResult, judgement: Judgement) => boolean;
}

/**
 * The first row that holds gives the verdict. What was seen to be broken stays broken when later checks could not
 * run; nothing else is said about an endpoint some of whose checks could not run. Rules for what is no fault of the
 * server (a limit, a refusal of this client, this engine's own limits) give warnings at most, so they end here as
 * inconclusive through the ending that comes with them. An error that is accepted makes an endpoint weak: never sound,
 * however little else was found.
 */
export const verdictTable: readonly VerdictRow[] = [
  {
    verdict: 'broken',
    when: 'A finding is an error that is not accepted.',
    holds: (_, judgement) => someCountsAs('error', judgement),
  },
  {
    verdict: 'unreachable',
    when: 'No connection came about: no such host, refused, no answer, no route.',
    holds: neverConnected,
  },
  {
    verdict: 'inconclusive',
    when: 'The probe ended early, a fact could not be learnt, or a check for an error or a warning could not run, and no accepted error was seen.',
    holds: (result, judgement) =>
      !someErrorAccepted(judgement) &&
      (endedEarly(result) || someFactFailed(result) || someDecisiveRuleUnchecked(judgement.unchecked)),
  },
  {
    verdict: 'weak',
    when: 'A finding is a warning, or an error that is accepted.',
    holds: (_, judgement) => someCountsAs('warning', judgement),
  },
  { verdict: 'sound', when: 'Every check ran, and none found an error or a warning.', holds: () => true },
];

function findingOf(rule: Rule, symptom: Symptom, accepted: Acceptance | undefined): Finding {
  return {
    rule: rule.id,
    severity: symptom.severity ?? rule.severity,
    title: symptom.title ?? rule.title,
    text: symptom.text,
    fix: symptom.fix ?? rule.fix,
    citation: rule.citation,
    where: symptom.where,
    ...(accepted === undefined ? {} : { accepted }),
  };
}

/**
 * Runs every rule. Findings: errors first, then warnings, then notes, as they count; within these the accepted ones
 * last, else the registry's order.
 */
export function applyRules(result: ProbeResult): Judgement {
  const findings: Finding[] = [];
  const unchecked: UncheckedRule[] = [];
  for (const rule of rules) {
    const outcome = rule.check(result);
    if (outcome.status === 'checked') {
      const accepted = acceptanceInForce(result, rule.id);
      findings.push(...outcome.symptoms.map((symptom) => findingOf(rule, symptom, accepted)));
    }
    if (outcome.status === 'unchecked') unchecked.push({ rule: rule.id, reason: outcome.reason });
  }
  const ordered = severities.flatMap((severity) => {
    const alike = findings.filter((finding) => countedSeverity(finding) === severity);
    return [...alike.filter(({ accepted }) => !accepted), ...alike.filter(({ accepted }) => accepted)];
  });
  return { findings: ordered, unchecked };
}

export function giveVerdict(result: ProbeResult, judgement: Judgement): Verdict {
  return verdictTable.find((row) => row.holds(result, judgement))?.verdict ?? 'inconclusive';
}

/** What a result means. Needs no traffic: a saved result can be judged again. */
export function judge(result: ProbeResult): Assessment {
  const judgement = applyRules(result);
  const verdict = giveVerdict(result, judgement);
  return { ...result, verdict, summary: summarise(result, verdict, judgement), ...judgement };
}
