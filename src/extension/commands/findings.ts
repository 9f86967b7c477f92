// What can be done about one finding beside mending the server. The work is loaded when somebody asks for it.

import { commandIds } from '../contributions.ts';
import type { Command } from './command.ts';

export const acceptFindingCommand: Command = {
  id: commandIds.acceptFinding,
  run: async (app, argument) => {
    const { findingActions } = await import('../findingActions.ts');
    return findingActions.accept(app, argument);
  },
};

export const correctPairingCommand: Command = {
  id: commandIds.correctPairing,
  run: async (app, argument) => {
    const { findingActions } = await import('../findingActions.ts');
    return findingActions.correct(app, argument);
  },
};
