// The tools for language models, where the editor has any. Their answers are loaded with the first question.

import * as vscode from 'vscode';
import type { App } from './app.ts';
import { toolNames } from './contributions.ts';

function textResult(text: string): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
}

export function register(app: App): void {
  // Editors built from VS Code may lack what their version promises.
  const lm = vscode.lm as typeof vscode.lm | undefined;
  if (typeof lm?.registerTool !== 'function') return;
  app.context.subscriptions.push(
    lm.registerTool<unknown>(toolNames.probe, {
      prepareInvocation: async ({ input }) => (await import('./toolAnswers.ts')).prepareProbe(input),
      invoke: async ({ input }, token) => textResult(await (await import('./toolAnswers.ts')).probe(app, input, token)),
    }),
    lm.registerTool<unknown>(toolNames.explain, {
      prepareInvocation: async ({ input }) => (await import('./toolAnswers.ts')).prepareExplain(input),
      invoke: async ({ input }) => textResult(await (await import('./toolAnswers.ts')).explain(app, input)),
    }),
  );
}
