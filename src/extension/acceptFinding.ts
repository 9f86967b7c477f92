// "Accept Finding": asks until when and why, and writes it into the fleet file that lists the endpoint.

import * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import type { Acceptance } from '../model/fleet.ts';
import { countedSeverity } from '../model/finding.ts';
import type { Finding } from '../model/finding.ts';
import { proposedDay, troubleWithDay } from './acceptanceDay.ts';
import type { App } from './app.ts';
import { commandIds } from './contributions.ts';
import { chooseFinding, mayBeAccepted } from './findingSubject.ts';
import { t } from './l10n.ts';
import { askModally } from './messages.ts';
import { nameOf } from './words.ts';

const longestReason = 500;

/** Acceptances stand in fleet files, where others see and review them. Gives whether the endpoint is listed in one. */
async function isInFleetFile(app: App, state: EndpointState): Promise<boolean> {
  if (app.fleets.placeOf(state.key) !== undefined) return true;
  const save = t('Save as Fleet File');
  const answer = await askModally(
    t('What is accepted is written into a fleet file, and {0} is in none yet.', nameOf(state)),
    t('A fleet file lists your endpoints for you and your colleagues.'),
    save,
  );
  if (answer !== save) return false;
  await vscode.commands.executeCommand(commandIds.saveAsFleetFile);
  return app.fleets.placeOf(state.key) !== undefined;
}

function consequenceOf(finding: Finding, until: string): string {
  const counted = countedSeverity({ ...finding, accepted: { rule: finding.rule, until, reason: '' } });
  return counted === 'warning'
    ? t('It stays in the list and counts as a warning until the end of this day in UTC.')
    : t('It stays in the list and counts as a note until the end of this day in UTC.');
}

async function askAcceptance({ finding }: { readonly finding: Finding }): Promise<Acceptance | undefined> {
  const title = t('Accept: {0}', finding.title);
  const proposed = proposedDay(Date.now());
  const day = await vscode.window.showInputBox({
    title: t('{0} (1 of 2)', title),
    prompt: t('Until when is it accepted? {0}', consequenceOf(finding, proposed)),
    placeHolder: t('YYYY-MM-DD'),
    value: proposed,
    ignoreFocusOut: true,
    validateInput: (text) => troubleWithDay(text, Date.now()),
  });
  if (day === undefined || troubleWithDay(day, Date.now()) !== undefined) return undefined;
  const reason = await vscode.window.showInputBox({
    title: t('{0} (2 of 2)', title),
    prompt: t('Why is it accepted? Others read this in the fleet file and in reports.'),
    placeHolder: t('The old relay is switched off in spring'),
    ignoreFocusOut: true,
    validateInput: (text) => {
      if (text.trim() === '') return t('A reason is needed: whoever looks at it later has nothing else.');
      return text.length > longestReason ? t('A reason has {0} characters at most.', longestReason) : undefined;
    },
  });
  if (reason === undefined || reason.trim() === '') return undefined;
  return { rule: finding.rule, until: day.trim(), reason: reason.trim() };
}

/** Gives whether it was written down. */
export async function acceptFinding(app: App, argument: unknown): Promise<boolean> {
  const subject = await chooseFinding(app, argument, {
    ofWhich: t('A finding of which endpoint is to be accepted for a while?'),
    which: t('Which finding is to be accepted for a while?'),
    whenNone: t('There is no finding that could be accepted, or it is accepted already.'),
    suits: mayBeAccepted,
  });
  if (subject === undefined || !(await isInFleetFile(app, subject.state))) return false;
  const acceptance = await askAcceptance(subject);
  if (acceptance === undefined || !(await app.fleets.accept(subject.state.key, acceptance))) return false;
  vscode.window.setStatusBarMessage(
    t('Accepted until {0}, and written into the fleet file: {1}', acceptance.until, subject.finding.title),
    6_000,
  );
  return true;
}
