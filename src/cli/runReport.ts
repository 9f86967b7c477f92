// The command `report`: stored results → judged again by the rules of today → report → exit status. Sends nothing.

import { readFileSync } from 'node:fs';
import type { Assessment } from '../model/assessment.ts';
import type { EndpointPolicy } from '../model/fleet.ts';
import { parseAssessmentFile } from '../formats/assessmentFile.ts';
import { formatDay } from '../formats/day.ts';
import { printableText } from '../formats/printable.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { InputError, ReportPlace } from '../report/report.ts';
import { diagnose } from '../engine/diagnose.ts';
import type { ReportCommand } from './command.ts';
import { openDestination } from './destination.ts';
import { addToTally, chooseExitStatus, emptyTally, exitStatus } from './exitStatus.ts';
import { decodeText } from '../formats/textDecoding.ts';
import { describeFileError, readInput } from './files.ts';
import { readFleetFiles } from './fleetFiles.ts';
import type { FleetEndpoint } from './fleetFiles.ts';
import { openReport } from './report.ts';
import { complain } from './standardError.ts';
import type { StandardOutput } from './standardOutput.ts';

const noPolicy: EndpointPolicy = { expectations: {}, accepted: [] };

/** Only what was learnt counts of a stored result, and the policy that stands in the fleet file by now. */
function judgeAgain(stored: Assessment, listed: FleetEndpoint | undefined): Assessment {
  return diagnose(listed === undefined ? stored : { ...stored, policy: listed.entry.policy ?? noPolicy });
}

interface StoredResults {
  readonly assessments: readonly Assessment[];
  readonly errors: readonly InputError[];
}

function readResults(path: string): StoredResults {
  const name = printableText(path === '-' ? 'standard input' : path, 200);
  try {
    const text = decodeText(readInput(path));
    const { assessments, problems } = parseAssessmentFile(text);
    return { assessments, errors: problems.map((problem) => ({ input: name, reason: `${name}: ${problem}` })) };
  } catch (error) {
    return {
      assessments: [],
      errors: [{ input: name, reason: `"${name}" cannot be read: ${describeFileError(error)}.` }],
    };
  }
}

export function runReport(command: ReportCommand, output: StandardOutput): number {
  const today = formatDay(Date.now());
  // Nothing is probed: nobody needs the authorities.
  const fleet = readFleetFiles(command.fleetFiles, {
    today,
    hasAuthorities: true,
    readFile: (path) => readFileSync(path),
  });
  for (const warning of fleet.warnings) complain(warning);
  for (const { reason } of fleet.errors) complain(reason);
  const listed = new Map(fleet.endpoints.map((endpoint) => [endpointKey(endpoint.entry.endpoint), endpoint]));
  const places = new Map([...listed].map(([key, { place }]): [string, ReportPlace] => [key, place]));
  const destination = openDestination(command.output, output);
  if (destination === undefined) return exitStatus.badInput;
  const report = openReport(command, places, destination.write);
  const errors = [...fleet.errors];
  let tally = emptyTally;
  let count = 0;
  for (const file of command.files) {
    const results = readResults(file);
    for (const { reason } of results.errors) complain(reason);
    errors.push(...results.errors);
    for (const stored of results.assessments) {
      const assessment = judgeAgain(stored, listed.get(endpointKey(stored.endpoint)));
      tally = addToTally(tally, assessment, command.failOn);
      report.add(count++, assessment);
    }
  }
  report.finish(errors);
  const isDelivered = destination.finish();
  return chooseExitStatus(tally, errors.length > 0 || !isDelivered, false);
}
