// What can be done with the list of endpoints as a whole and with fleet files. The work is loaded when somebody asks for it.

import { commandIds } from '../contributions.ts';
import type { Command } from './command.ts';

export const addEndpointCommand: Command = {
  id: commandIds.addEndpoint,
  run: async (app, argument) => {
    const { fleetActions } = await import('../fleetActions.ts');
    return fleetActions.add(app, argument);
  },
};

export const editEndpointCommand: Command = {
  id: commandIds.editEndpoint,
  run: async (app, argument) => {
    const { fleetActions } = await import('../fleetActions.ts');
    return fleetActions.edit(app, argument);
  },
};

export const importEndpointsCommand: Command = {
  id: commandIds.importEndpoints,
  run: async (app) => {
    const { importEndpoints } = await import('../importEndpoints.ts');
    return importEndpoints(app);
  },
};

export const saveAsFleetFileCommand: Command = {
  id: commandIds.saveAsFleetFile,
  run: async (app, argument) => {
    const { fleetActions } = await import('../fleetActions.ts');
    return fleetActions.save(app, argument);
  },
};

export const openInFleetFileCommand: Command = {
  id: commandIds.openInFleetFile,
  run: async (app, argument) => {
    const { fleetActions } = await import('../fleetActions.ts');
    return fleetActions.open(app, argument);
  },
};

export const probeListedCommand: Command = {
  id: commandIds.probeListed,
  run: async (app, argument) => {
    const { fleetActions } = await import('../fleetActions.ts');
    return fleetActions.probe(app, argument);
  },
};
