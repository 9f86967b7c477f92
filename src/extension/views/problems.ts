// Findings in the Problems panel. What makes them is loaded when there is a first result.

import * as vscode from 'vscode';
import { printableText } from '../../formats/printable.ts';
import type { App } from '../app.ts';
import { documentScheme } from '../contributions.ts';

export function register(app: App): void {
  const collection = vscode.languages.createDiagnosticCollection(documentScheme);
  let opening: Promise<void> | undefined;
  const open = async (): Promise<void> => {
    const { openProblemBoard } = await import('./problemBoard.ts');
    app.context.subscriptions.push(openProblemBoard(app, collection));
  };
  const stopListening = app.store.listen((keys) => {
    if (opening !== undefined) return;
    if (![...keys].some((key) => app.store.get(key)?.assessment !== undefined)) return;
    opening = open().catch((error: unknown) => {
      app.log.error(`The Problems panel cannot be filled: ${printableText(String(error), 500)}`);
    });
    void opening.then(stopListening);
  });
  app.context.subscriptions.push(collection, { dispose: stopListening });
}
