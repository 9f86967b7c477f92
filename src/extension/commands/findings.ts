// What can be done about one finding beside mending the server. The work is loaded when somebody asks for it.

import { commandIds } from '../contributions.ts';
import type { Command } from './command.ts';

export const acceptFindingCommand: Command = {
  id: commandIds.acceptFinding,
  run: async (app, argument) => {
    const { acceptFinding } = await import('../acceptFinding.ts');
    return acceptFinding(app, argument);
  },
};

export const correctPairingCommand: Command = {
  id: commandIds.correctPairing,
  run: async (app, argument) => {
    const { correctPairing } = await import('../correctPairing.ts');
    return correctPairing(app, argument);
  },
};
