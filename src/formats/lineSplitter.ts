// Bytes as they come → lines as they end. Incremental: any split of the stream gives the same lines.

import type { LineEnding } from '../model/transcript.ts';

export interface ReceivedLine {
  readonly bytes: Buffer;
  readonly ending: LineEnding;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;

export class LineSplitter {
  readonly #maximumBytes: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;

  /** @param maximumBytes Longest line accepted, without its line end. */
  constructor(maximumBytes: number) {
    this.#maximumBytes = maximumBytes;
  }

  /**
   * Takes the next bytes and gives the lines that they complete. A line ends at LF, with or without CR
   * before it; a CR elsewhere belongs to the line.
   * `tooLong` tells that a line passed the limit; nothing behind it is read then.
   */
  push(chunk: Buffer): { readonly lines: readonly ReceivedLine[]; readonly tooLong: boolean } {
    const lines: ReceivedLine[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(lineFeed, start);
      if (end < 0) break;
      const bytes = this.#take(chunk.subarray(start, end));
      const hasReturn = bytes.length > 0 && bytes[bytes.length - 1] === carriageReturn;
      const line = hasReturn ? bytes.subarray(0, -1) : bytes;
      if (line.length > this.#maximumBytes) return { lines, tooLong: true };
      lines.push({ bytes: line, ending: hasReturn ? 'crlf' : 'lf' });
      start = end + 1;
    }
    if (start < chunk.length) {
      this.#pending.push(chunk.subarray(start));
      this.#pendingBytes += chunk.length - start;
    }
    return { lines, tooLong: this.#pendingBytes > this.#maximumBytes + 1 };
  }

  /** Gives up the bytes behind the last line end, and forgets them. */
  takeFragment(): Buffer {
    return this.#take(Buffer.alloc(0));
  }

  /** The same as a line without line end; empty when there is none. */
  takeFragmentLine(): readonly ReceivedLine[] {
    const bytes = this.takeFragment();
    return bytes.length > 0 ? [{ bytes, ending: 'none' }] : [];
  }

  #take(last: Buffer): Buffer {
    if (this.#pending.length === 0) return last;
    const joined = Buffer.concat([...this.#pending, last]);
    this.#pending = [];
    this.#pendingBytes = 0;
    return joined;
  }
}
