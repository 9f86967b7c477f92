// The command `explain`: the text of a mail error → what it says, most specific first. Sends nothing.

import { readFileSync } from 'node:fs';
import { printableText } from '../formats/printable.ts';
import { decodeText } from '../formats/textDecoding.ts';
import { rules } from '../rules/index.ts';
import type { ExplainErrorCommand } from './command.ts';
import { exitStatus } from './exitStatus.ts';
import { explain } from './explain.ts';
import { describeFileError } from './files.ts';
import { complain } from './standardError.ts';
import type { StandardOutput } from './standardOutput.ts';
import { terminalWidth } from './terminalWidth.ts';

export async function explainError({ file, isJson }: ExplainErrorCommand, output: StandardOutput): Promise<number> {
  if (rules.some(({ id }) => id === file)) return explain(file, output);
  const name = printableText(file === '-' ? 'standard input' : file, 200);
  if (file === '-' && process.stdin.isTTY)
    complain('Paste the error text, then end it with Ctrl+D (Windows: Ctrl+Z and Enter).');
  let text: string;
  try {
    text = decodeText(readFileSync(file === '-' ? 0 : file));
  } catch (error) {
    complain(`"${name}" cannot be read: ${describeFileError(error)}.`);
    return exitStatus.badInput;
  }
  if (text.trim() === '') {
    complain(`"${name}" holds no text.`);
    return exitStatus.badInput;
  }
  const { explainMailErrors } = await import('../decoder/explain.ts');
  const report = explainMailErrors(text);
  if (isJson) output.write(`${JSON.stringify(report, undefined, 2)}\n`);
  else {
    const { formatMailErrorText } = await import('../report/mailErrorText.ts');
    output.write(formatMailErrorText(report, terminalWidth()));
  }
  return report.explanations.some(({ confidence }) => confidence !== 'unknown') ? exitStatus.fine : exitStatus.unknown;
}
