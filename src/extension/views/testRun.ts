// One run of the fleet's tests: probes through the launcher, so that tree, panel and Problems follow.

import * as vscode from 'vscode';
import type { EndpointState } from '../../engine/store.ts';
import type { App } from '../app.ts';
import { t } from '../l10n.ts';
import { testOutcome } from '../testOutcome.ts';
import type { TestFailure } from '../testOutcome.ts';

function messageOf({ text, expected, actual }: TestFailure, item: vscode.TestItem): vscode.TestMessage {
  const message =
    expected === undefined || actual === undefined
      ? new vscode.TestMessage(text)
      : vscode.TestMessage.diff(text, expected, actual);
  if (item.uri !== undefined && item.range !== undefined) message.location = new vscode.Location(item.uri, item.range);
  return message;
}

/** VS Code draws each message into its editor: with thousands of them the window stands still. The output has them all. */
const mostMessages = 200;

/** @param room Messages that may still be shown. Gives how many were. */
function tell(run: vscode.TestRun, item: vscode.TestItem, { assessment }: EndpointState, room: number): number {
  if (assessment === undefined) return 0;
  run.appendOutput(`${item.label}: ${assessment.summary}\r\n`, undefined, item);
  if (assessment.ending?.code === 'cancelled') {
    run.skipped(item);
    return 0;
  }
  const outcome = testOutcome(assessment);
  if (outcome.kind === 'passed') {
    run.passed(item, assessment.durationMs);
    return 0;
  }
  const failures = outcome.kind === 'failed' ? outcome.failures : [{ text: outcome.reason }];
  const messages = failures.slice(0, room).map((failure) => messageOf(failure, item));
  if (outcome.kind === 'failed') run.failed(item, messages, assessment.durationMs);
  else run.errored(item, messages, assessment.durationMs);
  return messages.length;
}

/** Ends when all have ended, or were cancelled. */
export async function runFleetTests(
  app: App,
  controller: vscode.TestController,
  items: readonly vscode.TestItem[],
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
): Promise<void> {
  const run = controller.createTestRun(request);
  const open = new Map(items.map((item) => [item.id, item]));
  const started = new Set<string>();
  let room = mostMessages;
  const before = new Map(items.map(({ id }) => [id, app.store.get(id)?.assessment]));
  for (const item of items) run.enqueued(item);

  const look = (key: string): void => {
    const item = open.get(key);
    const state = app.store.get(key);
    if (item === undefined || state === undefined) return;
    if (state.isRunning) {
      if (!started.has(key)) run.started(item);
      started.add(key);
      return;
    }
    if (!started.has(key) || state.assessment === before.get(key)) return;
    open.delete(key);
    room -= tell(run, item, state, room);
  };
  const stopListening = app.store.listen((keys) => keys.forEach(look));
  const cancelled = token.onCancellationRequested(() => {
    for (const key of open.keys()) app.launcher.cancel(key);
  });
  try {
    // What runs already counts from here on.
    for (const key of [...open.keys()]) look(key);
    await app.launcher.launchMany([...open.keys()], t('Testing SMTP TLS'), 'quiet');
    for (const key of [...open.keys()]) look(key);
    for (const item of open.values()) {
      if (token.isCancellationRequested) run.skipped(item);
      else run.errored(item, new vscode.TestMessage(t('It was not probed. The log of SMTP TLS Probe says why.')));
    }
  } finally {
    cancelled.dispose();
    stopListening();
    run.end();
  }
}
