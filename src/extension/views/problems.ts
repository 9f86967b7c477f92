// Findings as problems on the transcript of their endpoint.

import * as vscode from 'vscode';
import type { EndpointState } from '../../engine/store.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { App } from '../app.ts';
import { documentScheme } from '../contributions.ts';
import { ruleUri, transcriptUri } from './documentUris.ts';
import { findingSpan } from './transcriptText.ts';
import type { TextSpan } from './transcriptText.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

function rangeOf({ line, start, end }: TextSpan): vscode.Range {
  return new vscode.Range(line, start, line, end);
}

/** The certificate a finding speaks of, and what to do: both lead back to the transcript. */
function relatedInformation(state: EndpointState, finding: Finding): vscode.DiagnosticRelatedInformation[] {
  const place = new vscode.Location(transcriptUri(state.key), rangeOf(findingSpan(state, finding)));
  const chain = state.assessment?.evidence.certificates;
  const index = finding.where.certificate;
  const certificate = chain?.status === 'known' && index !== undefined ? chain.value.certificates[index] : undefined;
  const about =
    certificate === undefined || index === undefined
      ? []
      : [new vscode.DiagnosticRelatedInformation(place, `Certificate ${index + 1} as sent: ${certificate.subject}`)];
  return [...about, new vscode.DiagnosticRelatedInformation(place, `What to do: ${finding.fix}`)];
}

function diagnosticOf(state: EndpointState, finding: Finding): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    rangeOf(findingSpan(state, finding)),
    `${finding.title}. ${finding.text}`,
    severities[finding.severity],
  );
  diagnostic.source = 'SMTP TLS';
  diagnostic.code = { value: finding.rule, target: ruleUri(finding.rule) };
  diagnostic.relatedInformation = relatedInformation(state, finding);
  return diagnostic;
}

export function register(app: App): void {
  const collection = vscode.languages.createDiagnosticCollection(documentScheme);
  const shown = new Map<string, unknown>();
  const show = (key: string): void => {
    const state = app.store.get(key);
    // While a probe runs the transcript is another one: its problems come with its result.
    const assessment = state?.isRunning === true ? undefined : state?.assessment;
    if (shown.get(key) === assessment) return;
    if (state === undefined || assessment === undefined) {
      shown.delete(key);
      collection.delete(transcriptUri(key));
      return;
    }
    shown.set(key, assessment);
    collection.set(
      transcriptUri(key),
      assessment.findings.map((finding) => diagnosticOf(state, finding)),
    );
  };
  const stopListening = app.store.listen((keys) => {
    for (const key of keys) show(key);
  });
  app.context.subscriptions.push(collection, { dispose: stopListening });
}
