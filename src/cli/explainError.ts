// The command `explain`: the text of a mail error, or a report on TLS → what it says. Sends nothing.

import { existsSync } from 'node:fs';
import { isatty } from 'node:tty';
import { findCause } from '../causes/index.ts';
import { printableText } from '../formats/printable.ts';
import type { TlsReport } from '../model/tlsReport.ts';
import { formatDocument } from '../report/json.ts';
import { rules } from '../rules/index.ts';
import type { ExplainErrorCommand } from './command.ts';
import { exitStatus } from './exitStatus.ts';
import { explain } from './explain.ts';
import { describeFileError, readInput } from './files.ts';
import { complain } from './standardError.ts';
import type { StandardOutput } from './standardOutput.ts';
import { terminalWidth } from './terminalWidth.ts';

async function writeTlsReport(report: TlsReport, isJson: boolean, output: StandardOutput): Promise<void> {
  const { explainTlsReport } = await import('../decoder/explainTlsReport.ts');
  const { formatTlsReportText } = await import('../report/tlsReportText.ts');
  const explained = explainTlsReport(report);
  output.write(isJson ? formatDocument('smtp-tls-report', explained) : formatTlsReportText(explained, terminalWidth()));
}

/** The name of a rule, a cause or an anti-fix, rather than of a file. */
async function isPage(name: string): Promise<boolean> {
  if (rules.some(({ id }) => id === name) || findCause(name) !== undefined) return true;
  if (!name.includes('/') || existsSync(name)) return false;
  const { findAntiFix } = await import('../antifixes/index.ts');
  return findAntiFix(name) !== undefined;
}

export async function explainError({ file, isJson }: ExplainErrorCommand, output: StandardOutput): Promise<number> {
  if (await isPage(file)) return explain(file, output);
  const name = printableText(file === '-' ? 'standard input' : file, 200);
  if (file === '-' && isatty(0)) complain('Paste the error text, then end it with Ctrl+D (Windows: Ctrl+Z and Enter).');
  let bytes: Uint8Array;
  try {
    bytes = readInput(file);
  } catch (error) {
    complain(`"${name}" cannot be read: ${describeFileError(error)}.`);
    return exitStatus.badInput;
  }
  const { readReportFile } = await import('../decoder/tlsReportFile.ts');
  const read = readReportFile(bytes);
  if (read.status === 'unreadable') {
    complain(`"${name}" cannot be read: ${read.reason}.`);
    return exitStatus.badInput;
  }
  if (read.status === 'report') {
    await writeTlsReport(read.report, isJson, output);
    return exitStatus.fine;
  }
  const { text, trouble } = read;
  if (trouble !== undefined) complain(trouble);
  if (text.trim() === '') {
    complain(`"${name}" holds no text.`);
    return exitStatus.badInput;
  }
  const { explainMailErrors } = await import('../decoder/explain.ts');
  const report = explainMailErrors(text);
  if (isJson) output.write(formatDocument('smtp-tls-explanation', report));
  else {
    const { formatMailErrorText } = await import('../report/mailErrorText.ts');
    output.write(formatMailErrorText(report, terminalWidth()));
  }
  return report.explanations.some(({ confidence }) => confidence !== 'unknown') ? exitStatus.fine : exitStatus.unknown;
}
