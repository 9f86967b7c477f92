// The tree as plain data: group → endpoint → surest cause and stages → findings. No VS Code in here, so that tests read it as text.

import type { EndpointState } from '../../engine/store.ts';
import type { RankedCause } from '../../model/cause.ts';
import { countedSeverity } from '../../model/finding.ts';
import type { Finding } from '../../model/finding.ts';
import type { Phase, Stage } from '../../model/transcript.ts';
import { surestCause } from '../../report/causes.ts';
import { nodeContexts } from '../contributions.ts';
import { t } from '../l10n.ts';
import {
  addressOf,
  causeIcon,
  causeLine,
  formatAge,
  formatDuration,
  nameOf,
  severitySigns,
  severityWords,
  stageSigns,
  stageWords,
  statusOf,
  statusSigns,
  statusWords,
} from '../words.ts';
import type { Sign } from '../words.ts';
import type { GroupCounts } from './groupCounts.ts';
import { gravity } from './treeOrder.ts';

/** What the tree shows of a node. */
export interface TreeRow {
  /** Stable across refreshes and sessions. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  readonly sign: Sign;
  readonly context: string;
  /** Said by a screen reader in place of icon, label and description. */
  readonly spoken: string;
}

export interface TreeNode extends TreeRow {
  readonly kind: 'group' | 'endpoint' | 'cause' | 'stage' | 'finding';
  /** Of the endpoint it belongs to; a group has none. */
  readonly key?: string;
  /** Name, of a group. */
  readonly group?: string;
  readonly children: readonly TreeNode[];
  /** Index among the findings of the assessment. */
  readonly finding?: number;
  /** Of a finding. */
  readonly rule?: string;
  /** Identifier of a cause. */
  readonly cause?: string;
  /** Number of the transcript line that a finding points at. */
  readonly line?: number;
}

const starttlsPhases: readonly Phase[] = [
  'resolve',
  'connect',
  'greet',
  'ehlo',
  'starttls',
  'handshake',
  'verify',
  'inspect',
];
const implicitPhases: readonly Phase[] = ['resolve', 'connect', 'handshake', 'verify', 'greet', 'inspect'];

/** The stages that a probe of this endpoint goes through, in its order. */
export function phasesOf(state: EndpointState): readonly Phase[] {
  return state.endpoint.tlsMode === 'implicit' ? implicitPhases : starttlsPhases;
}

/** The stage a finding belongs to: the certificates, else that of its line. Undefined: the endpoint as a whole. */
export function phaseOf(state: EndpointState, finding: Finding): Phase | undefined {
  const { line, certificate } = finding.where;
  if (certificate !== undefined || finding.rule.startsWith('certificate/')) return 'verify';
  const phase = line === undefined ? undefined : state.lines[line - 1]?.phase;
  return phase !== undefined && phasesOf(state).includes(phase) ? phase : undefined;
}

function findingContext({ rule, accepted }: Finding): string {
  if (accepted !== undefined) return nodeContexts.acceptedFinding;
  return rule.startsWith('pairing/') ? nodeContexts.pairingFinding : nodeContexts.finding;
}

function findingNode(state: EndpointState, finding: Finding, index: number): TreeNode {
  const { rule, title, text, accepted, where } = finding;
  const severity = severityWords[finding.severity];
  const notes = [
    ...(accepted === undefined ? [] : [t('accepted until {0}', accepted.until)]),
    ...(where.line === undefined ? [] : [t('line {0}', where.line)]),
  ];
  return {
    id: `${state.key}|finding|${rule}|${index}`,
    kind: 'finding',
    key: state.key,
    label: title,
    description: [severity, ...notes].join(' · '),
    sign: severitySigns[countedSeverity(finding)],
    context: findingContext(finding),
    spoken: `${[severity, ...(accepted === undefined ? [] : notes.slice(0, 1))].join(', ')}: ${title}. ${text}`,
    children: [],
    finding: index,
    rule,
    ...(where.line === undefined ? {} : { line: where.line }),
  };
}

/** One row for the surest cause; its id stays when another cause becomes the surest. */
function causeNode({ key }: EndpointState, cause: RankedCause): TreeNode {
  const label = causeLine(cause);
  return {
    id: `${key}|cause`,
    kind: 'cause',
    key,
    label,
    description: '',
    sign: { icon: causeIcon },
    context: nodeContexts.cause,
    spoken: `${label}. ${cause.text}`,
    children: [],
    cause: cause.id,
  };
}

/** The stage that a person's cancelling cut short: nobody failed in it. */
export function isCancelledStage({ isRunning, assessment }: EndpointState, stage: Stage): boolean {
  const ending = assessment?.ending;
  return !isRunning && ending?.code === 'cancelled' && stage.status === 'failed' && stage.phase === ending.phase;
}

interface StageText {
  readonly description: string;
  readonly sign: Sign;
  readonly spoken: string;
}

function describeStage(state: EndpointState, stage: Stage | undefined): StageText {
  const { isRunning } = state;
  if (stage === undefined) {
    const description = isRunning ? '' : t('not reached');
    return { description, sign: stageSigns.skipped, spoken: isRunning ? t('waiting') : description };
  }
  const sign = stageSigns[stage.status];
  if (stage.status === 'running') return { description: '', sign, spoken: t('running') };
  const time = formatDuration(stage.durationMs);
  if (isCancelledStage(state, stage)) {
    return {
      description: `${time} · ${t('cancelled')}`,
      sign: stageSigns.skipped,
      spoken: t('cancelled after {0}', time),
    };
  }
  if (stage.status === 'failed') {
    return { description: `${time} · ${t('failed')}`, sign, spoken: t('failed after {0}', time) };
  }
  return { description: time, sign, spoken: t('done in {0}', time) };
}

/** The certificates: how many were sent, and never "passed" where the facts are not known. */
function describeVerification(state: EndpointState, stage: Stage | undefined): StageText {
  const text = describeStage(state, stage);
  const { certificates, verification } = state.assessment?.evidence ?? {};
  if (state.isRunning || verification === undefined || verification.status === 'skipped') return text;
  if (verification.status === 'failed') {
    if (verification.failure.code === 'cancelled') return text;
    return { description: t('not known'), sign: statusSigns.inconclusive, spoken: t('could not be checked') };
  }
  const count = certificates?.status === 'known' ? certificates.value.certificates.length : 0;
  const time = stage === undefined ? '' : ` · ${formatDuration(stage.durationMs)}`;
  const description = `${t('{0} sent', count)}${time}`;
  return { description, sign: stageSigns.done, spoken: description };
}

/** The gravest finding decides the sign: a stage that was reached and is at fault is not shown as passed. */
function signWith(sign: Sign, findings: readonly Finding[]): Sign {
  const severities = findings.map(countedSeverity);
  if (severities.includes('error')) return severitySigns.error;
  if (severities.includes('warning')) return severitySigns.warning;
  return sign;
}

function stageNode(state: EndpointState, phase: Phase, findings: readonly (readonly [Finding, number])[]): TreeNode {
  const stage = state.stages.find((candidate) => candidate.phase === phase);
  const text = phase === 'verify' ? describeVerification(state, stage) : describeStage(state, stage);
  return {
    id: `${state.key}|stage|${phase}`,
    kind: 'stage',
    key: state.key,
    label: stageWords[phase],
    description: text.description,
    sign: signWith(
      text.sign,
      findings.map(([finding]) => finding),
    ),
    context: nodeContexts.stage,
    spoken: `${stageWords[phase]}: ${text.spoken}`,
    children: findings.map(([finding, index]) => findingNode(state, finding, index)),
  };
}

/** The stage under way, while a probe tells of it. */
function runningStage({ stages }: EndpointState): Stage | undefined {
  return stages.findLast(({ status }) => status === 'running') ?? stages.at(-1);
}

function endpointDescription(state: EndpointState, now: number): string {
  const status = statusWords[statusOf(state)];
  if (state.isRunning) {
    const stage = runningStage(state);
    return stage === undefined ? status : `${status} · ${stageWords[stage.phase]}`;
  }
  if (state.assessment === undefined) return status;
  return `${status} · ${formatAge(now - Date.parse(state.assessment.startedAt))}`;
}

function contextOf({ isRunning, assessment }: EndpointState): string {
  if (isRunning) return assessment === undefined ? nodeContexts.firstRunEndpoint : nodeContexts.runningEndpoint;
  return assessment === undefined ? nodeContexts.newEndpoint : nodeContexts.idleEndpoint;
}

/** @param now Milliseconds since 1970: results have an age. */
export function endpointRow(state: EndpointState, now: number): TreeRow {
  const description = endpointDescription(state, now);
  const label = nameOf(state);
  return {
    id: state.key,
    label,
    description,
    sign: statusSigns[statusOf(state)],
    context: contextOf(state),
    spoken: `${label}, ${addressOf(state)}: ${description}`,
  };
}

/** The surest cause, stages and findings; none before the first probe. */
export function endpointChildren(state: EndpointState): readonly TreeNode[] {
  const cause = state.isRunning || state.assessment === undefined ? undefined : surestCause(state.assessment);
  const findings = state.isRunning ? [] : (state.assessment?.findings ?? []).map((one, index) => [one, index] as const);
  const belongsTo = (phase: Phase | undefined): (readonly [Finding, number])[] =>
    findings.filter(([finding]) => phaseOf(state, finding) === phase);
  const stages = hasChildren(state) ? phasesOf(state) : [];
  return [
    ...(cause === undefined ? [] : [causeNode(state, cause)]),
    ...belongsTo(undefined).map(([finding, index]) => findingNode(state, finding, index)),
    ...stages.map((phase) => stageNode(state, phase, belongsTo(phase))),
  ];
}

export function hasChildren(state: EndpointState): boolean {
  return statusOf(state) !== 'not-probed';
}

/** @param now Milliseconds since 1970. */
export function endpointNode(state: EndpointState, now: number): TreeNode {
  return { ...endpointRow(state, now), kind: 'endpoint', key: state.key, children: endpointChildren(state) };
}

/** "3 running · 2 broken · 5 sound", the gravest first. */
function groupDescription({ size, running, byStatus }: GroupCounts): string {
  if (size === 0) return t('no endpoints');
  const counts = gravity
    .filter((status) => byStatus[status] > 0)
    .map((status) => `${byStatus[status]} ${statusWords[status].toLocaleLowerCase()}`);
  return [...(running === 0 ? [] : [`${running} ${statusWords.running.toLocaleLowerCase()}`]), ...counts].join(' · ');
}

export function groupRow(name: string, counts: GroupCounts): TreeRow {
  const worst = gravity.find((status) => counts.byStatus[status] > 0);
  const description = groupDescription(counts);
  return {
    id: `group|${name}`,
    label: name,
    description,
    sign: worst === undefined ? { icon: 'folder' } : statusSigns[worst],
    context: counts.running > 0 ? nodeContexts.runningGroup : nodeContexts.idleGroup,
    spoken: t('Group {0}: {1}', name, description),
  };
}

export function groupNode(name: string, counts: GroupCounts, children: readonly TreeNode[]): TreeNode {
  return { ...groupRow(name, counts), kind: 'group', group: name, children };
}

/** The tree as an outline, one node a line. */
export function formatTree(nodes: readonly TreeNode[], indent = ''): string {
  return nodes
    .map(({ sign, label, description, children }) => {
      const line = `${indent}[${sign.icon}] ${label}${description === '' ? '' : ` - ${description}`}\n`;
      return line + formatTree(children, `${indent}  `);
    })
    .join('');
}
