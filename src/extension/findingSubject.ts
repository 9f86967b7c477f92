// Finds the finding that a command is meant for: named by its argument, else picked by a person.

import * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import { isRecord } from '../formats/record.ts';
import type { Finding } from '../model/finding.ts';
import type { App } from './app.ts';
import { chooseEndpoint } from './commands/command.ts';
import { severitySigns, severityWords } from './words.ts';
import { showInformation, withoutIcons } from './messages.ts';

export interface FindingSubject {
  readonly state: EndpointState;
  readonly finding: Finding;
}

/** What tells of acceptances is not borne: it is put right in the fleet file. */
export function mayBeAccepted({ accepted, rule }: Finding): boolean {
  return accepted === undefined && !rule.startsWith('expectation/acceptance-');
}

export interface FindingChoice {
  /** Asks which endpoint, where none is named. */
  readonly ofWhich: string;
  readonly which: string;
  readonly whenNone: string;
  readonly suits: (finding: Finding) => boolean;
}

/** @param argument `{key, finding}` with the finding's index, as tree nodes and quick fixes have it, or `{key}`. */
export async function chooseFinding(
  app: App,
  argument: unknown,
  { ofWhich, which, whenNone, suits }: FindingChoice,
): Promise<FindingSubject | undefined> {
  const hasOne = ({ assessment }: EndpointState): boolean => assessment?.findings.some(suits) === true;
  const state = await chooseEndpoint(app, argument, ofWhich, hasOne, whenNone);
  if (state === undefined) return undefined;
  const findings = state.assessment?.findings ?? [];
  const index = isRecord(argument) ? argument['finding'] : undefined;
  const named = typeof index === 'number' ? findings[index] : undefined;
  if (named !== undefined && suits(named)) return { state, finding: named };
  const items = findings.filter(suits).map((finding) => ({
    label: `$(${severitySigns[finding.severity].icon}) ${withoutIcons(finding.title)}`,
    description: severityWords[finding.severity],
    detail: finding.rule,
    finding,
  }));
  if (items.length === 0 || named !== undefined) {
    void showInformation(whenNone);
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, { placeHolder: which, matchOnDetail: true });
  return picked === undefined ? undefined : { state, finding: picked.finding };
}
