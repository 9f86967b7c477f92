// A few of the lab's servers in a process of their own, which ends with this one.

import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Endpoint } from '../model/endpoint.ts';
import { isRecord } from '../formats/record.ts';
import { printableText } from '../formats/printable.ts';
import { parseHost } from '../formats/targetText.ts';

export interface LabEndpoint {
  /** Of the fault, such as `certificate/expired`. */
  readonly id: string;
  readonly endpoint: Endpoint;
  /** Name that a probe of it has to expect. */
  readonly serverName: string;
}

export interface LabProcess {
  readonly endpoints: readonly LabEndpoint[];
  readonly pid: number | undefined;
  /** Settles when the process is gone, whatever ended it. */
  readonly ended: Promise<void>;
  readonly close: () => Promise<void>;
}

export interface LabProcessOptions {
  /** Path of the built lab. */
  readonly program: string;
  /** Faults by their id. */
  readonly only: readonly string[];
  /** Path of the PEM file to write the lab's roots to. */
  readonly authorities: string;
  readonly startMs?: number;
}

const defaultStartMs = 20_000;
const endMs = 2_000;

/** The announcement is one line with a few hundred bytes for each server. */
const longestAnnouncement = 256 * 1024;

function parseEndpoint(value: unknown): LabEndpoint | undefined {
  if (!isRecord(value)) return undefined;
  const { id, host, port, tlsMode, serverName } = value;
  if (typeof id !== 'string' || typeof host !== 'string' || typeof serverName !== 'string') return undefined;
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) return undefined;
  if (tlsMode !== 'starttls' && tlsMode !== 'implicit') return undefined;
  const parsed = parseHost(host);
  return parsed.status === 'invalid' ? undefined : { id, endpoint: { host: parsed.value, port, tlsMode }, serverName };
}

/** @throws When it is not what the lab announces. */
export function parseAnnouncement(line: string): readonly LabEndpoint[] {
  const content: unknown = JSON.parse(line);
  const list = isRecord(content) ? content['endpoints'] : undefined;
  if (!Array.isArray(list)) throw new Error('The lab announced no endpoints.');
  return list.map(parseEndpoint).filter((endpoint) => endpoint !== undefined);
}

function readAnnouncement(child: ChildProcess, startMs: number): Promise<string> {
  return new Promise((settle, refuse) => {
    let text = '';
    let complaints = '';
    const timer = setTimeout(() => refuse(new Error(`The lab was not ready within ${startMs} ms.`)), startMs);
    const fail = (reason: string): void => {
      clearTimeout(timer);
      refuse(new Error(`${reason} ${printableText(complaints.trim(), 500)}`.trimEnd()));
    };
    child.stdout?.on('data', (chunk: Buffer) => {
      if (text.includes('\n')) return;
      text += chunk.toString('utf8');
      const end = text.indexOf('\n');
      if (end < 0 && text.length > longestAnnouncement) fail('The lab announced no end of its endpoints.');
      if (end < 0) return;
      clearTimeout(timer);
      settle(text.slice(0, end));
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      if (complaints.length < 2_000) complaints += chunk.toString('utf8');
    });
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`The lab ended with ${String(code)}.`));
  });
}

/** Ends when the lab's servers listen. @throws When they do not, with the process gone. */
export async function openLabProcess(options: LabProcessOptions): Promise<LabProcess> {
  const { program, only, authorities, startMs = defaultStartMs } = options;
  // Forked, as in Electron the own binary is Node.js only then. It ends when its standard input does, so with this process.
  const child = fork(program, ['--only', only.join(','), '--authorities', authorities], {
    stdio: ['pipe', 'pipe', 'pipe', 'ipc'],
    execArgv: [],
  });
  const ended = new Promise<void>((settle) => {
    child.once('exit', () => settle());
    child.once('error', () => settle());
  });
  child.stdin?.on('error', () => undefined);
  const close = async (): Promise<void> => {
    child.stdin?.end();
    if (child.connected) child.disconnect();
    const timer = setTimeout(() => child.kill('SIGKILL'), endMs);
    await ended;
    clearTimeout(timer);
  };
  try {
    return { endpoints: parseAnnouncement(await readAnnouncement(child, startMs)), pid: child.pid, ended, close };
  } catch (error) {
    await close();
    throw error;
  }
}
