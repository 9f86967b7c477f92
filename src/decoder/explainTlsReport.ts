// What a report on TLS says (RFC 8460): per policy how sessions went, and per kind of failure why, where and what to do.

import { tlsModeFor } from '../formats/targetText.ts';
import type { SuggestedProbe } from '../model/mailError.ts';
import type {
  ExplainedTlsFailure,
  ReportedTlsPolicy,
  TlsFailureDetail,
  TlsFailurePlace,
  TlsPolicySummary,
  TlsReport,
  TlsReportExplanation,
} from '../model/tlsReport.ts';
import { sumOf, unnamedType } from '../formats/tlsReport.ts';
import { mailErrorEntries } from './entries.ts';
import type { MailErrorEntry } from './entry.ts';
import { isPublicName, readAddress } from './peerNames.ts';
import { checkMxHost, mxPatternsOf, uncoveredHosts } from './policyPatterns.ts';
import type { MxMismatch } from './policyPatterns.ts';
import { namelessResultType, notInPolicy, tlsResultTypes, unknownResultType } from './tlsResultTypes.ts';
import type { TlsResultType } from './tlsResultTypes.ts';

/** There are a dozen result types; more are those of a sender that makes up its own. */
const maximumFailures = 30;
const maximumPlaces = 20;
const maximumRemarks = 5;

const unknownProbe = 'shows what the host offers and presents now';
const besidePolicy = 'shows whether the host itself is in order; what failed here is the policy';

const policyKinds: Readonly<Record<string, string>> = {
  sts: 'MTA-STS policy',
  tlsa: 'DANE (TLSA records)',
  'no-policy-found': 'neither DANE nor MTA-STS found',
};

const consequences: Readonly<Record<string, string>> = {
  enforce: 'The policy is in mode enforce: a sender that holds to it does not deliver to a host that fails.',
  testing: 'The policy is in mode testing: mail went out all the same. In mode enforce it would not have.',
  none: 'The policy is in mode none: it demands nothing.',
  tlsa: 'Under DANE a sender does not deliver to a host that fails.',
  'no-policy-found': 'No policy applied: mail of failed sessions may have gone out in clear text.',
};

function byMost<T>(items: readonly T[], count: (item: T) => number | undefined): readonly T[] {
  return items.toSorted((one, other) => (count(other) ?? 0) - (count(one) ?? 0));
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function failedOf({ failed, details }: ReportedTlsPolicy): number | undefined {
  return failed ?? sumOf(details.map(({ sessions }) => sessions));
}

function consequenceOf({ type, lines }: ReportedTlsPolicy): string | undefined {
  if (type !== 'sts') return consequences[type];
  const mode = lines.map((line) => /^mode\s{0,5}:\s{0,5}(enforce|testing|none)$/i.exec(line)?.[1]).find(Boolean);
  return mode === undefined ? undefined : consequences[mode.toLowerCase()];
}

function summaryOf(policy: ReportedTlsPolicy): TlsPolicySummary {
  const { type, domain, mxHosts, successful, details } = policy;
  const failed = failedOf(policy);
  const told = sumOf(details.map(({ sessions }) => sessions)) ?? 0;
  const isTold = details.some(({ sessions }) => sessions === undefined);
  const consequence = (failed ?? 0) === 0 ? undefined : consequenceOf(policy);
  return {
    type,
    kind: (Object.hasOwn(policyKinds, type) ? policyKinds[type] : undefined) ?? 'a kind of policy that is not known',
    domain,
    mxHosts,
    successful,
    failed,
    unexplained: failed === undefined || isTold || failed <= told ? undefined : failed - told,
    consequence,
    uncovered: uncoveredHosts(policy).slice(0, maximumPlaces),
  };
}

interface Met {
  readonly policy: ReportedTlsPolicy;
  readonly detail: TlsFailureDetail;
  readonly host: string | undefined;
  readonly mismatch: MxMismatch | undefined;
  /** The policy in the report names the host: nothing is wrong there. */
  readonly isCovered: boolean;
}

function sessionsOf(met: readonly Met[]): number | undefined {
  return sumOf(met.map(({ detail }) => detail.sessions));
}

function metOf(policy: ReportedTlsPolicy, patterns: readonly string[], detail: TlsFailureDetail): Met {
  const host = detail.receivingHost ?? detail.receivingAddress;
  const mismatch = detail.receivingHost === undefined ? undefined : checkMxHost(detail.receivingHost, patterns);
  return {
    policy,
    detail,
    isCovered: detail.receivingHost !== undefined && patterns.length > 0 && mismatch === undefined,
    host: host?.toLowerCase().replace(/\.$/, ''),
    mismatch,
  };
}

/** These two words stand for a host that the policy does not name, where the policy in the report proves it. */
function entryIdOf({ policy, detail, mismatch }: Met, type: TlsResultType | undefined): string | undefined {
  if (mismatch !== undefined && /^(?:validation-failure|certificate-host-mismatch)$/.test(detail.resultType)) {
    return mismatch.isMicrosoftPattern ? 'mx-pattern-one-label' : 'mx-not-in-policy';
  }
  return policy.type === 'tlsa' ? (type?.daneEntry ?? type?.entry) : type?.entry;
}

function typeOf(resultType: string): TlsResultType | undefined {
  return Object.hasOwn(tlsResultTypes, resultType) ? tlsResultTypes[resultType] : undefined;
}

function placesOf(met: readonly Met[]): readonly TlsFailurePlace[] {
  const groups = grouped(met, ({ host, policy }) => `${policy.domain ?? ''} ${host ?? ''}`);
  const places = [...groups.values()].flatMap((group): readonly TlsFailurePlace[] => {
    const [first] = group;
    if (first === undefined) return [];
    const remarks = group.flatMap(({ detail }) => [detail.reasonCode ?? [], detail.information ?? []].flat());
    return [
      {
        domain: first.policy.domain,
        host: first.host,
        sessions: sessionsOf(group),
        remarks: [...new Set(remarks)].slice(0, maximumRemarks),
        mismatch: first.mismatch?.text,
      },
    ];
  });
  return byMost(places, ({ sessions }) => sessions);
}

/** Of the first host that can be probed. */
function probeOf(places: readonly TlsFailurePlace[], why: string | undefined): SuggestedProbe | undefined {
  if (why === undefined) return undefined;
  for (const { host } of places) {
    if (host === undefined) continue;
    const found = readAddress(host) ?? (isPublicName(host) ? host : undefined);
    if (found !== undefined) return { endpoint: { host: found, port: 25, tlsMode: tlsModeFor(25) }, why };
  }
  return undefined;
}

/** Our texts name a domain where the report speaks of one only. */
function withDomain(text: string, places: readonly TlsFailurePlace[]): string {
  const domains = new Set(places.map(({ domain }) => domain));
  const [domain] = domains;
  return domains.size !== 1 || domain === undefined || !isPublicName(domain)
    ? text
    : text.replaceAll('<domain>', domain.toLowerCase());
}

function explainGroup(met: readonly Met[], entry: MailErrorEntry | undefined): ExplainedTlsFailure | undefined {
  const [first] = met;
  if (first === undefined) return undefined;
  const { resultType } = first.detail;
  const type = typeOf(resultType);
  const places = placesOf(met);
  const isProven = entry?.row === 'D6' || entry?.row === 'D10';
  const strange = resultType === unnamedType ? namelessResultType : unknownResultType;
  const words = isProven && entry !== undefined ? { ...entry, causes: [] } : (type ?? strange);
  const told = (text: string): string => withDomain(text, places);
  const probe = probeOf(places, isProven ? besidePolicy : entry === undefined ? unknownProbe : entry.probe);
  const causes = (words.causes ?? entry?.causes ?? []).filter(
    (cause) => cause !== notInPolicy || !met.every(({ isCovered }) => isCovered),
  );
  return {
    resultType,
    isKnown: type !== undefined,
    policyType: first.policy.type,
    sessions: sessionsOf(met),
    title: told(words.title ?? entry?.title ?? ''),
    meaning: told(words.meaning ?? entry?.meaning ?? ''),
    causes: causes.map(({ text, tell }) => ({ text: told(text), tell: told(tell) })),
    lookAt: (entry?.lookAt ?? []).map(told),
    fix: told(type?.fix ?? entry?.fix ?? ''),
    sources: entry?.sources ?? [],
    rules: entry?.rules ?? [],
    places: places.slice(0, maximumPlaces),
    omittedPlaces: Math.max(0, places.length - maximumPlaces),
    ...(probe === undefined ? {} : { probe }),
  };
}

export function explainTlsReport(report: TlsReport): TlsReportExplanation {
  const met = report.policies.flatMap((policy) => {
    const patterns = mxPatternsOf(policy);
    return policy.details.map((detail) => metOf(policy, patterns, detail));
  });
  const groups = grouped(met, (one) => {
    const id = entryIdOf(one, typeOf(one.detail.resultType)) ?? '';
    return [one.detail.resultType, id].join(' ');
  });
  const most = byMost([...groups], ([, group]) => sessionsOf(group));
  const failures = most.slice(0, maximumFailures).flatMap(([key, group]) => {
    const id = key.slice(key.lastIndexOf(' ') + 1);
    return (
      explainGroup(
        group,
        mailErrorEntries.find((entry) => entry.id === id),
      ) ?? []
    );
  });
  return {
    kind: 'tls-report',
    report,
    policies: byMost(report.policies.map(summaryOf), ({ failed }) => failed),
    failures,
    omittedFailures: Math.max(0, most.length - maximumFailures),
  };
}
