// Findings in an export as problems on their very line, with their source behind the code.

import * as vscode from 'vscode';
import type { ExportPlace } from '../../model/connector.ts';
import type { HybridDiagnosis, HybridFinding } from '../../model/hybrid.ts';

const severities: Readonly<Record<HybridFinding['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

export function rangeOf({ line, column, length }: ExportPlace): vscode.Range {
  return new vscode.Range(line - 1, column - 1, line - 1, column - 1 + length);
}

function diagnosticOf(place: ExportPlace, message: string, severity: vscode.DiagnosticSeverity): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(place), message, severity);
  diagnostic.source = 'SMTP TLS';
  return diagnostic;
}

function diagnosticsOf({ findings, problems }: HybridDiagnosis, file: string): vscode.Diagnostic[] {
  return [
    ...findings.flatMap(({ place, text, fix, check, citation, severity }) => {
      if (place?.file !== file) return [];
      const diagnostic = diagnosticOf(place, `${text} ${fix}`, severities[severity]);
      diagnostic.code = { value: check, target: vscode.Uri.parse(citation.url, true) };
      return [diagnostic];
    }),
    ...problems.flatMap(({ place, message }) =>
      place.file === file ? [diagnosticOf(place, message, vscode.DiagnosticSeverity.Warning)] : [],
    ),
  ];
}

/** Shows those of the last diagnosis only. */
export function showHybridProblems(
  collection: vscode.DiagnosticCollection,
  diagnosis: HybridDiagnosis,
  uris: ReadonlyMap<string, vscode.Uri>,
): void {
  collection.clear();
  for (const [file, uri] of uris) collection.set(uri, diagnosticsOf(diagnosis, file));
}
