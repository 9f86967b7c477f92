// The bytes of a log as they come → its lines, each with its place. Never holds more than one line of bounded length.

import type { LogPlace } from '../model/protocolLog.ts';

export interface LogLine {
  readonly place: LogPlace;
  /** Without its line end; of a longer one the first `longestLine` bytes. */
  readonly text: string;
  readonly isCut: boolean;
}

/** Exchange cuts a row at some kilobytes; what is longer is no protocol log's. */
const longestLine = 64 * 1024;

const lineFeed = 0x0a;

/** Turns UTF-16 into UTF-8 as it comes; other text goes through as it is. */
class Transcoder {
  #decoder: InstanceType<typeof TextDecoder> | undefined;
  #head: Uint8Array | undefined = new Uint8Array(0);

  get isActive(): boolean {
    return this.#decoder !== undefined;
  }

  push(chunk: Uint8Array): Uint8Array {
    let bytes = chunk;
    if (this.#head !== undefined) {
      bytes = this.#head.length === 0 ? chunk : Buffer.concat([this.#head, chunk]);
      if (bytes.length < 2) {
        this.#head = Uint8Array.from(bytes);
        return new Uint8Array(0);
      }
      this.#head = undefined;
      if (bytes[0] === 0xff && bytes[1] === 0xfe) this.#decoder = new TextDecoder('utf-16le');
      if (bytes[0] === 0xfe && bytes[1] === 0xff) this.#decoder = new TextDecoder('utf-16be');
    }
    return this.#decoder === undefined ? bytes : Buffer.from(this.#decoder.decode(bytes, { stream: true }));
  }

  finish(): Uint8Array {
    return this.#head ?? new Uint8Array(0);
  }
}

export class LogLineReader {
  readonly #transcoder = new Transcoder();
  #pending: Buffer[] = [];
  /** Bytes of the line begun, those that are not kept included. */
  #length = 0;
  #kept = 0;
  #line = 1;
  #offset: number;

  /** @param start Where in its file the first byte stands, and on which line. */
  constructor(start: LogPlace = { line: 1, offset: 0 }) {
    this.#line = start.line;
    this.#offset = start.offset;
  }

  /** Places are those of the file's own bytes only while this is false: UTF-16 is read as if it were UTF-8. */
  get isTranscoded(): boolean {
    return this.#transcoder.isActive;
  }

  get bytesRead(): number {
    return this.#offset + this.#length;
  }

  *push(chunk: Uint8Array): Generator<LogLine, void> {
    const bytes = this.#transcoder.push(chunk);
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let start = 0;
    for (;;) {
      const end = buffer.indexOf(lineFeed, start);
      if (end < 0) break;
      yield this.#finishLine(buffer.subarray(start, end), 1);
      start = end + 1;
    }
    if (start < buffer.length) this.#keep(Buffer.from(buffer.subarray(start)));
  }

  /** The line without a line end at the end of the file. */
  *finish(): Generator<LogLine, void> {
    const head = this.#transcoder.finish();
    if (head.length > 0) this.#keep(Buffer.from(head));
    if (this.#length > 0) yield this.#finishLine(Buffer.alloc(0), 0);
  }

  #keep(bytes: Buffer): void {
    this.#length += bytes.length;
    const room = longestLine - this.#kept;
    if (room <= 0) return;
    const part = bytes.subarray(0, room);
    this.#pending.push(part);
    this.#kept += part.length;
  }

  #finishLine(last: Buffer, lineEnd: number): LogLine {
    let bytes = last;
    let length = last.length;
    if (this.#length > 0) {
      length += this.#length;
      const room = Math.max(0, longestLine - this.#kept);
      bytes = Buffer.concat([...this.#pending, last.subarray(0, room)]);
      this.#pending = [];
      this.#length = 0;
      this.#kept = 0;
    }
    const isCut = length > longestLine;
    if (isCut) bytes = bytes.subarray(0, longestLine);
    const place = { line: this.#line, offset: this.#offset };
    this.#line++;
    this.#offset += length + lineEnd;
    const text = bytes.toString('utf8').replace(/\r$/, '');
    return { place, text: place.offset === 0 ? text.replace(/^\uFEFF/, '') : text, isCut };
  }
}
