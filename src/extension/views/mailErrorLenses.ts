// "Explain this mail error" above each error that is known in an open mail, log or text file. Nothing is loaded before.

import * as vscode from 'vscode';
import type { App } from '../app.ts';

/** Documents of the person's own; read-only pages of others are none. */
const selector: vscode.DocumentSelector = ['file', 'untitled'].flatMap((scheme) => [
  { scheme, language: 'plaintext' },
  { scheme, language: 'log' },
  { scheme, pattern: '**/*.{eml,txt,log,msg,ndr}' },
]);

export function register(app: App): void {
  const provider: vscode.CodeLensProvider = {
    provideCodeLenses: async (document) => {
      const { lensesOf } = await import('../mailErrorLens.ts');
      return lensesOf(document);
    },
  };
  app.context.subscriptions.push(vscode.languages.registerCodeLensProvider(selector, provider));
}
