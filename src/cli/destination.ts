// Where a report goes: standard output, or the file of `--output`.

import { printableText } from '../formats/printable.ts';
import { describeFileError } from './files.ts';
import { openReportFile } from './reportFile.ts';
import type { ReportFile } from './reportFile.ts';
import { complain } from './standardError.ts';
import type { StandardOutput } from './standardOutput.ts';

export interface Destination {
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
export function openDestination(path: string | undefined, output: StandardOutput): Destination | undefined {
  if (path === undefined) return { write: output.write, finish: () => true };
  try {
    return sendToFile(path, openReportFile(path), output);
  } catch (error) {
    complain(`--output: "${printableText(path, 200)}" cannot be opened: ${describeFileError(error)}.`);
    return undefined;
  }
}
