// The file of `--output`: opened before anything is probed, written when the report is whole.

import { closeSync, constants, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';

export interface ReportFile {
  readonly write: (text: string) => void;
  /** All that was written, for another place when the file fails. */
  readonly text: () => string;
  /** Writes the file and closes it. @throws When that fails. */
  readonly finish: () => void;
}

function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  // A disk that is nearly full takes a part and says nothing.
  for (let offset = 0; offset < bytes.length;) offset += writeSync(file, bytes, offset);
}

/** What stands in the file stays until the new report is whole. @throws When the file cannot be opened for writing. */
export function openReportFile(path: string): ReportFile {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o666);
  const parts: string[] = [];
  const text = (): string => parts.join('');
  return {
    write: (part) => void parts.push(part),
    text,
    finish: () => {
      try {
        if (fstatSync(file).isFile()) ftruncateSync(file);
        writeWhole(file, text());
      } finally {
        closeSync(file);
      }
    },
  };
}
