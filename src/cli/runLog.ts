// The command `log`: protocol logs of Exchange → what became of TLS in them → exit status. Sends nothing.

import { createReadStream } from 'node:fs';
import { isatty } from 'node:tty';
import type { LogSummary } from '../model/protocolLog.ts';
import { gunzipped } from '../formats/gzip.ts';
import { printableText } from '../formats/printable.ts';
import { formatDocument } from '../report/json.ts';
import type { LogCommand } from './command.ts';
import { exitStatus } from './exitStatus.ts';
import { describeFileError } from './files.ts';
import { complain, writeError } from './standardError.ts';
import type { StandardOutput } from './standardOutput.ts';

/** Between two words on how far it has come. */
const progressMs = 200;

function openLogProgress(name: string): (bytes: number | undefined) => void {
  if (!isatty(2)) return () => undefined;
  let last = 0;
  return (bytes) => {
    const now = performance.now();
    if (bytes !== undefined && now - last < progressMs) return;
    last = now;
    writeError(bytes === undefined ? '\r\u001b[K' : `\r\u001b[K${(bytes / 1e6).toFixed(0)} MB of ${name.slice(-50)}`);
  };
}

/** Logs that were put aside are often packed. */
function openLog(path: string): AsyncIterable<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: 256 * 1024 });
  return /\.gz$/i.test(path) ? gunzipped(file) : file;
}

async function analyse(path: string): Promise<LogSummary> {
  // Read for this command only.
  const { LogAnalysis } = await import('../engine/logAnalysis.ts');
  const analysis = new LogAnalysis({ fileName: path });
  const tell = openLogProgress(printableText(path, 200));
  const stream = path === '-' ? process.stdin : openLog(path);
  try {
    for await (const chunk of stream) {
      analysis.push(chunk);
      tell(analysis.bytes);
    }
    return analysis.finish();
  } finally {
    tell(undefined);
  }
}

export async function runLog({ files, isJson }: LogCommand, output: StandardOutput): Promise<number> {
  const { describeLog } = await import('../report/logText.ts');
  const logs: { readonly file: string; readonly summary: LogSummary }[] = [];
  let isBad = false;
  for (const path of files) {
    const file = printableText(path === '-' ? 'standard input' : path, 300);
    try {
      const summary = await analyse(path);
      logs.push({ file, summary });
      if (summary.sessions === 0) {
        isBad = true;
        complain(
          `"${file}" holds no session of a protocol log.${summary.problems[0] === undefined ? '' : ` ${summary.problems[0]}`}`,
        );
      } else if (!isJson) {
        output.write(`${logs.length > 1 ? '\n' : ''}${describeLog(file, summary).join('\n')}\n`);
      }
    } catch (error) {
      isBad = true;
      complain(`"${file}" cannot be read: ${describeFileError(error)}.`);
    }
  }
  if (isJson) output.write(formatDocument('smtp-tls-log', { logs }));
  if (isBad) return exitStatus.badInput;
  return logs.some(({ summary }) => summary.failed > 0) ? exitStatus.finding : exitStatus.fine;
}
