// Read-only documents: transcripts that grow while a probe runs, and the pages of rules and causes.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { documentScheme } from '../contributions.ts';
import { coalesce } from '../disposables.ts';
import { t } from '../l10n.ts';
import { loadCauseBook } from '../causeBook.ts';
import { loadAntiFixes, loadRuleBook } from '../ruleBook.ts';
import { parseDocumentUri } from './documentUris.ts';
import { formatTranscript } from './transcriptText.ts';

const refreshDelayMs = 150;

async function provide(app: App, uri: vscode.Uri): Promise<string> {
  const subject = parseDocumentUri(uri);
  await app.loaded;
  if (subject?.kind === 'rule') {
    const { findRulePage } = await loadRuleBook();
    const { antiFixPageText, rulePageText } = await import('./rulePage.ts');
    const page = findRulePage(subject.rule);
    if (page !== undefined) return rulePageText(page, app.store.all());
    const antiFix = (await loadAntiFixes()).findAntiFix(subject.rule);
    return antiFix === undefined ? `${t('There is no such rule in this version.')}\n` : antiFixPageText(antiFix);
  }
  if (subject?.kind === 'cause') {
    const [{ findCause }, { findRulePage }] = await Promise.all([loadCauseBook(), loadRuleBook()]);
    const { causePageText } = await import('./causePage.ts');
    const cause = findCause(subject.cause);
    return cause === undefined
      ? `${t('There is no such cause in this version.')}\n`
      : causePageText(cause, (rule) => findRulePage(rule)?.title, app.store.all());
  }
  if (subject?.kind === 'mail-error') {
    const { mailErrorPage } = await import('../mailErrors.ts');
    return mailErrorPage(subject.id) ?? `${t('This explanation is no longer kept. Explain the text again.')}\n`;
  }
  if (subject?.kind === 'past-transcript') {
    const { pastTranscriptText } = await import('./pastDocuments.ts');
    return pastTranscriptText(app, subject.place);
  }
  if (subject?.kind === 'log-summary') {
    const { summaryText } = await import('../logSummaries.ts');
    return summaryText(subject.analysis);
  }
  if (subject?.kind === 'comparison') {
    const { comparisonText } = await import('./pastDocuments.ts');
    return comparisonText(app, subject.title, subject.comparison);
  }
  const state = subject === undefined ? undefined : app.store.get(subject.key);
  return state === undefined ? `${t('This endpoint is no longer in the list.')}\n` : formatTranscript(state);
}

export function register(app: App): void {
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const changed = new Map<string, vscode.Uri>();
  const refresh = coalesce(refreshDelayMs, () => {
    for (const uri of changed.values()) changes.fire(uri);
    changed.clear();
  });
  const stopListening = app.store.listen((keys) => {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme !== documentScheme) continue;
      const subject = parseDocumentUri(uri);
      // The page of a rule or a cause tells where it is found.
      const isPage = subject?.kind === 'rule' || subject?.kind === 'cause';
      if (isPage || (subject?.kind === 'transcript' && keys.has(subject.key))) {
        changed.set(uri.toString(), uri);
      }
    }
    if (changed.size > 0) refresh.request();
  });
  app.context.subscriptions.push(
    changes,
    refresh,
    { dispose: stopListening },
    vscode.workspace.registerTextDocumentContentProvider(documentScheme, {
      onDidChange: changes.event,
      provideTextDocumentContent: (uri) => provide(app, uri),
    }),
  );
}
