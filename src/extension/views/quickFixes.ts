// What can be done about a problem, at its light bulb: in fleet files and in transcripts.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { commandIds, documentScheme, fleetFileGlob } from '../contributions.ts';
import type { CommandId } from '../contributions.ts';
import { mayBeAccepted } from '../findingSubject.ts';
import { t } from '../l10n.ts';
import { correctionTitle, pairingCorrections } from '../pairing.ts';
import { nameOf } from '../words.ts';

/** The finding that a diagnostic shows. */
export interface DiagnosticSubject {
  readonly key: string;
  /** Index among the findings of the assessment. */
  readonly finding: number;
}

const { QuickFix } = vscode.CodeActionKind;

function action(
  title: string,
  command: CommandId,
  argument: Readonly<Record<string, unknown>>,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const made = new vscode.CodeAction(title, QuickFix);
  made.command = { command, title, arguments: [argument] };
  made.diagnostics = [...diagnostics];
  return made;
}

interface Problem {
  readonly diagnostic: vscode.Diagnostic;
  readonly subject: DiagnosticSubject;
}

/** For the problems of one endpoint: what mends it first, then what is the same for all of them, then each by itself. */
function actionsFor(app: App, key: string, problems: readonly Problem[]): readonly vscode.CodeAction[] {
  const state = app.store.get(key);
  if (state === undefined) return [];
  const found = problems.flatMap(({ diagnostic, subject }) => {
    const finding = state.assessment?.findings[subject.finding];
    return finding === undefined ? [] : [{ diagnostic, finding, argument: { key, finding: subject.finding } }];
  });
  const [first] = found;
  if (first === undefined) return [];
  const diagnostics = found.map(({ diagnostic }) => diagnostic);
  const corrections = found.flatMap(({ diagnostic, finding, argument }) =>
    pairingCorrections(state.endpoint, finding.rule, state.profile.role).map((to, index) => {
      const made = action(correctionTitle(to), commandIds.correctPairing, { ...argument, to }, [diagnostic]);
      // The server has shown what the first one says; the others are what is usual.
      made.isPreferred = index === 0 && finding.severity === 'error';
      return made;
    }),
  );
  return [
    ...corrections,
    action(t('Probe {0} again', nameOf(state)), commandIds.probeAgain, { key }, diagnostics),
    action(t('Open the result of {0}', nameOf(state)), commandIds.openPanel, first.argument, diagnostics),
    ...found.flatMap(({ diagnostic, finding, argument }) => [
      action(t('Explain: {0}', finding.title), commandIds.explainRule, { rule: finding.rule }, [diagnostic]),
      ...(mayBeAccepted(finding)
        ? [action(t('Accept until a date: {0}', finding.title), commandIds.acceptFinding, argument, [diagnostic])]
        : []),
    ]),
  ];
}

/** @param subjectOf Undefined for a diagnostic that is none of ours. */
export function openQuickFixes(
  app: App,
  subjectOf: (diagnostic: vscode.Diagnostic) => DiagnosticSubject | undefined,
): vscode.Disposable {
  const provider: vscode.CodeActionProvider = {
    provideCodeActions: (_document, _range, context) => {
      const byKey = new Map<string, Problem[]>();
      for (const diagnostic of context.diagnostics) {
        const subject = subjectOf(diagnostic);
        if (subject === undefined) continue;
        const problems = byKey.get(subject.key) ?? [];
        byKey.set(subject.key, [...problems, { diagnostic, subject }]);
      }
      return [...byKey].flatMap(([key, problems]) => actionsFor(app, key, problems));
    },
  };
  const documents: vscode.DocumentSelector = [{ pattern: fleetFileGlob }, { scheme: documentScheme }];
  return vscode.languages.registerCodeActionsProvider(documents, provider, { providedCodeActionKinds: [QuickFix] });
}
