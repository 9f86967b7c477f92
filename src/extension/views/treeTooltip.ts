// The tooltip of a tree node: a small report. What servers sent goes in as text: nothing of it acts as markup.

import * as vscode from 'vscode';
import type { EndpointState } from '../../engine/store.ts';
import { surestCause } from '../../report/causes.ts';
import { escapeMarkdown } from '../../report/escapeMarkdown.ts';
import { t } from '../l10n.ts';
import {
  addressOf,
  causeLine,
  formatDuration,
  nameOf,
  severityWords,
  stageWords,
  statusOf,
  statusWords,
} from '../words.ts';
import type { TreeNode } from './treeModel.ts';

interface Writer {
  readonly strong: (text: string) => void;
  readonly paragraph: (text: string) => void;
}

function describeFinding(state: EndpointState, index: number, { strong, paragraph }: Writer): void {
  const finding = state.assessment?.findings[index];
  if (finding === undefined) return;
  strong(`${severityWords[finding.severity]}: ${finding.title}`);
  paragraph(finding.text);
  const { accepted } = finding;
  if (accepted !== undefined) paragraph(t('Accepted until {0}: {1}', accepted.until, accepted.reason));
  paragraph(finding.citation.text);
}

/** More stand in the panel. */
const mostClues = 3;

function describeCause({ assessment }: EndpointState, id: string, { strong, paragraph }: Writer): void {
  const cause = assessment?.causes?.find((one) => one.id === id);
  if (cause === undefined) return;
  strong(causeLine(cause));
  paragraph(cause.text);
  for (const { text, where } of cause.evidenceFor.slice(0, mostClues)) {
    paragraph(where.line === undefined ? text : t('{0} (line {1})', text, where.line));
  }
  if (cause.nextTest !== undefined) paragraph(cause.nextTest.text);
}

function describeEndpoint(state: EndpointState, { strong, paragraph }: Writer): void {
  const { assessment, profile } = state;
  strong(nameOf(state));
  paragraph(state.isRunning ? statusWords.running : (assessment?.summary ?? statusWords[statusOf(state)]));
  const cause = state.isRunning || assessment === undefined ? undefined : surestCause(assessment);
  if (cause !== undefined) paragraph(`${causeLine(cause)}.`);
  if (profile.tags !== undefined && profile.tags.length > 0) paragraph(t('Tags: {0}', profile.tags.join(', ')));
  if (assessment === undefined) {
    paragraph(addressOf(state));
    return;
  }
  const { hostName, engine } = assessment.vantage;
  paragraph(t('{0}, probed from {1} with {2}', addressOf(state), hostName, `${engine.library} ${engine.version}`));
  const when = new Date(assessment.startedAt).toLocaleString();
  paragraph(t('Probed {0}, took {1}', when, formatDuration(assessment.durationMs)));
}

/** `node` is undefined for the endpoint itself. */
export function tooltipOf(state: EndpointState, node: TreeNode | undefined): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  const writer: Writer = {
    strong: (text) => void tooltip.appendMarkdown(`**${escapeMarkdown(text)}**`),
    paragraph: (text) => void tooltip.appendMarkdown(`\n\n${escapeMarkdown(text)}`),
  };
  if (node?.finding !== undefined) describeFinding(state, node.finding, writer);
  else if (node?.cause !== undefined) describeCause(state, node.cause, writer);
  else if (node?.kind === 'stage') {
    writer.strong(node.label);
    const note = state.stages.find(({ phase }) => stageWords[phase] === node.label)?.note;
    writer.paragraph(note ?? node.spoken);
  } else describeEndpoint(state, writer);
  return tooltip;
}
