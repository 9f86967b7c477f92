// What people do with fleets, gathered into one bundle that is loaded with the first of it.

import { addEndpoint } from './addEndpoint.ts';
import { editEndpoint } from './editEndpoint.ts';
import { openInFleetFile } from './openInFleetFile.ts';
import { probeListed } from './probeListed.ts';
import { saveAsFleetFile } from './saveAsFleetFile.ts';

export const fleetActions = {
  add: addEndpoint,
  edit: editEndpoint,
  open: openInFleetFile,
  probe: probeListed,
  save: saveAsFleetFile,
};
