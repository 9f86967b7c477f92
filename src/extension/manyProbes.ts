// A run of many probes: handed to the pool a few at a time, told as one progress, cancelled as one.

import * as vscode from 'vscode';
import type { ProgressDetail } from '../engine/runner.ts';
import type { Assessment, Verdict } from '../model/assessment.ts';
import { t } from './l10n.ts';
import { showError, withoutLinks } from './messages.ts';
import type { ProgressStyle } from './launcher.ts';
import { createOptionsReader } from './probeOptions.ts';
import type { ProbeRequest } from './prober.ts';
import { addPacePoint, formatCount, formatRunProgress, remainingMs } from './runProgress.ts';
import type { PacePoint } from './runProgress.ts';

export interface Batch {
  /** Keys that were not handed over yet, in their order. */
  readonly waiting: Set<string>;
  readonly controller: AbortController;
  done: number;
  total: number;
}

export interface ManyProbes {
  readonly batch: Batch;
  readonly title: string;
  readonly style: ProgressStyle;
  readonly log: vscode.LogOutputChannel;
  readonly probe: (key: string, options: Omit<ProbeRequest, 'key' | 'signal'>) => Promise<Assessment | undefined>;
  /** Another one is done. */
  readonly onDone: () => void;
}

/** Handed over and not begun: enough that the pool never waits, few enough that no task of this process gets long. */
const aheadOfPool = 20;

/** Up to so many, every line is told while it is said; of more nobody watches them all. */
const mostTalkative = 50;

const tellEveryMs = 300;

interface Outcome {
  readonly verdicts: Partial<Record<Verdict, number>>;
  readonly refusals: string[];
}

/** Settles when all are done, or when it was cancelled and what had begun has ended. */
async function runAll({ batch, log, probe, onDone }: ManyProbes, outcome: Outcome): Promise<void> {
  const { waiting, controller } = batch;
  const detail: ProgressDetail = batch.total > mostTalkative ? 'stages' : 'all';
  const readOptions = createOptionsReader();
  let [ahead, open] = [0, 0];
  await new Promise<void>((resolve) => {
    const one = async (key: string): Promise<void> => {
      let isAhead = true;
      const leave = (): void => {
        if (isAhead) ahead--;
        isAhead = false;
      };
      ahead++;
      open++;
      try {
        const onBegun = (): void => {
          leave();
          feed();
        };
        const onRefused = (reason: string): void => void outcome.refusals.push(reason);
        const assessment = await probe(key, { readOptions, detail, onBegun, onRefused });
        if (assessment !== undefined) {
          outcome.verdicts[assessment.verdict] = (outcome.verdicts[assessment.verdict] ?? 0) + 1;
        }
      } catch (error) {
        log.error(`${key}: ${String(error)}`);
        outcome.refusals.push(String(error));
      } finally {
        leave();
        open--;
        batch.done++;
        onDone();
        feed();
      }
    };
    const feed = (): void => {
      if (controller.signal.aborted) waiting.clear();
      for (const key of waiting) {
        if (ahead >= aheadOfPool) break;
        waiting.delete(key);
        void one(key);
      }
      if (open === 0 && waiting.size === 0) resolve();
    };
    controller.signal.addEventListener('abort', feed, { once: true });
    feed();
  });
}

async function runWithNotification(many: ManyProbes, outcome: Outcome): Promise<void> {
  const { batch, title } = many;
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: withoutLinks(title), cancellable: true };
  await vscode.window.withProgress(options, async (progress, token) => {
    let points: readonly PacePoint[] = [];
    let shown = 0;
    const tell = (): void => {
      const { done, total } = batch;
      points = addPacePoint(points, { at: performance.now(), done });
      const message = formatRunProgress({ done, total, verdicts: outcome.verdicts }, remainingMs(points, total));
      progress.report({ message, increment: ((done - shown) / total) * 100 });
      shown = done;
    };
    const timer = setInterval(tell, tellEveryMs);
    const listening = token.onCancellationRequested(() => batch.controller.abort());
    tell();
    try {
      await runAll(many, outcome);
    } finally {
      clearInterval(timer);
      listening.dispose();
    }
  });
}

/** One message for all: a file that is missing is missing for a whole fleet. */
function tellRefusals(refusals: readonly string[]): void {
  const first = refusals[0];
  if (first === undefined) return;
  const message =
    refusals.length === 1
      ? t('One endpoint was not probed. {0}', first)
      : t('{0} endpoints were not probed. The first: {1}', formatCount(refusals.length), first);
  void showError(message);
}

export async function probeMany(many: ManyProbes): Promise<void> {
  const { batch, title, style, log } = many;
  const outcome: Outcome = { verdicts: {}, refusals: [] };
  const since = performance.now();
  await (style === 'notification' ? runWithNotification(many, outcome) : runAll(many, outcome));
  const counts = Object.entries(outcome.verdicts).map(([verdict, count]) => `${count} ${verdict}`);
  const seconds = ((performance.now() - since) / 1_000).toFixed(1);
  const ending = batch.controller.signal.aborted ? 'cancelled after' : 'done in';
  log.info(`${title}: ${batch.done} of ${batch.total}, ${ending} ${seconds} s. ${counts.join(', ')}`);
  tellRefusals(outcome.refusals);
}
