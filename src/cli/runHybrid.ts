// The command `hybrid`: exports and both legs → one verdict → report → exit status.

import { statSync } from 'node:fs';
import { parseConnectorExport } from '../formats/connectorExport.ts';
import { connectorSetOf } from '../formats/connectorSet.ts';
import type { ConnectorExport } from '../formats/connectorExport.ts';
import { exportLimits } from '../formats/exports/rawExport.ts';
import { printableText } from '../formats/printable.ts';
import { diagnoseHybrid } from '../engine/hybridDiagnosis.ts';
import { openLocalRunner } from '../engine/localRunner.ts';
import { exportSnippet } from '../hybrid/exportSnippet.ts';
import { severities } from '../model/finding.ts';
import type { HybridDiagnosis } from '../model/hybrid.ts';
import { formatHybridReport } from '../report/hybrid/hybridReport.ts';
import type { HybridCommand } from './command.ts';
import { openDestination } from './destination.ts';
import { exitStatus } from './exitStatus.ts';
import { describeFileError, readInput } from './files.ts';
import { complain } from './standardError.ts';
import type { StandardOutput } from './standardOutput.ts';
import { terminalWidth } from './terminalWidth.ts';

interface ReadFiles {
  readonly names: readonly string[];
  readonly exports: readonly ConnectorExport[];
  readonly hasFailed: boolean;
}

function readFiles(paths: readonly string[]): ReadFiles {
  const names: string[] = [];
  const exports: ConnectorExport[] = [];
  let hasFailed = false;
  for (const path of paths) {
    const name = printableText(path === '-' ? 'standard input' : path, 200);
    try {
      // What is too large is refused before it is in memory.
      const isLarge = path !== '-' && statSync(path).size > exportLimits.bytes;
      const bytes = isLarge ? undefined : readInput(path);
      const one = bytes === undefined ? undefined : parseConnectorExport({ name, bytes });
      if (one === undefined) complain(`"${name}" is larger than 20 MB, more than is read of an export.`);
      for (const { message, place } of one?.problems ?? []) complain(`${place.file}:${place.line}: ${message}`);
      if (one === undefined || one.nouns.length + one.empty.length === 0) {
        hasFailed = true;
        continue;
      }
      names.push(name);
      exports.push(one);
    } catch (error) {
      complain(`"${name}" cannot be read: ${describeFileError(error)}.`);
      hasFailed = true;
    }
  }
  return { names, exports, hasFailed };
}

/** What is wrong with a leg counts like a finding: it is what the command is for. */
function statusOf({ verdict, findings }: HybridDiagnosis, failOn: HybridCommand['failOn']): number {
  const limit = failOn === 'never' ? -1 : severities.indexOf(failOn);
  const isFound = findings.some(({ severity }) => severities.indexOf(severity) <= limit);
  if (failOn !== 'never' && (isFound || verdict === 'broken')) return exitStatus.finding;
  return verdict === 'unreachable' || verdict === 'inconclusive' ? exitStatus.unknown : exitStatus.fine;
}

export async function runHybrid(command: HybridCommand, output: StandardOutput, version: string): Promise<number> {
  if (command.isSnippet) {
    output.write(exportSnippet);
    return exitStatus.fine;
  }
  const { names, exports, hasFailed } = readFiles(command.files);
  const { onPremises, smartHost, egress, options } = command;
  if (names.length === 0 && onPremises === undefined && smartHost === undefined) return exitStatus.badInput;
  const destination = openDestination(command.output, output);
  if (destination === undefined) return exitStatus.badInput;
  const ending = new AbortController();
  const interrupt = (): void => ending.abort();
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
  const runner = openLocalRunner();
  try {
    const diagnosis = await diagnoseHybrid({
      set: connectorSetOf(names, exports),
      ...(onPremises === undefined ? {} : { onPremises }),
      ...(smartHost === undefined ? {} : { smartHost }),
      ...(egress === undefined ? {} : { egress }),
      options,
      runner,
      signal: ending.signal,
      now: Date.now(),
    });
    const hasColour = command.output === undefined && process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '';
    const text = { width: terminalWidth(), hasColour, isVerbose: false };
    destination.write(formatHybridReport(diagnosis, command.format, version, text));
    if (ending.signal.aborted) return exitStatus.interrupted;
    return !destination.finish() || hasFailed ? exitStatus.badInput : statusOf(diagnosis, command.failOn);
  } finally {
    process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
    await runner.close();
  }
}
