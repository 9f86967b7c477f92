// Pausing and resuming the probes that fleets ask for.

import { commandIds } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showInformation } from '../messages.ts';
import type { Command } from './command.ts';

function tellNothingToMonitor(): void {
  void showInformation(
    t('No fleet file of this folder asks to be monitored. "monitor": { "everyMinutes": 60 } in it does.'),
  );
}

export const pauseMonitorCommand: Command = {
  id: commandIds.pauseMonitor,
  run: async ({ monitor }) => {
    if (monitor.state === 'off') tellNothingToMonitor();
    else await monitor.pause();
  },
};

export const resumeMonitorCommand: Command = {
  id: commandIds.resumeMonitor,
  run: async ({ monitor }) => {
    if (monitor.state === 'off') tellNothingToMonitor();
    else await monitor.resume();
  },
};
