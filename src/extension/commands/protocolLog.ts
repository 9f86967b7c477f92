// What can be done with protocol logs of Exchange. The bodies are loaded when somebody asks for one.

import { commandIds } from '../contributions.ts';
import type { Command } from './command.ts';

export const analyseLogCommand: Command = {
  id: commandIds.analyseLog,
  run: async (app, argument) => (await import('../analyseLog.ts')).analyseLog(app, argument),
};

export const showLogSessionCommand: Command = {
  id: commandIds.showLogSession,
  run: async (app, argument) => (await import('../logSessions.ts')).showLogSession(app, argument),
};

export const probeLogHostCommand: Command = {
  id: commandIds.probeLogHost,
  run: async (_app, argument) => (await import('../logSessions.ts')).probeLogHost(argument),
};
