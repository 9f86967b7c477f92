// Protocol logs of Exchange as a language. What reads them is loaded when the first is opened.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { documentScheme, protocolLogLanguage } from '../contributions.ts';
import { coalesce } from '../disposables.ts';

const language = { language: protocolLogLanguage };

/** A log that grows is read again at leisure. */
const rereadDelayMs = 500;

const loadLanguage = () => import('../logLanguage.ts');

export function register(app: App): void {
  const collection = vscode.languages.createDiagnosticCollection('smtp-tls-log');
  const changed = new Set<vscode.TextDocument>();
  const show = async (document: vscode.TextDocument): Promise<void> => {
    const { problemsOf } = await loadLanguage();
    const { version } = document;
    const problems = await problemsOf(document);
    if (problems !== undefined && !document.isClosed && document.version === version) {
      collection.set(document.uri, problems);
    }
  };
  const refresh = coalesce(rereadDelayMs, () => {
    for (const document of changed) void show(document);
    changed.clear();
  });
  const note = (document: vscode.TextDocument): void => {
    if (document.languageId !== protocolLogLanguage) return;
    changed.add(document);
    refresh.request();
  };
  for (const document of vscode.workspace.textDocuments) note(document);
  app.context.subscriptions.push(
    collection,
    refresh,
    vscode.workspace.onDidOpenTextDocument(note),
    vscode.workspace.onDidChangeTextDocument(({ document }) => note(document)),
    vscode.workspace.onDidCloseTextDocument(({ uri, languageId }) => {
      if (languageId === protocolLogLanguage) collection.delete(uri);
    }),
    vscode.languages.registerDocumentSymbolProvider(language, {
      provideDocumentSymbols: async (document) => (await loadLanguage()).symbolsOf(document),
    }),
    vscode.languages.registerFoldingRangeProvider(language, {
      provideFoldingRanges: async (document) => (await loadLanguage()).foldsOf(document),
    }),
    vscode.languages.registerCodeLensProvider(language, {
      provideCodeLenses: async (document) => (await loadLanguage()).lensesOf(document),
    }),
    vscode.languages.registerHoverProvider(language, {
      provideHover: async (document, at) => (await loadLanguage()).hoverOf(document, at),
    }),
    vscode.languages.registerCodeLensProvider(
      { scheme: documentScheme, pattern: '/logs/**' },
      { provideCodeLenses: async (document) => (await import('../logSummaries.ts')).summaryLenses(document) },
    ),
  );
}
