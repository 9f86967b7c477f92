// The built command line, as a person calls it.

import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Assessment } from '../../../src/model/assessment.ts';
import { collectOutput } from './collectOutput.ts';

export interface CommandLineResult {
  readonly exitCode: number;
  readonly assessment: Assessment;
}

/** Runs `smtp-tls-probe probe HOST … --json` for one host. @throws When it printed no assessment. */
export async function probeFromCommandLine(host: string, flags: readonly string[]): Promise<CommandLineResult> {
  const cli = join(process.cwd(), 'dist', 'cli.js');
  const child = spawn(process.execPath, [cli, 'probe', host, ...flags, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, output, errors } = await collectOutput(child, 30_000);
  let assessment: Assessment | undefined;
  try {
    const document = JSON.parse(output) as { readonly assessments: readonly Assessment[] };
    assessment = document.assessments[0];
  } catch {
    // Said below, with all it printed.
  }
  if (assessment === undefined)
    throw new Error(`The probe printed no assessment (exit ${code}):\n${output}\n${errors}`);
  return { exitCode: code, assessment };
}
