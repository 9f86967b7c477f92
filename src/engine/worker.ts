// The probe process: runs many probes at once, and dies alone when a server manages to crash it.

import { defaultConnectionsPerHost } from '../model/limits.ts';
import type { ProbeProgress } from '../probe/recorder.ts';
import { assess } from './assess.ts';
import { HostGate } from './hostGate.ts';
import { parseToWorker } from './messages.ts';
import type { MessageFromWorker, MessageToWorker } from './messages.ts';

/** Progress goes out in batches: a line at a time would cost more than the probe. */
const progressIntervalMs = 25;

/** A job that heard nothing for so long only waits: its slot goes to another. */
const quietMs = 100;

/** A silent server keeps its host to itself for this long, then other endpoints of the host get their turn. */
const hostQuietMs = 1_000;

/** The longest a worker lives on when its host let go of it. */
const farewellMs = 1_500;

interface Job {
  readonly id: number;
  readonly cancel: AbortController;
  readonly events: ProbeProgress[];
  lastHeard: number;
  isParked: boolean;
  leaveHost: (() => void) | undefined;
}

function send(message: MessageFromWorker): void {
  if (process.connected) process.send?.(message);
}

class ProbeWorker {
  readonly #jobs = new Map<number, Job>();
  readonly #gate: HostGate;
  /** Connections that wait for the answer to QUIT; each ends within a second. */
  readonly #closing = new Set<Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(connectionsPerHost: number) {
    this.#gate = new HostGate(connectionsPerHost);
  }

  receive(message: MessageToWorker): void {
    if (message.kind === 'cancel') this.#jobs.get(message.id)?.cancel.abort();
    else void this.#run(message);
  }

  /** Cancels what runs and waits until every connection is closed. */
  async finish(): Promise<void> {
    for (const job of this.#jobs.values()) job.cancel.abort();
    while (this.#jobs.size > 0 || this.#closing.size > 0) {
      await Promise.all(this.#closing);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  async #run(request: Extract<MessageToWorker, { kind: 'probe' }>): Promise<void> {
    const { id, endpoint, options, progress: detail } = request;
    const job: Job = {
      id,
      cancel: new AbortController(),
      events: [],
      lastHeard: performance.now(),
      isParked: false,
      leaveHost: undefined,
    };
    this.#jobs.set(id, job);
    this.#timer ??= setInterval(() => this.#tick(), progressIntervalMs);
    try {
      const { assessment, closed } = await assess(endpoint, options, {
        signal: job.cancel.signal,
        onProgress: (progress) => {
          job.lastHeard = performance.now();
          if (detail === 'all' || (detail === 'stages' && progress.kind === 'stage')) job.events.push(progress);
        },
        admit: (address) => this.#admit(job, address),
      });
      if (detail === 'all') this.#flush(job);
      send({ kind: 'done', id, assessment });
      this.#closing.add(closed);
      void closed.finally(() => this.#closing.delete(closed));
    } catch (error) {
      // A bug of ours: everything a server can do is in the assessment.
      send({ kind: 'failed', id, detail: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    } finally {
      this.#jobs.delete(id);
      if (this.#jobs.size === 0) {
        clearInterval(this.#timer);
        this.#timer = undefined;
      }
    }
  }

  async #admit(job: Job, address: string): Promise<() => void> {
    if (!this.#gate.isOpen(address)) this.#park(job);
    const leave = await this.#gate.enter(address);
    job.lastHeard = performance.now();
    job.leaveHost = leave;
    return leave;
  }

  #park(job: Job): void {
    if (job.isParked) return;
    job.isParked = true;
    send({ kind: 'parked', id: job.id });
  }

  #flush(job: Job): void {
    if (job.events.length === 0) return;
    send({ kind: 'progress', id: job.id, events: job.events.splice(0) });
  }

  #tick(): void {
    const now = performance.now();
    for (const job of this.#jobs.values()) {
      this.#flush(job);
      const quiet = now - job.lastHeard;
      if (quiet > quietMs) this.#park(job);
      if (quiet > hostQuietMs) job.leaveHost?.();
    }
  }
}

function main(): void {
  const perHost = Number(process.argv[2] ?? defaultConnectionsPerHost);
  const worker = new ProbeWorker(perHost);
  process.on('message', (value) => {
    const message = parseToWorker(value);
    if (message !== undefined) worker.receive(message);
  });
  // Ctrl-C in a terminal reaches every process: ending is the host's to say, so that servers hear a QUIT.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => undefined);
  // The host is done with us, or gone: say goodbye to the servers, and end whatever happens.
  process.on('disconnect', () => {
    setTimeout(() => process.exit(0), farewellMs);
    void worker.finish().finally(() => process.exit(0));
  });
}

main();
