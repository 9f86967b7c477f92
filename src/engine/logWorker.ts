// The process that reads a protocol log: the host answers in between, and a cancel ends it wherever it is.

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { assessSession, LogAnalysis, SessionSearch } from './logAnalysis.ts';
import { parseToLogWorker } from './logMessages.ts';
import type { MessageFromLogWorker, MessageToLogWorker } from './logMessages.ts';

const progressMs = 100;
const chunkBytes = 256 * 1024;

/** Header lines stand within this; the last row of a session may go on for as long behind its beginning. */
const headerBytes = 4 * 1024;
const longestRow = 128 * 1024;

function send(message: MessageFromLogWorker): Promise<void> {
  return new Promise((settle) => {
    if (process.connected) process.send?.(message, undefined, undefined, () => settle());
    else settle();
  });
}

async function sizeOf(path: string): Promise<number> {
  const file = await open(path, 'r');
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new Error('It is not a file.');
    return stat.size;
  } finally {
    await file.close();
  }
}

async function analyse(path: string): Promise<MessageFromLogWorker> {
  const total = await sizeOf(path);
  const analysis = new LogAnalysis({ fileName: path });
  let told = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) {
    analysis.push(chunk as Buffer);
    const now = performance.now();
    if (now - told < progressMs) continue;
    told = now;
    void send({ kind: 'progress', bytes: analysis.bytes, total, sessions: analysis.sessions });
  }
  return { kind: 'summary', summary: analysis.finish() };
}

async function readHeader(path: string): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: headerBytes - 1 })) pieces.push(chunk as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

async function findSession({ path, id, from, to }: Extract<MessageToLogWorker, { kind: 'session' }>) {
  const header = from === 0 ? '' : await readHeader(path);
  const search = new SessionSearch({ fileName: path, only: id, header });
  const range = { start: from, end: Math.min(to + longestRow, Number.MAX_SAFE_INTEGER - 1) };
  for await (const chunk of createReadStream(path, { ...range, highWaterMark: chunkBytes })) {
    search.push(chunk as Buffer);
  }
  const session = search.finish();
  return session === undefined ? undefined : assessSession(session);
}

async function answer(message: MessageToLogWorker): Promise<MessageFromLogWorker> {
  try {
    if (message.kind === 'analyse') return await analyse(message.path);
    return { kind: 'session', assessment: await findSession(message) };
  } catch (error) {
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}

function main(): void {
  process.on('disconnect', () => process.exit(0));
  process.once('message', (value) => {
    const message = parseToLogWorker(value);
    const work = message === undefined ? Promise.resolve() : answer(message).then(send);
    void work.finally(() => process.exit(0));
  });
}

main();
