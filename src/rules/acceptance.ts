// What an endpoint's owner has accepted, held against the day of the probe.

import type { ProbeResult } from '../model/assessment.ts';
import type { Acceptance } from '../model/fleet.ts';

/** YYYY-MM-DD in UTC; undefined when the time of the probe cannot be read: then nothing is in force. */
function dayOf(result: ProbeResult): string | undefined {
  const time = Date.parse(result.startedAt);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().slice(0, 10);
}

function acceptancesOf(result: ProbeResult): readonly Acceptance[] {
  return result.policy?.accepted ?? [];
}

/** Of several for one rule, the one that holds longest. */
export function acceptanceInForce(result: ProbeResult, rule: string): Acceptance | undefined {
  const day = dayOf(result);
  if (day === undefined) return undefined;
  const inForce = acceptancesOf(result).filter((acceptance) => acceptance.rule === rule && day <= acceptance.until);
  return inForce.reduce<Acceptance | undefined>(
    (longest, one) => (longest === undefined || one.until > longest.until ? one : longest),
    undefined,
  );
}

/** Those that have ended and were not renewed. */
export function endedAcceptances(result: ProbeResult): readonly Acceptance[] {
  const day = dayOf(result);
  if (day === undefined) return [];
  return acceptancesOf(result).filter(
    ({ rule, until }) => until < day && acceptanceInForce(result, rule) === undefined,
  );
}

/** Those of rules that `isRule` does not know. */
export function strayAcceptances(result: ProbeResult, isRule: (id: string) => boolean): readonly Acceptance[] {
  return acceptancesOf(result).filter(({ rule }) => !isRule(rule));
}
