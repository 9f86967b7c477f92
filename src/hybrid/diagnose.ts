// Connectors and probes of both legs → findings, the choices Exchange would make, one verdict. Learns nothing itself.

import type { Assessment, Verdict } from '../model/assessment.ts';
import type { ConnectorSet } from '../model/connector.ts';
import { severities } from '../model/finding.ts';
import type {
  EgressAddress,
  HybridDiagnosis,
  HybridFinding,
  HybridLeg,
  LegName,
  LegTls,
  UncheckedHybrid,
} from '../model/hybrid.ts';
import type { HybridFacts } from './check.ts';
import { valueOf } from './check.ts';
import { hybridChecks } from './checks/index.ts';
import { provesName } from './checks/outboundTlsDomain.ts';
import { chooseCertificates, presentedNames } from './certificateChoice.ts';
import { chooseConnector } from './connectorChoice.ts';
import { hybridPairOf, isExported, onPremisesInbounds } from './hybridPair.ts';
import type { HybridPair } from './hybridPair.ts';
import { pairGraphOf } from './pairGraph.ts';
import { legTlsOf } from './probedLegs.ts';

export interface HybridInput {
  readonly set: ConnectorSet;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly egress?: EgressAddress;
  readonly probes: Readonly<Partial<Record<LegName, Assessment>>>;
}

export const legWords: Readonly<Record<LegName, string>> = {
  'to-cloud': 'from on-premises to Exchange Online',
  'to-on-premises': 'from Exchange Online to on-premises',
};

const tlsWords: Readonly<Record<LegTls, string>> = {
  verified: 'TLS is offered and the certificate is verified',
  unverified: 'TLS is offered, but the certificate does not prove who answers',
  none: 'there is no TLS',
  unknown: 'it could not be learnt whether TLS works',
};

function legOf(name: LegName, facts: HybridFacts): HybridLeg | undefined {
  const assessment = facts.probes[name];
  if (assessment === undefined) return undefined;
  const [outbound, send] = [facts.pair.outbounds[0], facts.pair.sends[0]];
  // What the sending connector verifies is the name in its TlsDomain, whatever the host is called.
  const connector = name === 'to-on-premises' ? outbound : send;
  const domain = connector === undefined ? undefined : valueOf(connector.tlsDomain);
  const tls = legTlsOf(assessment, domain === undefined ? undefined : (names) => provesName(names, domain));
  const { host } = assessment.endpoint;
  return { name, host, tls, text: `Mail ${legWords[name]} (${host}): ${tlsWords[tls]}.`, assessment };
}

function judge(facts: HybridFacts): {
  readonly findings: readonly HybridFinding[];
  readonly unchecked: readonly UncheckedHybrid[];
} {
  const findings: HybridFinding[] = [];
  const unchecked: UncheckedHybrid[] = [];
  for (const { id, title, severity, citation, meaning, fix, check } of hybridChecks) {
    const outcome = check(facts);
    for (const symptom of outcome.symptoms) {
      const { place } = symptom;
      findings.push({
        check: id,
        severity: symptom.severity ?? severity,
        title,
        text: symptom.text,
        meaning,
        fix,
        citation,
        ...(place === undefined ? {} : { place }),
        repairs: symptom.repairs ?? [],
      });
    }
    unchecked.push(...outcome.unchecked.map((reason) => ({ check: id, reason })));
  }
  const rank = ({ severity }: HybridFinding): number => severities.indexOf(severity);
  return { findings: findings.sort((a, b) => rank(a) - rank(b)), unchecked };
}

function verdictOf(findings: readonly HybridFinding[], legs: readonly HybridLeg[], facts: HybridFacts): Verdict {
  if (legs.some(({ tls }) => tls === 'none' || tls === 'unverified')) return 'broken';
  if (findings.some(({ severity }) => severity === 'error')) return 'broken';
  if (legs.some(({ assessment }) => assessment?.verdict === 'unreachable')) return 'unreachable';
  if (legs.length < 2 || legs.some(({ tls }) => tls === 'unknown') || facts.set.files.length === 0) {
    return facts.set.files.length === 0 && legs.length === 2 && legs.every(({ tls }) => tls === 'verified')
      ? 'sound'
      : 'inconclusive';
  }
  return findings.some(({ severity }) => severity === 'warning') ? 'weak' : 'sound';
}

function summaryOf(verdict: Verdict, findings: readonly HybridFinding[], legs: readonly HybridLeg[]): string {
  const bad = legs.filter(({ tls }) => tls === 'none' || tls === 'unverified');
  const [first] = findings;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const connectors =
    errors === 0
      ? ''
      : errors === 1
        ? ` The connectors have 1 error: ${first?.title ?? ''}.`
        : ` The connectors have ${errors} errors; the first: ${first?.title ?? ''}.`;
  switch (verdict) {
    case 'broken':
      if (bad.length === 0) return `Hybrid mail flow is not secured as it should be.${connectors}`;
      return `Hybrid mail flow is broken ${bad.map(({ name, tls }) => `${legWords[name]} (${tlsWords[tls]})`).join(' and ')}.${connectors}`;
    case 'unreachable':
      return `A leg could not be reached: ${legs
        .filter(({ assessment }) => assessment?.verdict === 'unreachable')
        .map(({ host }) => host)
        .join(', ')}. What is wrong with mail flow there is not known.`;
    case 'inconclusive': {
      const probed = legs.filter(({ tls }) => tls !== 'unknown').length;
      const seen = probed === 0 ? 'neither leg was seen with TLS' : 'only one leg was seen with TLS';
      return findings.length === 0
        ? `Nothing wrong was found, but ${seen}: whether mail flows with TLS is not known.`
        : `The connectors deserve a look (${first?.title ?? ''}), and ${seen}: whether mail flows with TLS is not known.`;
    }
    case 'weak':
      return `Both legs have verified TLS. The connectors deserve a look: ${first?.title ?? ''}.`;
    case 'sound':
      return 'Both legs have verified TLS, and nothing in the connectors contradicts them.';
  }
}

/** What is known of a certificate name match counts for the sender; without a Send connector nothing is presented. */
function factsOf({ set, now, egress, probes }: HybridInput): HybridFacts {
  const likely = hybridPairOf(set);
  const certificateChoices = chooseCertificates(set, likely, now);
  const sender = { certificateNames: presentedNames(certificateChoices), address: egress?.address };
  const connectorChoice = chooseConnector(onPremisesInbounds(set), sender, isExported(set, 'inbound'));
  // What the certificate matches is the one; the others are for other senders.
  const matched = connectorChoice.match === 'certificate' ? connectorChoice.connector : undefined;
  const pair: HybridPair = {
    ...likely,
    inbounds:
      matched === undefined ? likely.inbounds : onPremisesInbounds(set).filter(({ identity }) => identity === matched),
  };
  return { set, pair, now, egress, probes, certificateChoices, connectorChoice };
}

export function diagnose(input: HybridInput): HybridDiagnosis {
  const facts = factsOf(input);
  const legs = (['to-cloud', 'to-on-premises'] as const)
    .map((name) => legOf(name, facts))
    .filter((leg) => leg !== undefined);
  const { findings, unchecked } = judge(facts);
  const verdict = verdictOf(findings, legs, facts);
  const { set, now, egress } = input;
  return {
    verdict,
    summary: summaryOf(verdict, findings, legs),
    // What is judged again later is still as old as its probes.
    startedAt: legs.flatMap(({ assessment }) => assessment?.startedAt ?? []).sort()[0] ?? new Date(now).toISOString(),
    legs,
    findings,
    unchecked:
      set.files.length === 0
        ? unchecked.filter(({ reason }) => !/not in the export|from the export/.test(reason))
        : unchecked,
    graph: pairGraphOf(facts, findings, legs),
    connectorChoice: facts.connectorChoice,
    // The certificate objects stay inside: the rest says all that is shown.
    certificateChoices: facts.certificateChoices.map(
      ({ server, connector, role, outcome, thumbprint, subject, notAfter, steps, renewal }) => ({
        server,
        connector,
        role,
        outcome,
        ...(thumbprint === undefined ? {} : { thumbprint }),
        ...(subject === undefined ? {} : { subject }),
        ...(notAfter === undefined ? {} : { notAfter }),
        steps,
        renewal,
      }),
    ),
    ...(egress === undefined ? {} : { egress }),
    files: set.files,
    problems: set.problems,
  };
}
