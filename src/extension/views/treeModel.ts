// The tree as plain data: endpoint → stages → findings. No VS Code in here, so that tests read it as text.

import type { EndpointState } from '../../engine/store.ts';
import type { Finding } from '../../model/finding.ts';
import type { Phase, Stage } from '../../model/transcript.ts';
import { severityWords } from '../../report/words.ts';
import { nodeContexts } from '../contributions.ts';
import {
  addressOf,
  formatAge,
  formatDuration,
  nameOf,
  severitySigns,
  stageSigns,
  stageWords,
  statusOf,
  statusSigns,
  statusWords,
} from '../words.ts';
import type { Sign } from '../words.ts';

export interface TreeNode {
  /** Stable across refreshes and sessions. */
  readonly id: string;
  readonly kind: 'endpoint' | 'stage' | 'finding';
  /** Of the endpoint it belongs to. */
  readonly key: string;
  readonly label: string;
  readonly description: string;
  readonly sign: Sign;
  readonly context: string;
  /** Said by a screen reader in place of icon, label and description. */
  readonly spoken: string;
  readonly children: readonly TreeNode[];
  /** Index among the findings of the assessment. */
  readonly finding?: number;
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

function findingNode(state: EndpointState, finding: Finding, index: number): TreeNode {
  const severity = severityWords[finding.severity];
  const line = finding.where.line === undefined ? '' : ` · line ${finding.where.line}`;
  return {
    id: `${state.key}|finding|${finding.rule}|${index}`,
    kind: 'finding',
    key: state.key,
    label: finding.title,
    description: `${severity}${line}`,
    sign: severitySigns[finding.severity],
    context: nodeContexts.finding,
    spoken: `${severity}: ${finding.title}. ${finding.text}`,
    children: [],
    finding: index,
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
    const description = isRunning ? '' : 'not reached';
    return { description, sign: stageSigns.skipped, spoken: isRunning ? 'waiting' : 'not reached' };
  }
  const sign = stageSigns[stage.status];
  if (stage.status === 'running') return { description: '', sign, spoken: 'running' };
  const time = formatDuration(stage.durationMs);
  if (isCancelledStage(state, stage)) {
    return { description: `${time} · cancelled`, sign: stageSigns.skipped, spoken: `cancelled after ${time}` };
  }
  if (stage.status === 'failed') return { description: `${time} · failed`, sign, spoken: `failed after ${time}` };
  return { description: time, sign, spoken: `done in ${time}` };
}

/** The certificates: how many were sent, and never "passed" where the facts are not known. */
function describeVerification(state: EndpointState, stage: Stage | undefined): StageText {
  const text = describeStage(state, stage);
  const { certificates, verification } = state.assessment?.evidence ?? {};
  if (state.isRunning || verification === undefined || verification.status === 'skipped') return text;
  if (verification.status === 'failed') {
    if (verification.failure.code === 'cancelled') return text;
    return { description: 'not known', sign: statusSigns.inconclusive, spoken: 'could not be checked' };
  }
  const count = certificates?.status === 'known' ? certificates.value.certificates.length : 0;
  const time = stage === undefined ? '' : ` · ${formatDuration(stage.durationMs)}`;
  const description = `${count} sent${time}`;
  return { description, sign: stageSigns.done, spoken: description };
}

/** The gravest finding decides the sign: a stage that was reached and is at fault is not shown as passed. */
function signWith(sign: Sign, findings: readonly Finding[]): Sign {
  if (findings.some(({ severity }) => severity === 'error')) return severitySigns.error;
  if (findings.some(({ severity }) => severity === 'warning')) return severitySigns.warning;
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

function endpointDescription(state: EndpointState, now: number): string {
  const status = statusWords[statusOf(state)];
  const age = state.assessment === undefined ? undefined : formatAge(now - Date.parse(state.assessment.startedAt));
  return state.isRunning || age === undefined ? status : `${status} · ${age}`;
}

/** @param now Milliseconds since 1970: results have an age. */
export function endpointNode(state: EndpointState, now: number): TreeNode {
  const status = statusOf(state);
  const findings = state.isRunning ? [] : (state.assessment?.findings ?? []).map((one, index) => [one, index] as const);
  const belongsTo = (phase: Phase | undefined): (readonly [Finding, number])[] =>
    findings.filter(([finding]) => phaseOf(state, finding) === phase);
  const stages = status === 'not-probed' ? [] : phasesOf(state);
  const description = endpointDescription(state, now);
  return {
    id: state.key,
    kind: 'endpoint',
    key: state.key,
    label: nameOf(state),
    description,
    sign: statusSigns[status],
    context: state.isRunning ? nodeContexts.runningEndpoint : nodeContexts.idleEndpoint,
    spoken: `${nameOf(state)}, ${addressOf(state)}: ${description}`,
    children: [
      ...belongsTo(undefined).map(([finding, index]) => findingNode(state, finding, index)),
      ...stages.map((phase) => stageNode(state, phase, belongsTo(phase))),
    ],
  };
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
