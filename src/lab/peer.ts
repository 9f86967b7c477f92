// The lab server's side of one connection: reads lines, writes bytes in every way a server might, starts TLS.
// Nothing a client does ends in an exception that leaves this file.

import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { SecureContext } from 'node:tls';

/** How the server side of TLS is set up, beyond the keys. */
export interface TlsSetup {
  readonly context: SecureContext;
  readonly requestsCertificate: boolean;
  readonly demandsCertificate: boolean;
}

/** Clients' lines beyond this are cut: the lab guards itself too. */
const maximumLine = 64 * 1024;

/** How long a closed connection waits for the client to close its side. */
const lingerMs = 2_000;

export class Peer {
  /** Settles when the connection is closed for good. */
  readonly gone: Promise<void>;
  readonly #socket: Socket;
  #stream: Socket;
  #received = Buffer.alloc(0);
  #ended = false;
  #wake: (() => void) | undefined;
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  #isInTls = false;
  #isClosing = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#stream = socket;
    socket.setNoDelay(true);
    socket.on('error', () => undefined);
    this.gone = new Promise((settle) => {
      socket.on('close', () => {
        this.#onGone();
        settle();
      });
    });
    this.#listen(socket);
  }

  get isInTls(): boolean {
    return this.#isInTls;
  }

  /** Nothing more can be said or heard. */
  get isGone(): boolean {
    return this.#isClosing || this.#socket.destroyed || this.#stream.destroyed;
  }

  /** Settles when the bytes are handed to the system, or the connection is gone. */
  write(bytes: Buffer | string): Promise<void> {
    const stream = this.#stream;
    if (this.isGone || !stream.writable) return Promise.resolve();
    return new Promise((settle) => {
      const done = (): void => {
        stream.off('close', done);
        settle();
      };
      stream.once('close', done);
      stream.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, () => done());
    });
  }

  /** Ends early when the connection is gone. */
  wait(ms: number): Promise<void> {
    if (this.isGone) return Promise.resolve();
    return new Promise((settle) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        settle();
      }, ms);
      this.#timers.set(timer, settle);
    });
  }

  /** A line without its end; undefined when the client has closed its side. */
  async readLine(): Promise<string | undefined> {
    for (;;) {
      const end = this.#received.indexOf(0x0a);
      if (end >= 0) {
        const line = this.#received.subarray(0, end).toString('latin1');
        this.#received = this.#received.subarray(end + 1);
        return line.replace(/\r$/, '');
      }
      if (this.#ended || this.isGone) return undefined;
      if (this.#received.length > maximumLine) this.#received = Buffer.alloc(0);
      await this.#more();
    }
  }

  /** The bytes that came since, at least one; undefined when the client has closed its side. */
  async readBytes(): Promise<Buffer | undefined> {
    while (this.#received.length === 0) {
      if (this.#ended || this.isGone) return undefined;
      await this.#more();
    }
    const bytes = this.#received;
    this.#received = Buffer.alloc(0);
    return bytes;
  }

  /** The server's part of the handshake. True when it was done. */
  async startTls(setup: TlsSetup): Promise<boolean> {
    if (this.isGone) return false;
    const socket = this.#socket;
    this.#unlisten(socket);
    socket.pause();
    // A ClientHello that came while the server still talked goes back, for TLS to read it.
    if (this.#received.length > 0) socket.unshift(this.#received);
    this.#received = Buffer.alloc(0);
    const secured = new TLSSocket(socket, {
      isServer: true,
      secureContext: setup.context,
      requestCert: setup.requestsCertificate || setup.demandsCertificate,
      rejectUnauthorized: setup.demandsCertificate,
    });
    this.#stream = secured;
    secured.on('error', () => secured.destroy());
    secured.on('_tlsError', () => secured.destroy());
    this.#listen(secured);
    // A client that leaves before the handshake is done leaves a half-open connection behind.
    const giveUp = (): void => void secured.destroy();
    secured.once('end', giveUp);
    const isDone = await new Promise<boolean>((settle) => {
      secured.once('secure', () => settle(true));
      secured.once('close', () => settle(false));
    });
    secured.off('end', giveUp);
    secured.on('close', this.#onGone);
    if (!isDone || secured.destroyed) {
      this.#onGone();
      return false;
    }
    this.#isInTls = true;
    return true;
  }

  /**
   * FIN behind what was written. What the client still sends is read and forgotten for a while:
   * closing with unread bytes would turn the FIN into a RST.
   */
  close(): void {
    this.#isClosing = true;
    if (this.#socket.destroyed || this.#stream.destroyed) return;
    this.#stream.end();
    const timer = setTimeout(() => this.destroy(), lingerMs);
    timer.unref();
    this.#timers.set(timer, () => undefined);
  }

  /** FIN, while the server goes on reading. */
  halfClose(): void {
    this.#stream.end();
  }

  /** TCP RST, without a close_notify. */
  reset(): void {
    this.#socket.resetAndDestroy();
  }

  destroy(): void {
    this.#stream.destroy();
    this.#socket.destroy();
    this.#onGone();
  }

  #listen(stream: Socket): void {
    stream.on('data', this.#onData);
    stream.on('end', this.#onEnd);
  }

  #unlisten(stream: Socket): void {
    stream.off('data', this.#onData);
    stream.off('end', this.#onEnd);
  }

  #more(): Promise<void> {
    return new Promise((settle) => {
      this.#wake = settle;
    });
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#isClosing) return;
    this.#received = Buffer.concat([this.#received, chunk]);
    this.#wake?.();
  };

  readonly #onEnd = (): void => {
    this.#ended = true;
    this.#wake?.();
  };

  readonly #onGone = (): void => {
    this.#ended = true;
    for (const [timer, settle] of this.#timers) {
      clearTimeout(timer);
      settle();
    }
    this.#timers.clear();
    this.#wake?.();
  };
}
