// Asks a person whether the fleets of this folder may be monitored.

import { roundMinutes } from '../engine/monitor.ts';
import type { Fleet } from '../model/fleet.ts';
import { t } from './l10n.ts';
import { showInformation } from './messages.ts';

/** Undefined: not now, and so nothing to be remembered. */
export async function askConsent(fleets: readonly Fleet[]): Promise<'given' | 'never' | undefined> {
  const count = fleets.reduce((sum, { entries }) => sum + entries.length, 0);
  const minutes = Math.min(...fleets.map(({ monitorMinutes }) => roundMinutes(monitorMinutes ?? Infinity)));
  const [start, never] = [t('Start'), t('Never Here')];
  const question =
    count === 1
      ? t('This folder asks to probe 1 mail server every {0} minutes.', minutes)
      : t('This folder asks to probe {0} mail servers every {1} minutes.', count.toLocaleString(), minutes);
  const answer = await showInformation(question, start, t('Not Now'), never);
  if (answer === start) return 'given';
  return answer === never ? 'never' : undefined;
}
