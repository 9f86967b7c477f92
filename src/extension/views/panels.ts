// The panels of endpoints. What they do is loaded with the first of them; until then only the times are kept.

import * as vscode from 'vscode';
import { printableText } from '../../formats/printable.ts';
import type { App, PanelRequest } from '../app.ts';
import { hybridPanelType, panelType } from '../contributions.ts';
import type { PanelSet } from './panelSet.ts';

export function register(app: App): void {
  /** When a running endpoint last changed: a page that opens late still knows how long its probe has been waiting. */
  const changedAt = new Map<string, number>();
  let opened: Promise<PanelSet> | undefined;
  let loaded: PanelSet | undefined;
  const panels = (): Promise<PanelSet> =>
    (opened ??= import('./panelSet.ts').then(({ PanelSet }) => (loaded = new PanelSet(app, changedAt))));
  const stopListening = app.store.listen((keys) => {
    for (const key of keys) {
      if (app.store.get(key)?.isRunning === true) changedAt.set(key, performance.now());
      else changedAt.delete(key);
    }
    loaded?.changed(keys);
  });
  app.context.subscriptions.push(
    { dispose: () => loaded?.dispose() },
    { dispose: stopListening },
    app.panelRequests.event((request: PanelRequest) => {
      panels()
        .then((set) => set.show(request))
        .catch((error: unknown) => {
          app.log.error(`${request.key}: its panel cannot be shown: ${printableText(String(error), 500)}`);
        });
    }),
    vscode.window.registerWebviewPanelSerializer(hybridPanelType, {
      deserializeWebviewPanel: async (panel) =>
        (await import('../hybrid/hybridMailFlow.ts')).restoreHybridMailFlow(app, panel),
    }),
    vscode.window.registerWebviewPanelSerializer(panelType, {
      deserializeWebviewPanel: async (panel, saved: unknown) => {
        await app.loaded;
        await (await panels()).restore(panel, saved);
      },
    }),
  );
}
