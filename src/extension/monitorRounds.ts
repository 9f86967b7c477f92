// The rounds of monitored fleets: quiet probes, and one message when verdicts have changed.

import type * as vscode from 'vscode';
import { isProbablyOffline, openSchedule, verdictChanges } from '../engine/monitor.ts';
import type { Schedule, ScheduleClock, VerdictChange } from '../engine/monitor.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { Assessment } from '../model/assessment.ts';
import type { FleetFile } from './fleets.ts';
import { t } from './l10n.ts';
import { showInformation, showWarning } from './messages.ts';
import type { MonitorParts } from './monitor.ts';
import { gravity } from './views/treeOrder.ts';
import { nameOf, statusWords } from './words.ts';

export interface MonitorRounds {
  /** Exactly these files are monitored from now on. */
  readonly follow: (files: readonly FleetFile[]) => void;
  /** Of the next round, in milliseconds since 1970. */
  readonly nextAt: () => number | undefined;
}

/** When the last round of each file began, by its URI. */
const roundsKey = 'monitor.rounds';

const clock: ScheduleClock = {
  now: Date.now,
  random: Math.random,
  wait: (delayMs, then) => {
    const timer = setTimeout(then, delayMs);
    return () => clearTimeout(timer);
  },
};

function readRounds(memory: vscode.Memento): Readonly<Record<string, number>> {
  const kept = memory.get<unknown>(roundsKey);
  if (typeof kept !== 'object' || kept === null) return {};
  return Object.fromEntries(Object.entries(kept).filter(([, at]) => typeof at === 'number'));
}

function isWorse({ before, after }: VerdictChange): boolean {
  return gravity.indexOf(after) < gravity.indexOf(before);
}

function describeChanges(changes: readonly VerdictChange[], nameOfKey: (key: string) => string): string {
  const word = (verdict: VerdictChange['after']): string => statusWords[verdict].toLocaleLowerCase();
  const [first, ...others] = changes;
  if (first !== undefined && others.length === 0) {
    return t('{0} was {1} and is {2} now.', nameOfKey(first.key), word(first.before), word(first.after));
  }
  const counts = gravity.flatMap((status) => {
    const count = changes.filter(({ after }) => after === status).length;
    return count === 0 || status === 'not-probed' ? [] : [t('{0} now {1}', count, word(status))];
  });
  return t('{0} endpoints have changed: {1}.', changes.length, counts.join(', '));
}

export function openMonitorRounds(parts: MonitorParts, onChange: () => void): MonitorRounds {
  const { memory, store, launcher, log } = parts;
  const schedules = new Map<
    string,
    { readonly minutes: number; readonly schedule: Schedule; keys: readonly string[] }
  >();

  const resultsOf = (keys: readonly string[]): ReadonlyMap<string, Assessment> =>
    new Map(
      keys.flatMap((key) => {
        const assessment = store.get(key)?.assessment;
        return assessment === undefined ? [] : [[key, assessment] as const];
      }),
    );

  const tell = async (
    before: ReadonlyMap<string, Assessment>,
    after: ReadonlyMap<string, Assessment>,
  ): Promise<void> => {
    const changes = verdictChanges(before, after);
    const worst = [...changes].sort((a, b) => gravity.indexOf(a.after) - gravity.indexOf(b.after))[0];
    if (worst === undefined) return;
    const nameOfKey = (key: string): string => {
      const state = store.get(key);
      return state === undefined ? key : nameOf(state);
    };
    const message = isProbablyOffline(after)
      ? t('None of {0} mail servers could be reached: this machine may be offline.', after.size)
      : describeChanges(changes, nameOfKey);
    log.info(`Monitoring: ${message}`);
    const show = t('Show');
    const answer = await (changes.some(isWorse) ? showWarning(message, show) : showInformation(message, show));
    if (answer === show) parts.show(changes.length === 1 ? worst.key : undefined);
  };

  const runRound = async (uri: string, signal: AbortSignal): Promise<void> => {
    const keys = schedules.get(uri)?.keys ?? [];
    try {
      await memory.update(roundsKey, { ...readRounds(memory), [uri]: clock.now() });
      onChange();
      const before = resultsOf(keys);
      await launcher.launchMany(keys, t('Monitoring'), 'quiet', signal);
      const after = new Map([...resultsOf(keys)].filter(([key, result]) => before.get(key) !== result));
      void tell(before, after);
    } catch (error) {
      log.error(`Monitoring: a round could not be ended. ${String(error)}`);
    }
  };

  return {
    follow: (files) => {
      const wanted = new Map(files.map((file) => [file.uri.toString(), file.fleet] as const));
      for (const [uri, { minutes, schedule }] of schedules) {
        if (wanted.get(uri)?.monitorMinutes === minutes) continue;
        schedule.close();
        schedules.delete(uri);
      }
      for (const [uri, { monitorMinutes: minutes, entries }] of wanted) {
        if (minutes === undefined) continue;
        const keys = entries.map(({ endpoint }) => endpointKey(endpoint));
        const known = schedules.get(uri);
        if (known !== undefined) {
          known.keys = keys;
          continue;
        }
        const last = readRounds(memory)[uri];
        const schedule = openSchedule({
          everyMinutes: minutes,
          clock,
          round: (signal) => runRound(uri, signal).finally(onChange),
          ...(last === undefined ? {} : { lastStartedAt: last }),
        });
        schedules.set(uri, { minutes, schedule, keys });
      }
      onChange();
    },
    nextAt: () => {
      const times = [...schedules.values()].flatMap(({ schedule }) => schedule.nextAt() ?? []);
      return times.length === 0 ? undefined : Math.min(...times);
    },
  };
}
