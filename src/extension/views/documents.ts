// Read-only documents: transcripts that grow while a probe runs, and explanations of rules.

import * as vscode from 'vscode';
import type { Rule } from '../../rules/rule.ts';
import { escapeMarkdown } from '../../report/markdown.ts';
import { severityWords } from '../../report/words.ts';
import type { App } from '../app.ts';
import { documentScheme } from '../contributions.ts';
import { coalesce } from '../disposables.ts';
import { loadRuleBook } from '../ruleBook.ts';
import { parseDocumentUri, transcriptUri } from './documentUris.ts';
import { formatTranscript } from './transcriptText.ts';

const refreshDelayMs = 150;

function formatRule(rule: Rule): string {
  return [
    `# ${escapeMarkdown(rule.title)}`,
    '',
    `**${severityWords[rule.severity]}** · rule \`${rule.id}\``,
    '',
    '## What it means',
    '',
    escapeMarkdown(rule.meaning),
    '',
    '## What to do',
    '',
    escapeMarkdown(rule.fix),
    '',
    '## Source',
    '',
    `[${escapeMarkdown(rule.citation.text)}](${rule.citation.url})`,
    '',
  ].join('\n');
}

async function provide(app: App, uri: vscode.Uri): Promise<string> {
  const subject = parseDocumentUri(uri);
  if (subject?.kind === 'rule') {
    const { findRule } = await loadRuleBook();
    const rule = findRule(subject.rule);
    return rule === undefined ? 'There is no such rule in this version.\n' : formatRule(rule);
  }
  await app.loaded;
  const state = subject === undefined ? undefined : app.store.get(subject.key);
  return state === undefined ? 'This endpoint is no longer in the list.\n' : formatTranscript(state);
}

export function register(app: App): void {
  const changes = new vscode.EventEmitter<vscode.Uri>();
  const changedKeys = new Set<string>();
  const refresh = coalesce(refreshDelayMs, () => {
    for (const key of changedKeys) changes.fire(transcriptUri(key));
    changedKeys.clear();
  });
  const stopListening = app.store.listen((keys) => {
    const open = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const key of keys) if (open.has(transcriptUri(key).toString())) changedKeys.add(key);
    if (changedKeys.size > 0) refresh.request();
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
