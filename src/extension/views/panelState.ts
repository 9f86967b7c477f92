// What the panel's page is told: the state of one endpoint with its words.

import type { LabelledText, MessageToPage, PagePhase, PageState } from '../../../media/panel/state.ts';
import type { EndpointState } from '../../engine/store.ts';
import type { Assessment } from '../../model/assessment.ts';
import { countedSeverity, severities } from '../../model/finding.ts';
import type { Phase } from '../../model/transcript.ts';
import { readEgress } from '../../formats/egressAddress.ts';
import { certificatesOf, describeCertificate, describeHandshake } from '../../report/facts.ts';
import { guideOf } from '../../report/fixText.ts';
import { furtherTestTraffic } from '../furtherTestTexts.ts';
import { t } from '../l10n.ts';
import { addressOf, likelihoodWords, nameOf, severityWords, stageWords, statusOf, statusWords } from '../words.ts';
import { furtherTestWords } from './furtherTestWords.ts';
import { storeWords, translateFacts } from './panelWords.ts';
import { isCancelledStage, phaseOf, phasesOf } from './treeModel.ts';

function notKnown(state: EndpointState): readonly LabelledText[] {
  return state.isRunning ? [] : [['TLS', t('not probed yet')]];
}

/** Our address as the server saw it, where a reply tells it. */
function egressOf(assessment: Assessment): readonly LabelledText[] {
  const egress = readEgress(assessment);
  return egress === undefined ? [] : [[t('Seen as'), t('{0} (line {1})', egress.address, egress.line)]];
}

function pagePhase(state: EndpointState, phase: Phase): PagePhase {
  const findings = state.isRunning ? [] : (state.assessment?.findings ?? []);
  // An accepted finding marks its stage as it counts, as in the tree.
  const counted = findings.filter((finding) => phaseOf(state, finding) === phase).map(countedSeverity);
  const severity = severities.find((one) => counted.includes(one));
  const isCancelled = state.stages.some((stage) => stage.phase === phase && isCancelledStage(state, stage));
  return {
    phase,
    word: stageWords[phase],
    ...(severity === undefined ? {} : { severity }),
    ...(isCancelled ? { isCancelled } : {}),
  };
}

function storesOf(assessment: Assessment | undefined): readonly string[] {
  const verification = assessment?.evidence.verification;
  return verification?.status === 'known' ? verification.value.stores.map(({ store }) => storeWords[store]) : [];
}

/** @param ageMs How long ago the newest stage or line came. */
export function pageState(state: EndpointState, ageMs = 0): PageState {
  const { key, isRunning, stages, lines, assessment } = state;
  const status = statusOf(state);
  return {
    key,
    status,
    isRunning,
    stages,
    lines,
    ageMs,
    words: {
      name: nameOf(state),
      address: addressOf(state),
      status: statusWords[status],
      phases: phasesOf(state).map((phase) => pagePhase(state, phase)),
      severities: severityWords,
      likelihoods: likelihoodWords,
      fixes: assessment?.findings.map(({ fix }) => guideOf(fix)) ?? [],
      causeFixes: assessment?.causes?.map(({ fix }) => guideOf(fix)) ?? [],
      session:
        assessment === undefined
          ? notKnown(state)
          : [...translateFacts(describeHandshake(assessment.evidence.handshake)), ...egressOf(assessment)],
      stores: storesOf(assessment),
      certificates:
        assessment === undefined
          ? []
          : certificatesOf(assessment.evidence.certificates).map((one) => translateFacts(describeCertificate(one))),
      furtherTests: furtherTestWords(assessment?.furtherTests),
      traffic: furtherTestTraffic,
    },
    ...(assessment === undefined ? {} : { assessment }),
  };
}

/**
 * The shortest message that brings a page from one state to the next; undefined when it shows it already.
 * `ageMs`: how long ago the newest stage or line came.
 */
export function messageBetween(
  shown: EndpointState | undefined,
  next: EndpointState,
  ageMs = 0,
): MessageToPage | undefined {
  if (shown === next) return undefined;
  const isContinued =
    shown !== undefined &&
    shown.isRunning &&
    next.isRunning &&
    shown.profile === next.profile &&
    shown.assessment === next.assessment &&
    shown.lines.length <= next.lines.length &&
    shown.lines.at(-1) === next.lines[shown.lines.length - 1];
  if (!isContinued) return { kind: 'state', state: pageState(next, ageMs) };
  const from = shown.lines.length;
  return { kind: 'progress', from, lines: next.lines.slice(from), stages: next.stages };
}
