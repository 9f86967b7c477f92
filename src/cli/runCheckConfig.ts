// The command `check-config`: files → lines that turn TLS or verification off → report → exit status. Sends nothing.

import { statSync } from 'node:fs';
import { scanText } from '../antifixes/scanText.ts';
import { decodeText } from '../formats/textDecoding.ts';
import type { CheckedFile, CheckReport } from '../model/antiFix.ts';
import { severities } from '../model/finding.ts';
import { formatCheckReport } from '../report/checkedFiles.ts';
import type { CheckConfigCommand } from './command.ts';
import { openDestination } from './destination.ts';
import { exitStatus } from './exitStatus.ts';
import { describeFileError, readInput } from './files.ts';
import { terminalWidth } from './terminalWidth.ts';
import type { StandardOutput } from './standardOutput.ts';

/** Two bytes for each character of UTF-16. What is larger is not read. */
const maximumBytes = 4 * 1024 * 1024 + 2;

type Checked = { readonly file: CheckedFile } | { readonly reason: string };

function check(path: string): Checked {
  try {
    if (path !== '-' && statSync(path).size > maximumBytes) return { reason: 'it is larger than 2 MB' };
    const text = decodeText(readInput(path));
    const { languages, findings, unread } = scanText(text, path);
    if (languages.length === 0) return { reason: 'neither its name nor its text is of a kind that is known' };
    if (unread !== undefined && findings.length === 0) return { reason: unread };
    return { file: { file: path, findings, ...(unread === undefined ? {} : { unread }) } };
  } catch (error) {
    return { reason: describeFileError(error) };
  }
}

function reaches({ files }: CheckReport, failOn: CheckConfigCommand['failOn']): boolean {
  if (failOn === 'never') return false;
  const limit = severities.indexOf(failOn);
  return files.some(({ findings }) => findings.some(({ antiFix }) => severities.indexOf(antiFix.severity) <= limit));
}

export function runCheckConfig(command: CheckConfigCommand, output: StandardOutput, version: string): number {
  const destination = openDestination(command.output, output);
  if (destination === undefined) return exitStatus.badInput;
  const checked = command.files.map((path) => ({ path, outcome: check(path) }));
  const report: CheckReport = {
    files: checked.flatMap(({ outcome }) => ('file' in outcome ? [outcome.file] : [])),
    errors: checked.flatMap(({ path, outcome }) =>
      'reason' in outcome ? [{ file: path, reason: outcome.reason }] : [],
    ),
    version,
  };
  destination.write(formatCheckReport(report, command.format, terminalWidth()));
  if (!destination.finish() || report.errors.length > 0) return exitStatus.badInput;
  if (reaches(report, command.failOn)) return exitStatus.finding;
  return report.files.some(({ unread }) => unread !== undefined) ? exitStatus.badInput : exitStatus.fine;
}
