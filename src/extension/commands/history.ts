// What can be done with results of the past. The bodies are loaded when somebody asks for one.

import { commandIds } from '../contributions.ts';
import type { Command } from './command.ts';

export const showHistoryCommand: Command = {
  id: commandIds.showHistory,
  run: async (app, argument) => (await import('../historyTimeline.ts')).showHistory(app, argument),
};

export const whatChangedCommand: Command = {
  id: commandIds.whatChanged,
  run: async (app, argument) => (await import('../compareResults.ts')).showWhatChanged(app, argument),
};

export const diffTranscriptsCommand: Command = {
  id: commandIds.diffTranscripts,
  run: async (app, argument) => (await import('../compareResults.ts')).diffTranscripts(app, argument),
};

export const compareResultsCommand: Command = {
  id: commandIds.compareResults,
  run: async (app, ...argumentList) => (await import('../compareResults.ts')).compareResults(app, argumentList),
};

export const importResultCommand: Command = {
  id: commandIds.importResult,
  run: async (app, argument) => (await import('../importResults.ts')).importResults(app, argument),
};
