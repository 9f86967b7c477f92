// "Export Report…": of the endpoints named or selected, else of those a person picks.

import { commandIds } from '../contributions.ts';
import { findEndpoints } from './command.ts';
import type { Command } from './command.ts';

export const exportReportCommand: Command = {
  id: commandIds.exportReport,
  run: async (app, argument, selected) => {
    await app.loaded;
    const { exportReport } = await import('../exportReport.ts');
    return exportReport(app, findEndpoints(app, argument, selected), argument);
  },
};
