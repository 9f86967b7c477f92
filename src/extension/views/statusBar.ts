// One short item in the status bar: what is broken, or that nothing is.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { commandIds, endpointsView, runningContext } from '../contributions.ts';
import { coalesce } from '../disposables.ts';
import { t } from '../l10n.ts';
import { EndpointCounts } from './groupCounts.ts';
import { statusBarLines, statusBarText } from './statusText.ts';

const refreshDelayMs = 250;

export interface StatusBar {
  /** What it says; undefined while it is hidden. */
  readonly text: () => string | undefined;
}

export function register(app: App): StatusBar {
  const counts = new EndpointCounts();
  for (const state of app.store.states()) counts.update(state.key, state);
  const item = vscode.window.createStatusBarItem('smtpTls.status', vscode.StatusBarAlignment.Left, 5);
  item.name = 'SMTP TLS';
  let shown: string | undefined;
  let isRunning = false;
  const show = (): void => {
    const { monitor, launcher } = app;
    if ((launcher.tally !== undefined) !== isRunning) {
      isRunning = !isRunning;
      void vscode.commands.executeCommand('setContext', runningContext, isRunning);
    }
    const facts = { counts: counts.total, tally: launcher.tally, monitor: monitor.state };
    const words = statusBarText(facts);
    shown = words?.text;
    if (words === undefined) {
      item.hide();
      return;
    }
    const { nextAt } = monitor;
    const next = nextAt === undefined ? undefined : new Date(nextAt).toLocaleTimeString();
    item.text = words.text;
    item.tooltip = [t('Mail servers, SMTP TLS'), ...statusBarLines(facts, next)].join('\n');
    item.accessibilityInformation = { label: words.spoken, role: 'button' };
    item.backgroundColor = words.isWarning ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    item.command = monitor.state === 'paused' ? commandIds.resumeMonitor : `${endpointsView}.focus`;
    item.show();
  };
  const refresh = coalesce(refreshDelayMs, show);
  const stopListening = app.store.listen((keys) => {
    for (const key of keys) counts.update(key, app.store.get(key));
    refresh.request();
  });
  app.context.subscriptions.push(
    item,
    refresh,
    app.launcher.onDidChangeRun(refresh.request),
    app.monitor.onDidChange(refresh.request),
    { dispose: stopListening },
  );
  show();
  return { text: () => shown };
}
