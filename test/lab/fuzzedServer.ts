// Sound dialogues, damaged by chance: each seed is one server, the same on every run.

import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { close, endlessly, inTurn, receive, reset, send, silence } from '../../src/lab/acts.ts';
import type { Act } from '../../src/lab/acts.ts';
import { soundEhlo, soundEhloInTls, startServer } from '../../src/lab/server.ts';
import type { ServerScript } from '../../src/lab/server.ts';
import type { World } from '../../src/lab/world.ts';
import type { Endpoint, TlsMode } from '../../src/model/endpoint.ts';

export interface FuzzedServer {
  readonly endpoint: Endpoint;
  readonly description: string;
  readonly close: () => Promise<void>;
}

/** Whole numbers from 0 up to, not including, `limit`: mulberry32. */
export type Chance = (limit: number) => number;

export function chanceFrom(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e3779b9) >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

function pick<T>(chance: Chance, list: readonly T[]): T {
  return list[chance(list.length)] as T;
}

function randomBytes(chance: Chance, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => chance(256)));
}

type Damage = (bytes: Buffer, chance: Chance) => Buffer;

const damages: Readonly<Record<string, Damage>> = {
  'random bytes': (_, chance) => randomBytes(chance, 1 + chance(2_000)),
  'random text': (_, chance) => Buffer.from(Array.from({ length: 1 + chance(400) }, () => 0x20 + chance(96))),
  'cut off': (bytes, chance) => bytes.subarray(0, chance(bytes.length)),
  'bits turned over': (bytes, chance) => {
    const copy = Buffer.from(bytes);
    for (let count = 1 + chance(8); count > 0; count--) {
      const index = chance(copy.length);
      copy[index] = (copy[index] ?? 0) ^ (1 << chance(8));
    }
    return copy;
  },
  'bytes slipped in': (bytes, chance) => {
    const at = chance(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), randomBytes(chance, 1 + chance(40)), bytes.subarray(at)]);
  },
  'bytes left out': (bytes, chance) => {
    const at = chance(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + chance(10))]);
  },
  'said twice': (bytes) => Buffer.concat([bytes, bytes]),
  'said many times': (bytes, chance) => Buffer.concat(Array.from({ length: 2 + chance(300) }, () => bytes)),
  'another code': (bytes, chance) =>
    Buffer.from(bytes.toString('latin1').replace(/^\d{3}/, String(chance(1_000))), 'latin1'),
  'every code another': (bytes, chance) =>
    Buffer.from(
      bytes.toString('latin1').replace(/^\d{3}/gm, () => String(100 + chance(600))),
      'latin1',
    ),
  'line ends changed': (bytes, chance) =>
    Buffer.from(
      bytes.toString('latin1').replaceAll('\r\n', pick(chance, ['\n', '\r', '\r\r\n', '\n\r', '\0', '\r\n\r\n'])),
      'latin1',
    ),
  'one long line': (bytes, chance) =>
    Buffer.concat([bytes.subarray(0, 4), Buffer.alloc(chance(20_000), 0x61), bytes.subarray(4)]),
  'signs of other scripts': (bytes) =>
    Buffer.concat([bytes.subarray(0, 4), Buffer.from('\u202e\u0007\u001b[31mü€\u2028\0'), bytes.subarray(4)]),
};

/** What the server does behind the damaged bytes. */
const sequels: Readonly<Record<string, Act>> = {
  'goes on': () => Promise.resolve(),
  closes: close(),
  resets: reset(),
  'falls silent': silence(),
  'drips on': endlessly('x', 10),
};

/** RFC 8446 section 5.1: record headers, with what stands behind them left to chance. */
function randomRecords(chance: Chance): Buffer {
  const records = Array.from({ length: 1 + chance(4) }, () => {
    const body = randomBytes(chance, 1 + chance(300));
    if (chance(2) === 0) body[0] = pick(chance, [1, 2, 4, 8, 11, 12, 13, 14, 20]);
    const length = chance(4) === 0 ? chance(65_536) : body.length;
    const type = pick(chance, [20, 21, 22, 23, 24, chance(256)]);
    return Buffer.concat([Buffer.of(type, 3, pick(chance, [0, 1, 3, 4]), length >> 8, length & 0xff), body]);
  });
  return Buffer.concat(records);
}

function text(lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1');
}

/** Damage to what the server says at one point of the dialogue, in clear text or inside TLS. */
async function startDamagedDialogue(chance: Chance, world: World): Promise<FuzzedServer> {
  const place = pick(chance, ['greeting', 'ehlo', 'startTls', 'handshake', 'ehloInTls', 'greetingInTls'] as const);
  const damage = pick(chance, Object.keys(damages));
  const sequel = pick(chance, Object.keys(sequels));
  const said = {
    greeting: text(['220 mx.lab.test ESMTP ready']),
    ehlo: text(soundEhlo),
    startTls: text(['220 2.0.0 Ready to start TLS']),
    handshake: text(['220 2.0.0 Ready to start TLS']),
    ehloInTls: text(soundEhloInTls),
    greetingInTls: text(['220 mx.lab.test ESMTP ready']),
  }[place];
  const damaged = (damages[damage] as Damage)(said, chance);
  const act = inTurn(send(damaged), sequels[sequel] as Act);
  const isImplicit = place === 'greetingInTls' || (place === 'handshake' && chance(2) === 0);
  const tlsMode: TlsMode = isImplicit ? 'implicit' : 'starttls';
  const records = chance(3) === 0 ? damaged : randomRecords(chance);
  const inPlaceOfTls = inTurn(receive(), send(records), sequels[sequel] as Act);
  const parts: Partial<ServerScript> =
    place === 'handshake' ? { inPlaceOfTls } : { [place === 'greetingInTls' ? 'greeting' : place]: act };
  const server = await startServer({ tlsMode, tls: { chain: world.chain }, ...parts });
  return {
    endpoint: { host: server.host, port: server.port, tlsMode },
    description: `${place} ${damage}, ${sequel}`,
    close: server.close,
  };
}

/** Damage on the wire: a go-between changes what a sound server sends, TLS records and all, at one offset. */
async function startDamagedWire(chance: Chance, world: World): Promise<FuzzedServer> {
  const tlsMode: TlsMode = chance(3) === 0 ? 'implicit' : 'starttls';
  const maximum = pick(chance, ['TLSv1.2', 'TLSv1.3'] as const);
  const chain = pick(chance, [world.chain, world.rsaChain]);
  const server = await startServer({ tlsMode, tls: { chain, maximum } });
  const offset = chance(3_500);
  const kind = pick(chance, ['turn a bit', 'slip bytes in', 'leave bytes out', 'end', 'reset', 'stop'] as const);
  const mask = 1 << chance(8);
  const junk = randomBytes(chance, 1 + chance(60));
  const sockets = new Set<Socket>();
  const goBetween = createServer((near) => {
    const far = connect(server.port, server.host);
    let passed = 0;
    let isStopped = false;
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => {
        sockets.delete(one);
        if (!isStopped) other.destroy();
      });
    }
    near.on('data', (chunk) => void (far.writable && far.write(chunk)));
    far.on('data', (chunk: Buffer) => {
      const at = offset - passed;
      passed += chunk.length;
      if (isStopped || !near.writable) return;
      if (at < 0 || at >= chunk.length) {
        near.write(chunk);
        return;
      }
      const before = chunk.subarray(0, at);
      const after = chunk.subarray(at);
      switch (kind) {
        case 'turn a bit':
          near.write(Buffer.concat([before, Buffer.of((after[0] ?? 0) ^ mask), after.subarray(1)]));
          break;
        case 'slip bytes in':
          near.write(Buffer.concat([before, junk, after]));
          break;
        case 'leave bytes out':
          near.write(Buffer.concat([before, after.subarray(junk.length)]));
          break;
        case 'end':
          near.end(before);
          isStopped = true;
          break;
        case 'reset':
          near.write(before, () => near.resetAndDestroy());
          isStopped = true;
          break;
        case 'stop':
          near.write(before);
          isStopped = true;
          break;
      }
    });
  });
  await new Promise<void>((settle) => goBetween.listen(0, server.host, settle));
  return {
    endpoint: { host: server.host, port: (goBetween.address() as AddressInfo).port, tlsMode },
    description: `${tlsMode} ${maximum}: ${kind} at byte ${offset}`,
    close: async () => {
      const ended = new Promise((settle) => goBetween.close(settle));
      for (const socket of sockets) socket.destroy();
      await ended;
      await server.close();
    },
  };
}

export function startFuzzedServer(seed: number, world: World): Promise<FuzzedServer> {
  const chance = chanceFrom(seed);
  return chance(5) < 3 ? startDamagedDialogue(chance, world) : startDamagedWire(chance, world);
}
