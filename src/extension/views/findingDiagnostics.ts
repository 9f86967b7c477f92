// A finding as a diagnostic: in the fleet file that lists its endpoint, else in the endpoint's transcript.

import * as vscode from 'vscode';
import type { EndpointState } from '../../engine/store.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import { causeOfRule } from '../../report/causes.ts';
import { t } from '../l10n.ts';
import { causeLine, nameOf } from '../words.ts';
import { ruleUri, transcriptUri } from './documentUris.ts';
import { findingSpan } from './transcriptText.ts';
import type { TextSpan } from './transcriptText.ts';

const diagnosticSource = 'SMTP TLS';

/** A whole fix for many servers would be most of what the window is sent. */
const longestFix = 300;

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

/** What is accepted stays in sight without asking for anything. */
function severityOf({ severity, accepted }: Finding): vscode.DiagnosticSeverity {
  if (accepted === undefined) return severities[severity];
  return severity === 'note' ? vscode.DiagnosticSeverity.Hint : vscode.DiagnosticSeverity.Information;
}

function rangeOf({ line, start, end }: TextSpan): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

function firstWords(text: string): string {
  const [first = ''] = text.split('\n');
  return first.length <= longestFix ? first : `${first.slice(0, first.lastIndexOf(' ', longestFix))} …`;
}

/** The line and the certificate that it speaks of, its surest cause, and what to do: all lead to the transcript. */
function relatedInformation(
  state: EndpointState,
  finding: Finding,
  isInTranscript: boolean,
): vscode.DiagnosticRelatedInformation[] {
  const place = new vscode.Location(transcriptUri(state.key), rangeOf(findingSpan(state, finding)));
  const about = (text: string): vscode.DiagnosticRelatedInformation =>
    new vscode.DiagnosticRelatedInformation(place, text);
  const chain = state.assessment?.evidence.certificates;
  const { line, certificate: index } = finding.where;
  const certificate = chain?.status === 'known' && index !== undefined ? chain.value.certificates[index] : undefined;
  const cause = state.assessment === undefined ? undefined : causeOfRule(state.assessment, finding.rule);
  const said = line === undefined ? undefined : state.assessment?.transcript[line - 1];
  return [
    ...(isInTranscript || line === undefined || said === undefined
      ? []
      : [about(t('Line {0} of the transcript: {1}', line, firstWords(said.text)))]),
    ...(certificate === undefined || index === undefined
      ? []
      : [about(t('Certificate {0} as sent: {1}', index + 1, certificate.subject))]),
    ...(cause === undefined ? [] : [about(causeLine(cause))]),
    about(t('What to do: {0}', firstWords(finding.fix))),
  ];
}

function messageOf(state: EndpointState, { title, text, accepted }: Finding, isInTranscript: boolean): string {
  const acceptance =
    accepted === undefined ? '' : ` (${t('accepted until {0}: {1}', accepted.until, accepted.reason)})`;
  const sentence = `${title}${acceptance}. ${text}`;
  return isInTranscript ? sentence : `${nameOf(state)}: ${sentence}`;
}

/** One for each finding of the last result, in their order. @param range In the fleet file; without one, in the transcript. */
export function findingDiagnostics(state: EndpointState, range: vscode.Range | undefined): vscode.Diagnostic[] {
  return (state.assessment?.findings ?? []).map((finding) => {
    const isInTranscript = range === undefined;
    const diagnostic = new vscode.Diagnostic(
      range ?? rangeOf(findingSpan(state, finding)),
      messageOf(state, finding, isInTranscript),
      severityOf(finding),
    );
    diagnostic.source = diagnosticSource;
    diagnostic.code = { value: finding.rule, target: ruleUri(finding.rule) };
    diagnostic.relatedInformation = relatedInformation(state, finding, isInTranscript);
    return diagnostic;
  });
}
