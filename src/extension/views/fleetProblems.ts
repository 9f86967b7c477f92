// What cannot be used of a fleet file, as problems at the very place, and the fix where a slip is likely.

import * as vscode from 'vscode';
import { endpointKey } from '../../formats/targetText.ts';
import type { FleetProblem } from '../../model/fleet.ts';
import type { App } from '../app.ts';
import { fleetFileGlob } from '../contributions.ts';
import { isFleetDocument } from '../fleetFiles.ts';
import type { ReadFleet } from '../fleetFiles.ts';
import { t } from '../l10n.ts';

const severities: Readonly<Record<FleetProblem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  note: vscode.DiagnosticSeverity.Information,
};

/** Endpoints that a file nearer to the root lists already, by the address of the file that is left out. */
function findDoubles(files: readonly ReadFleet[]): ReadonlyMap<string, readonly FleetProblem[]> {
  const first = new Map<string, ReadFleet>();
  const doubles = new Map<string, FleetProblem[]>();
  for (const file of files) {
    for (const { endpoint, place } of file.fleet.entries) {
      const key = endpointKey(endpoint);
      const other = first.get(key);
      if (other === undefined) {
        first.set(key, file);
        continue;
      }
      const address = file.uri.toString();
      const message = t('{0} is listed in {1} already, which counts.', key, vscode.workspace.asRelativePath(other.uri));
      const isText = file.text[place.offset] === '"';
      const mark = isText ? place : { offset: place.offset, length: 1 };
      const problems = doubles.get(address) ?? [];
      problems.push({ severity: 'warning', message, place: mark });
      doubles.set(address, problems);
    }
  }
  return doubles;
}

/** VS Code's own JSON support tells faults of syntax in files that are open. */
function tellsSyntax({ uri }: ReadFleet): boolean {
  const isOpen = vscode.workspace.textDocuments.some((document) => document.uri.toString() === uri.toString());
  if (!isOpen || vscode.extensions.getExtension('vscode.json-language-features') === undefined) return true;
  return vscode.workspace.getConfiguration('json', uri).get<unknown>('validate.enable') === false;
}

/** What is most likely meant. VS Code hands the very same objects to code actions. */
const likely = new WeakMap<vscode.Diagnostic, string>();

function diagnosticOf({ rangeOf }: ReadFleet, { severity, message, place, instead }: FleetProblem): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(place), message, severities[severity]);
  diagnostic.source = 'SMTP TLS';
  if (instead !== undefined) likely.set(diagnostic, instead);
  return diagnostic;
}

/** Quick fix: the word that is most likely meant. */
function fixesOf(document: vscode.TextDocument, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction[] {
  return diagnostics.flatMap((diagnostic) => {
    const { range } = diagnostic;
    const word = likely.get(diagnostic);
    if (word === undefined || !document.getText(range).startsWith('"')) return [];
    const action = new vscode.CodeAction(t('Write "{0}"', word), vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    action.edit.replace(document.uri, range, JSON.stringify(word));
    action.diagnostics = [diagnostic];
    action.isPreferred = true;
    return [action];
  });
}

export function register(app: App): void {
  const collection = vscode.languages.createDiagnosticCollection('smtp-tls-fleet');
  const told = new Map<string, readonly vscode.Diagnostic[]>();
  const show = (): void => {
    const files = app.fleets.shown();
    const doubles = findDoubles(files);
    const current = new Set(files.map(({ uri }) => uri.toString()));
    for (const address of told.keys()) {
      if (current.has(address)) continue;
      told.delete(address);
      collection.delete(vscode.Uri.parse(address, true));
    }
    for (const file of files) {
      const address = file.uri.toString();
      const problems = [
        ...file.fleet.problems.filter(({ isSyntax }) => isSyntax !== true || tellsSyntax(file)),
        ...(doubles.get(address) ?? []),
      ];
      const diagnostics = problems.map((problem) => diagnosticOf(file, problem));
      if (diagnostics.length === 0 && !told.has(address)) continue;
      told.set(address, diagnostics);
      collection.set(file.uri, diagnostics);
    }
  };
  const fixes: vscode.CodeActionProvider = {
    provideCodeActions: (document, _range, { diagnostics }) =>
      isFleetDocument(document) ? fixesOf(document, diagnostics) : [],
  };
  app.context.subscriptions.push(
    collection,
    app.fleets.onDidChange(show),
    vscode.languages.registerCodeActionsProvider({ pattern: fleetFileGlob }, fixes, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
  );
}
