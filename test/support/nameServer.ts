// A name server on loopback that answers what a script says, and counts what it was asked (RFC 1035 section 4).

import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { addressBytes } from '../../src/formats/ipAddress.ts';

/** Values of the records; an empty list is a name without such a record. `silence`: no answer at all. */
export type ScriptedAnswer = readonly string[] | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED' | 'silence';

export interface ScriptedNameServer {
  /** With its port, as the program takes it. */
  readonly address: string;
  /** Such as `A 2.0.0.127.list.example`, in the order of asking. */
  readonly questions: () => readonly string[];
  readonly close: () => Promise<void>;
}

const types: Readonly<Record<number, string>> = { 1: 'A', 12: 'PTR', 16: 'TXT', 28: 'AAAA' };
const codes = { SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const;

function readQuestion(message: Buffer): { readonly name: string; readonly type: number; readonly end: number } {
  const labels: string[] = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.subarray(at + 1, at + 1 + length).toString('latin1'));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase(), type: message.readUInt16BE(at + 1), end: at + 5 };
}

function nameBytes(name: string): Buffer {
  const labels = name.split('.').filter((label) => label !== '');
  return Buffer.concat([
    ...labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]),
    Buffer.from([0]),
  ]);
}

function dataOf(type: number, value: string): Buffer {
  if (type === 12) return nameBytes(value);
  if (type === 16) return Buffer.concat([Buffer.from([value.length]), Buffer.from(value)]);
  return Buffer.from(addressBytes(value) ?? []);
}

function reply(message: Buffer, answer: Exclude<ScriptedAnswer, 'silence'>): Buffer {
  const { type, end } = readQuestion(message);
  const values = typeof answer === 'string' ? [] : answer;
  const head = Buffer.from(message.subarray(0, 12));
  head.writeUInt16BE(0x8180 | (typeof answer === 'string' ? codes[answer] : 0), 2);
  head.writeUInt16BE(values.length, 6);
  head.writeUInt16BE(0, 8);
  head.writeUInt16BE(0, 10);
  const records = values.map((value) => {
    const data = dataOf(type, value);
    const record = Buffer.alloc(12);
    record.writeUInt16BE(0xc00c, 0);
    record.writeUInt16BE(type, 2);
    record.writeUInt16BE(1, 4);
    record.writeUInt32BE(0, 6);
    record.writeUInt16BE(data.length, 10);
    return Buffer.concat([record, data]);
  });
  return Buffer.concat([head, message.subarray(12, end), ...records]);
}

/** @param script By question, such as `PTR 5.113.0.203.in-addr.arpa`; what it does not know does not exist. */
export async function startNameServer(script: Readonly<Record<string, ScriptedAnswer>>): Promise<ScriptedNameServer> {
  const socket = createSocket('udp4');
  const questions: string[] = [];
  socket.on('message', (message, from) => {
    const { name, type } = readQuestion(message);
    const question = `${types[type] ?? type} ${name}`;
    questions.push(question);
    const answer = script[question] ?? 'NXDOMAIN';
    if (answer !== 'silence') socket.send(reply(message, answer), from.port, from.address);
  });
  await new Promise<void>((settle) => socket.bind(0, '127.0.0.1', settle));
  return {
    address: `127.0.0.1:${(socket.address() as AddressInfo).port}`,
    questions: () => questions,
    close: () => new Promise((settle) => socket.close(() => settle())),
  };
}
