// The headless front door: argv → the command asked for → exit status. The same engine as in VS Code.

import { readFileSync } from 'node:fs';
import { reasonOf } from '../formats/printable.ts';
import { parseCommand } from './args.ts';
import { exitStatus } from './exitStatus.ts';
import { explain, listCauses, listRules } from './explain.ts';
import { explainError } from './explainError.ts';
import { helpText } from './help.ts';
import { runLog } from './runLog.ts';
import { runProbes } from './runProbes.ts';
import { runReport } from './runReport.ts';
import { complain } from './standardError.ts';
import { openStandardOutput } from './standardOutput.ts';
import type { StandardOutput } from './standardOutput.ts';

declare const packageVersion: string;

async function run(argv: readonly string[], output: StandardOutput): Promise<number> {
  const command = parseCommand(argv, { readFile: (path) => readFileSync(path), environment: process.env });
  switch (command.kind) {
    case 'help':
      output.write(helpText);
      return exitStatus.fine;
    case 'version':
      output.write(`${packageVersion}\n`);
      return exitStatus.fine;
    case 'list-rules':
      return listRules(output);
    case 'list-causes':
      return listCauses(output);
    case 'explain':
      return explain(command.rule, output);
    case 'explain-error':
      return explainError(command, output);
    case 'invalid':
      complain(`${command.reason} Try --help.`);
      return exitStatus.badInput;
    case 'probe':
      return runProbes(command, output);
    case 'report':
      return runReport(command, output);
    case 'log':
      return runLog(command, output);
    case 'hybrid': {
      const { runHybrid } = await import('./runHybrid.ts');
      return runHybrid(command, output, packageVersion);
    }
    case 'check-config': {
      const { runCheckConfig } = await import('./runCheckConfig.ts');
      return runCheckConfig(command, output, packageVersion);
    }
  }
}

function main(): void {
  const output = openStandardOutput(process.stdout, complain);
  // A look-up that nobody waits for any more cannot be cancelled: leave as soon as the output is out.
  const leave = (status: number): void => {
    output.flush(() => process.exit(output.state() === 'failed' ? exitStatus.badInput : status));
  };
  run(process.argv.slice(2), output).then(leave, (error: unknown) => {
    complain(reasonOf(error, 500));
    leave(exitStatus.badInput);
  });
}

main();
