// The command `probe`: hosts → runner → report → exit status.

import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Endpoint } from '../model/endpoint.ts';
import { printableText } from '../formats/printable.ts';
import { findClientCertificateProblem } from '../engine/clientCertificate.ts';
import { openLocalRunner } from '../engine/localRunner.ts';
import type { Runner } from '../engine/runner.ts';
import type { InputError } from '../report/json.ts';
import type { ProbeCommand } from './args.ts';
import { addToTally, chooseExitStatus, emptyTally, exitStatus } from './exitStatus.ts';
import { decodeText, describeFileError } from './files.ts';
import { readHostList, splitHostFile } from './hostList.ts';
import type { HostEntry } from './hostList.ts';
import { openProgress } from './progress.ts';
import { openReport } from './report.ts';
import { openReportFile } from './reportFile.ts';
import type { ReportFile } from './reportFile.ts';
import { complain } from './standardError.ts';
import type { StandardOutput } from './standardOutput.ts';

function readEntries(command: ProbeCommand): { entries: readonly HostEntry[]; errors: readonly InputError[] } {
  const entries: HostEntry[] = command.hosts.map((text) => ({ text, place: 'argument' }));
  const errors: InputError[] = [];
  for (const path of command.hostFiles) {
    const name = printableText(path === '-' ? 'standard input' : path, 200);
    try {
      entries.push(...splitHostFile(decodeText(readFileSync(path === '-' ? 0 : path)), name));
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

/** Where the report goes. */
interface Destination {
  readonly write: (text: string) => void;
  /** False: the report could not be put where it was asked for. */
  readonly finish: () => boolean;
}

function sendToFile(path: string, file: ReportFile, output: StandardOutput): Destination {
  return {
    write: file.write,
    finish: () => {
      try {
        file.finish();
        return true;
      } catch (error) {
        const name = printableText(path, 200);
        complain(`--output: "${name}" cannot be written: ${describeFileError(error)}. The report follows here.`);
        output.write(file.text());
        return false;
      }
    },
  };
}

/** @returns Undefined when the file cannot be opened, which is complained about. */
function openDestination(path: string | undefined, output: StandardOutput): Destination | undefined {
  if (path === undefined) return { write: output.write, finish: () => true };
  try {
    return sendToFile(path, openReportFile(path), output);
  } catch (error) {
    complain(`--output: "${printableText(path, 200)}" cannot be opened: ${describeFileError(error)}.`);
    return undefined;
  }
}

interface Run {
  readonly command: ProbeCommand;
  readonly endpoints: readonly Endpoint[];
  readonly errors: readonly InputError[];
  readonly destination: Destination;
  readonly output: StandardOutput;
}

async function probeAll({ command, endpoints, errors, destination, output }: Run): Promise<number> {
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
  const progress = openProgress(endpoints.length);
  const report = openReport(command, (text) => progress.aside(() => destination.write(text)));
  const runner = await openRunner(command, endpoints.length);
  let tally = emptyTally;
  try {
    await Promise.all(
      endpoints.map(async (endpoint, index) => {
        const assessment = await runner.run({ endpoint, options: command.options, signal });
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
  const errors = [...listErrors, ...hostErrors];
  for (const { reason } of errors) complain(reason);
  if (entries.length === 0 && errors.length === 0) {
    complain('No host was given. Try --help.');
    return exitStatus.badInput;
  }
  const destination = openDestination(command.output, output);
  if (destination === undefined) return exitStatus.badInput;
  return probeAll({ command, endpoints, errors, destination, output });
}
