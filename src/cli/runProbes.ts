// The command `probe`: hosts → runner → report → exit status.

import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from '../model/endpoint.ts';
import type { ProbeOptions } from '../model/options.ts';
import { formatDay } from '../formats/day.ts';
import { printableText } from '../formats/printable.ts';
import { endpointKey } from '../formats/targetText.ts';
import { findClientCertificateProblem } from '../engine/clientCertificate.ts';
import { openLocalRunner } from '../engine/localRunner.ts';
import type { Runner } from '../engine/runner.ts';
import type { InputError, ReportPlace } from '../report/report.ts';
import type { ProbeCommand } from './command.ts';
import { addToTally, chooseExitStatus, emptyTally, exitStatus } from './exitStatus.ts';
import { openDestination } from './destination.ts';
import type { Destination } from './destination.ts';
import { decodeText } from '../formats/textDecoding.ts';
import { describeFileError, readInput } from './files.ts';
import { readFleetFiles } from './fleetFiles.ts';
import type { FleetEndpoint } from './fleetFiles.ts';
import { readHostList, splitHostFile } from './hostList.ts';
import type { HostEntry } from './hostList.ts';
import { openProgress } from './progress.ts';
import { openReport } from './report.ts';
import { complain } from './standardError.ts';
import type { StandardOutput } from './standardOutput.ts';

function readEntries(command: ProbeCommand): { entries: readonly HostEntry[]; errors: readonly InputError[] } {
  const entries: HostEntry[] = command.hosts.map((text) => ({ text, place: 'argument' }));
  const errors: InputError[] = [];
  for (const path of command.hostFiles) {
    const name = printableText(path === '-' ? 'standard input' : path, 200);
    try {
      entries.push(...splitHostFile(decodeText(readInput(path)), name));
    } catch (error) {
      const reason = `The list of hosts "${name}" cannot be read: ${describeFileError(error)}.`;
      errors.push({ input: name, reason });
    }
  }
  return { entries, errors };
}

async function openRunner(command: ProbeCommand, count: number): Promise<Runner> {
  if (count === 1) return openLocalRunner();
  // Loaded only here: child_process would slow down the start of a single probe.
  const { openWorkerPool } = await import('../engine/workerPool.ts');
  return openWorkerPool({
    workerPath: join(__dirname, 'worker.js'),
    ...(command.concurrency === undefined ? {} : { concurrency: command.concurrency }),
    ...(command.connectionsPerHost === undefined ? {} : { connectionsPerHost: command.connectionsPerHost }),
  });
}

const certificateFlags = { certificate: '--cert', key: '--key', passphrase: '--passphrase', pfx: '--pfx' } as const;

/** What keeps the whole run from being begun; undefined when nothing does. */
function findObstacle({ options }: ProbeCommand): string | undefined {
  const certificate = options.clientCertificate;
  const problem = certificate === undefined ? undefined : findClientCertificateProblem(certificate);
  return problem === undefined ? undefined : `${certificateFlags[problem.part]}: ${problem.reason}.`;
}

/** One endpoint, with what its fleet file says of it where it stands in one. */
interface Job {
  readonly endpoint: Endpoint;
  readonly listed?: FleetEndpoint;
}

/** What the command line says goes before what the fleet file says; a policy stands in the file alone. */
function optionsOf({ listed }: Job, { options }: ProbeCommand): ProbeOptions {
  if (listed === undefined) return options;
  const { entry, authorities } = listed;
  return {
    ...(entry.serverName === undefined ? {} : { serverName: entry.serverName }),
    ...(authorities === undefined ? {} : { authorities }),
    ...options,
    ...(entry.policy === undefined ? {} : { policy: entry.policy }),
  };
}

/** Each endpoint once: those of fleet files first, then those that only the command line names. */
function gatherJobs(listed: readonly FleetEndpoint[], endpoints: readonly Endpoint[]): readonly Job[] {
  const jobs = new Map<string, Job>();
  for (const one of listed) {
    const { endpoint } = one.entry;
    const key = endpointKey(endpoint);
    if (!jobs.has(key)) jobs.set(key, { endpoint, listed: one });
  }
  for (const endpoint of endpoints) {
    const key = endpointKey(endpoint);
    if (!jobs.has(key)) jobs.set(key, { endpoint });
  }
  return [...jobs.values()];
}

function placesOf(jobs: readonly Job[]): ReadonlyMap<string, ReportPlace> {
  return new Map(
    jobs.flatMap(({ endpoint, listed }): [string, ReportPlace][] =>
      listed === undefined ? [] : [[endpointKey(endpoint), listed.place]],
    ),
  );
}

interface Run {
  readonly command: ProbeCommand;
  readonly jobs: readonly Job[];
  readonly errors: readonly InputError[];
  readonly destination: Destination;
  readonly output: StandardOutput;
}

async function probeAll({ command, jobs, errors, destination, output }: Run): Promise<number> {
  const ending = new AbortController();
  const { signal } = ending;
  // Every probe listens to it: many listeners are no leak.
  setMaxListeners(0, signal);
  let isInterrupted = false;
  const interrupt = (): void => {
    isInterrupted = true;
    ending.abort();
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  // Nobody can be told any more: what is under way is ended, what is known decides the exit status.
  output.onEnd(() => ending.abort());
  const progress = openProgress(jobs.length);
  const report = openReport(command, placesOf(jobs), (text) => progress.aside(() => destination.write(text)));
  const runner = await openRunner(command, jobs.length);
  let tally = emptyTally;
  try {
    await Promise.all(
      jobs.map(async (job, index) => {
        const { endpoint } = job;
        const assessment = await runner.run({ endpoint, options: optionsOf(job, command), signal });
        tally = addToTally(tally, assessment, command.failOn);
        progress.advance(endpoint);
        report.add(index, assessment);
      }),
    );
    progress.close();
    report.finish(errors);
    const isDelivered = destination.finish();
    return chooseExitStatus(tally, errors.length > 0 || !isDelivered, isInterrupted);
  } finally {
    progress.close();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await runner.close();
  }
}

export async function runProbes(command: ProbeCommand, output: StandardOutput): Promise<number> {
  for (const warning of command.warnings) complain(warning);
  const obstacle = findObstacle(command);
  if (obstacle !== undefined) {
    complain(obstacle);
    return exitStatus.badInput;
  }
  const { entries, errors: listErrors } = readEntries(command);
  const demands = {
    tls: command.tls,
    family: command.options.address === undefined ? command.options.family : undefined,
  };
  const { endpoints, errors: hostErrors } = readHostList(entries, demands);
  const fleet = readFleetFiles(command.fleetFiles, {
    today: formatDay(Date.now()),
    hasAuthorities: command.options.authorities !== undefined,
    readFile: (path) => readFileSync(path),
  });
  for (const warning of fleet.warnings) complain(warning);
  const errors = [...listErrors, ...hostErrors, ...fleet.errors];
  for (const { reason } of errors) complain(reason);
  const jobs = gatherJobs(fleet.endpoints, endpoints);
  if (jobs.length === 0 && errors.length === 0) {
    complain('No host was given. Try --help.');
    return exitStatus.badInput;
  }
  const destination = openDestination(command.output, output);
  if (destination === undefined) return exitStatus.badInput;
  return probeAll({ command, jobs, errors, destination, output });
}
