// "Copy as…": the same probe as a command of another tool.

import type { EndpointState } from '../../engine/store.ts';
import type { App } from '../app.ts';
import { commandIds } from '../contributions.ts';
import { isRecord } from '../../formats/record.ts';
import { t } from '../l10n.ts';
import { chooseEndpoint, findEndpoints } from './command.ts';
import type { Command } from './command.ts';

async function chooseStates(app: App, argument: unknown, selected: unknown): Promise<readonly EndpointState[]> {
  await app.loaded;
  const states = findEndpoints(app, argument, selected);
  if (states.length > 0) return states;
  const state = await chooseEndpoint(app, argument, t('Which probe is to be copied as a command?'));
  return state === undefined ? [] : [state];
}

/** The argument is a node of the tree, or `{key, as}` with the tool's name; without the latter a person is asked. */
export const copyAsCommand: Command = {
  id: commandIds.copyAs,
  run: async (app, argument, selected) => {
    const states = await chooseStates(app, argument, selected);
    if (states.length === 0) return undefined;
    const { copyAs } = await import('../copyAsPicker.ts');
    return copyAs(app, states, isRecord(argument) ? argument['as'] : undefined);
  },
};
