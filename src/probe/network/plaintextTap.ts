// A stream between socket and TLS that lets the probe see what a server says in place of TLS records.
// Used only for a second look, after a handshake failed on bytes that are not TLS: reading every byte
// in JavaScript costs a third of a probe's CPU time.

import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

/** RFC 8446 section 5.1: alert or handshake record, then major version 3. */
function isRecordStart(bytes: Buffer, index: number): boolean {
  const type = bytes[index];
  return (type === 0x15 || type === 0x16) && bytes[index + 1] === 0x03 && (bytes[index + 2] ?? 0xff) <= 0x04;
}

const maximumPlaintext = 8 * 1024;

/** Clear text in front of the first TLS record is kept aside; everything else passes through. */
export class PlaintextTap extends Duplex {
  readonly #socket: Socket;
  readonly #patienceMs: number;
  #waiting = Buffer.alloc(0);
  #isTls = false;
  #plaintext = Buffer.alloc(0);
  #timer: NodeJS.Timeout | undefined;

  /** @param patienceMs How long TLS may still follow after clear text has come. */
  constructor(socket: Socket, patienceMs: number) {
    super({ allowHalfOpen: true });
    this.#socket = socket;
    this.#patienceMs = patienceMs;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('end', () => this.#end());
    socket.on('error', (error) => this.destroy(error));
    socket.on('close', () => this.#end());
  }

  /** What came in clear text, at most 8 KB. */
  get plaintext(): Buffer {
    return this.#isTls ? this.#plaintext : Buffer.concat([this.#plaintext, this.#waiting]);
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#socket.writable) this.#socket.write(chunk, (error) => done(error));
    else done();
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#socket.end(() => done());
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.#timer);
    this.#socket.destroy();
    done(error);
  }

  #end(): void {
    this.push(null);
  }

  #receive(chunk: Buffer): void {
    if (this.#isTls) {
      this.#pass(chunk);
      return;
    }
    const bytes = Buffer.concat([this.#waiting, chunk]);
    for (let index = 0; index + 2 < bytes.length; index++) {
      if (!isRecordStart(bytes, index)) continue;
      this.#isTls = true;
      clearTimeout(this.#timer);
      this.#plaintext = bytes.subarray(0, Math.min(index, maximumPlaintext));
      this.#pass(bytes.subarray(index));
      return;
    }
    this.#waiting = bytes.subarray(0, maximumPlaintext);
    const giveUp = (): void => void this.destroy(new Error('clear text in place of TLS'));
    if (bytes.length >= maximumPlaintext) giveUp();
    else this.#timer ??= setTimeout(giveUp, this.#patienceMs);
  }

  #pass(chunk: Buffer): void {
    if (!this.push(chunk)) this.#socket.pause();
  }
}
