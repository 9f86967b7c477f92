// TCP connections, tried as RFC 8305 section 5 says: the next address after 250 ms, the first to answer wins.

import { connect as connectSocket } from 'node:net';
import type { Socket } from 'node:net';
import type { SocketAddress } from '../../model/endpoint.ts';
import { failed, known } from '../../model/evidence.ts';
import type { AddressList, ConnectionAttempt, Outcome, TcpConnection } from '../../model/evidence.ts';
import type { Failure } from '../../model/failure.ts';
import { connectionAttemptDelayMs } from '../../model/limits.ts';
import type { ProbeOptions } from '../../model/options.ts';
import { addressFamily } from '../../formats/ipAddress.ts';
import type { Clock } from '../clock.ts';
import { waitBounded } from '../interruption.ts';
import type { Interruption } from '../interruption.ts';
import { socketFailure } from './socketErrors.ts';

export interface ConnectedSocket {
  readonly socket: Socket;
  readonly connection: TcpConnection;
}

export interface ConnectEvents {
  readonly onAttempt: (remote: SocketAddress) => void;
  readonly onAttemptFailed: (remote: SocketAddress, failure: Failure) => void;
}

function describeRemote(remote: SocketAddress): string {
  return `${remote.address} port ${remote.port}`;
}

function timeoutFailure(seconds: number, remotes: readonly SocketAddress[]): Failure {
  const who = remotes.map(describeRemote).join(', ');
  return { code: 'connection-timeout', phase: 'connect', detail: `No answer from ${who} within ${seconds} s.` };
}

function localOf(socket: Socket): SocketAddress {
  const address = socket.localAddress ?? '';
  return { address, family: addressFamily(address) ?? 4, port: socket.localPort ?? 0 };
}

/** One race over all addresses. The losers are closed; a connection that completes late is closed too. */
class ConnectionRace {
  readonly #attempts: ConnectionAttempt[] = [];
  readonly #open = new Map<Socket, { remote: SocketAddress; startedAt: number }>();
  readonly #remotes: readonly SocketAddress[];
  readonly #options: ProbeOptions;
  readonly #clock: Clock;
  readonly #events: ConnectEvents;
  readonly #settle: (outcome: Outcome<ConnectedSocket>) => void;
  #next = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(
    remotes: readonly SocketAddress[],
    options: ProbeOptions,
    clock: Clock,
    events: ConnectEvents,
    settle: (outcome: Outcome<ConnectedSocket>) => void,
  ) {
    this.#remotes = remotes;
    this.#options = options;
    this.#clock = clock;
    this.#events = events;
    this.#settle = settle;
  }

  startNext(): void {
    clearTimeout(this.#timer);
    const remote = this.#remotes[this.#next++];
    if (remote === undefined || this.#isOver) return;
    this.#events.onAttempt(remote);
    const startedAt = this.#clock.now();
    const socket = connectSocket({
      host: remote.address,
      port: remote.port,
      family: remote.family,
      noDelay: true,
      ...(this.#options.localAddress === undefined ? {} : { localAddress: this.#options.localAddress }),
    });
    this.#open.set(socket, { remote, startedAt });
    socket.once('connect', () => this.#win(socket, remote, startedAt));
    socket.on('error', (error) => this.#lose(socket, remote, startedAt, error));
    if (this.#next < this.#remotes.length) {
      this.#timer = setTimeout(() => this.startNext(), connectionAttemptDelayMs);
    }
  }

  close(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    for (const socket of this.#open.keys()) socket.destroy();
    this.#open.clear();
  }

  #win(socket: Socket, remote: SocketAddress, startedAt: number): void {
    this.#open.delete(socket);
    if (this.#isOver) {
      socket.destroy();
      return;
    }
    socket.removeAllListeners();
    const durationMs = this.#clock.now() - startedAt;
    for (const [loser, attempt] of this.#open) {
      const failure: Failure = {
        code: 'connection-timeout',
        phase: 'connect',
        detail: `${describeRemote(attempt.remote)} had not answered when another address did.`,
      };
      this.#attempts.push({ ...attempt, durationMs: this.#clock.now() - attempt.startedAt, failure });
      loser.destroy();
    }
    const attempts = [
      ...this.#attempts.map(({ remote: tried, durationMs: lasted, failure }) => ({
        remote: tried,
        durationMs: lasted,
        ...(failure === undefined ? {} : { failure }),
      })),
      { remote, durationMs },
    ];
    this.#open.clear();
    this.#settle(known({ socket, connection: { remote, local: localOf(socket), durationMs, attempts } }));
  }

  #lose(socket: Socket, remote: SocketAddress, startedAt: number, error: Error): void {
    this.#open.delete(socket);
    socket.destroy();
    if (this.#isOver) return;
    const failure = socketFailure(error, 'connect', describeRemote(remote));
    this.#events.onAttemptFailed(remote, failure);
    this.#attempts.push({ remote, durationMs: this.#clock.now() - startedAt, failure });
    if (this.#next < this.#remotes.length) this.startNext();
    else if (this.#open.size === 0) this.#settle(failed(this.#firstFailure(failure)));
  }

  /** A refusal tells more than silence; among equals the first address tried speaks for all. */
  #firstFailure(last: Failure): Failure {
    const failures = this.#attempts.flatMap(({ failure }) => (failure === undefined ? [] : [failure]));
    const chosen = failures.find(({ code }) => code === 'connection-refused') ?? failures[0] ?? last;
    if (failures.length <= 1) return chosen;
    return { ...chosen, detail: failures.map(({ detail }) => detail).join(' ') };
  }
}

export async function connectFirst(
  list: AddressList,
  port: number,
  options: ProbeOptions,
  clock: Clock,
  events: ConnectEvents,
  interruption: Interruption,
): Promise<Outcome<ConnectedSocket>> {
  const remotes = list.addresses.map(({ address, family }) => ({ address, family, port }));
  const { connect } = options.deadlines;
  return waitBounded<Outcome<ConnectedSocket>>(
    interruption,
    'connect',
    connect,
    () => failed(timeoutFailure(connect / 1000, remotes)),
    failed,
    (settle) => {
      const race = new ConnectionRace(remotes, options, clock, events, settle);
      race.startNext();
      return () => race.close();
    },
  );
}
