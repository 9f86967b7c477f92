// What the status bar says of all endpoints. No VS Code in here.

import type { MonitorState } from '../monitor.ts';
import type { RunTally } from '../launcher.ts';
import { t } from '../l10n.ts';
import { statusSigns, statusWords } from '../words.ts';
import type { GroupCounts } from './groupCounts.ts';
import { gravity } from './treeOrder.ts';

export interface StatusBarText {
  /** With `$(icon)`. */
  readonly text: string;
  /** Said by a screen reader. */
  readonly spoken: string;
  readonly isWarning: boolean;
}

export interface StatusBarFacts {
  readonly counts: GroupCounts;
  readonly tally: RunTally | undefined;
  readonly monitor: MonitorState;
}

/** Undefined: there is nothing to be said. */
export function statusBarText({ counts, tally, monitor }: StatusBarFacts): StatusBarText | undefined {
  if (counts.size === 0) return undefined;
  const { byStatus } = counts;
  const isWarning = byStatus.broken > 0;
  const pause = monitor === 'paused' ? ' $(debug-pause)' : '';
  const pauseSpoken = monitor === 'paused' ? `, ${t('monitoring is paused')}` : '';
  if (tally !== undefined) {
    const progress = t('{0} of {1}', tally.done.toLocaleString(), tally.total.toLocaleString());
    const broken = isWarning ? ` $(error) ${byStatus.broken}` : '';
    return { text: `$(sync~spin) ${progress}${broken}`, spoken: t('SMTP TLS: {0} probed', progress), isWarning };
  }
  // What was probed is told before what was not.
  const worst = gravity.find((status) => status !== 'not-probed' && byStatus[status] > 0) ?? 'not-probed';
  const words = `${byStatus[worst].toLocaleString()} ${statusWords[worst].toLocaleLowerCase()}`;
  const name = isWarning ? '' : 'SMTP TLS ';
  return {
    text: `$(${statusSigns[worst].icon}) ${name}${words}${pause}`,
    spoken: `SMTP TLS: ${words}${pauseSpoken}`,
    isWarning,
  };
}

/** "2 broken, 5 sound", one line each for the tooltip. */
export function statusBarLines({ counts, monitor }: StatusBarFacts, nextRound: string | undefined): readonly string[] {
  const lines = gravity
    .filter((status) => counts.byStatus[status] > 0)
    .map((status) => `${statusWords[status]}: ${counts.byStatus[status].toLocaleString()}`);
  if (monitor === 'paused') lines.push(t('Monitoring is paused.'));
  if (monitor === 'on') {
    lines.push(
      nextRound === undefined ? t('Monitoring: a round is under way.') : t('Monitoring: next round at {0}', nextRound),
    );
  }
  return lines;
}
