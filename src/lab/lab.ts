// Starts the catalogue's servers and says how each is to be probed.

import type { Endpoint } from '../model/endpoint.ts';
import { defaultDeadlines } from '../model/limits.ts';
import type { ProbeOptions } from '../model/options.ts';
import type { Fault } from './fault.ts';
import { faults } from './faults.ts';
import { startServer } from './server.ts';
import type { LabServer } from './server.ts';
import { labName, makeWorld } from './world.ts';

export interface LabEntry {
  readonly fault: Fault;
  readonly endpoint: Endpoint;
  /** Whole: the fault's own options and deadlines over the lab's name and roots. */
  readonly options: ProbeOptions;
  readonly server: LabServer;
}

export interface Lab {
  readonly entries: readonly LabEntry[];
  /** PEM of the roots that every probe of the lab trusts. */
  readonly authorities: string;
  /** Ends every server and connection. */
  readonly close: () => Promise<void>;
}

/** Starts the servers of `chosen`, by default of the whole catalogue. */
export async function startLab(chosen: readonly Fault[] = faults): Promise<Lab> {
  const world = await makeWorld();
  const entries = await Promise.all(
    chosen.map(async (fault): Promise<LabEntry> => {
      const server = await startServer(fault.script(world));
      return {
        fault,
        endpoint: { host: server.host, port: server.port, tlsMode: fault.tlsMode },
        options: {
          serverName: labName,
          authorities: world.authorities,
          ...fault.options?.(world),
          deadlines: { ...defaultDeadlines, ...fault.deadlines },
        },
        server,
      };
    }),
  );
  return {
    entries,
    authorities: world.authorities,
    close: async () => void (await Promise.all(entries.map(({ server }) => server.close()))),
  };
}
