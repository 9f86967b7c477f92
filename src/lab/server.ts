// A scripted SMTP server on loopback: a sound dialogue, any part of which can be replaced.

import { constants } from 'node:crypto';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { SecureVersion } from 'node:tls';
import type { TlsMode } from '../model/endpoint.ts';
import { inTurn, say } from './acts.ts';
import type { Act } from './acts.ts';
import { Peer } from './peer.ts';
import type { TlsSetup } from './peer.ts';
import type { Issued } from './authority.ts';

/** What the server presents in TLS, and what it agrees to. */
export interface TlsScript {
  /** The server's own certificate first, then whatever it sends behind it, in this order. */
  readonly chain: readonly Issued[];
  readonly minimum?: SecureVersion;
  readonly maximum?: SecureVersion;
  /** OpenSSL cipher string. Weak keys and suites need `@SECLEVEL=0`. */
  readonly ciphers?: string;
  readonly curves?: string;
  /** PEM of finite-field Diffie-Hellman parameters. */
  readonly dhParameters?: string;
  /** No session tickets in TLS 1.2. (For TLS 1.3 Node has no switch.) */
  readonly withoutTickets?: boolean;
  readonly clientCertificate?: 'requested' | 'demanded';
  /** PEM of the authorities that client certificates may come from. */
  readonly clientAuthorities?: string;
}

/** One reply's lines, or an act. */
export type Part = string | readonly string[] | Act;

/** A server that follows RFC 5321 and RFC 3207 wherever the script says nothing else. */
export interface ServerScript {
  readonly tlsMode: TlsMode;
  /** Without it the server has no TLS at all. */
  readonly tls?: TlsScript;
  readonly greeting?: Part;
  readonly ehlo?: Part;
  readonly helo?: Part;
  /** Said before the handshake. */
  readonly startTls?: Part;
  /** True: no handshake follows what is said to STARTTLS, the dialogue goes on. */
  readonly refusesTls?: boolean;
  /** In place of the server's part of the handshake, before the ClientHello is read. */
  readonly inPlaceOfTls?: Act;
  /** Right behind the handshake; on an implicit port before the greeting. */
  readonly afterHandshake?: Act;
  readonly ehloInTls?: Part;
  readonly noop?: Part;
  readonly quit?: Part;
  readonly unknown?: Part;
  /** No port is opened: connections are refused. */
  readonly isShut?: boolean;
}

export interface LabServer {
  readonly host: string;
  readonly port: number;
  /** Connections accepted since the start. */
  readonly accepted: () => number;
  /** Connections open now. */
  readonly open: () => number;
  /** Ends the server and every connection at once. */
  readonly close: () => Promise<void>;
}

export const loopback = '127.0.0.1';

function actOf(part: Part): Act {
  if (typeof part === 'function') return part;
  return say(...(typeof part === 'string' ? [part] : part));
}

/** Lines of one reply: `250-…` and at last `250 …`. */
export function multiLine(code: number, ...texts: readonly string[]): readonly string[] {
  return texts.map((text, index) => `${code}${index < texts.length - 1 ? '-' : ' '}${text}`);
}

export const soundGreeting = '220 mx.lab.test ESMTP ready';
export const soundEhlo = multiLine(250, 'mx.lab.test', 'PIPELINING', 'SIZE 10240000', 'STARTTLS', '8BITMIME');
export const soundEhloInTls = multiLine(250, 'mx.lab.test', 'PIPELINING', 'SIZE 10240000', 'AUTH PLAIN', '8BITMIME');
const soundStartTls = '220 2.0.0 Ready to start TLS';

/** TLS 1.2 and 1.3 as servers have them today. */
function setUpTls(script: TlsScript): TlsSetup {
  const [own] = script.chain;
  const context = createSecureContext({
    key: own?.keyPem ?? '',
    cert: script.chain.map(({ pem }) => pem).join(''),
    minVersion: script.minimum ?? 'TLSv1.2',
    maxVersion: script.maximum ?? 'TLSv1.3',
    ...(script.ciphers === undefined ? {} : { ciphers: script.ciphers }),
    ...(script.curves === undefined ? {} : { ecdhCurve: script.curves }),
    ...(script.dhParameters === undefined ? {} : { dhparam: script.dhParameters }),
    ...(script.clientAuthorities === undefined ? {} : { ca: script.clientAuthorities }),
    ...(script.withoutTickets === true ? { secureOptions: constants.SSL_OP_NO_TICKET } : {}),
  });
  return {
    context,
    requestsCertificate: script.clientCertificate !== undefined,
    demandsCertificate: script.clientCertificate === 'demanded',
  };
}

/** False when the connection is of no more use. */
async function secure(peer: Peer, script: ServerScript, setup: TlsSetup | undefined): Promise<boolean> {
  if (script.inPlaceOfTls !== undefined) {
    await script.inPlaceOfTls(peer);
    return false;
  }
  return setup !== undefined && (await peer.startTls(setup));
}

/** Answers one command. False when the connection is of no more use. */
async function answer(peer: Peer, line: string, script: ServerScript, setup: TlsSetup | undefined): Promise<boolean> {
  const verb = line.split(' ', 1)[0]?.toUpperCase() ?? '';
  const reply = (part: Part): Promise<void> => actOf(part)(peer);
  switch (verb) {
    case 'EHLO':
      await reply(peer.isInTls ? (script.ehloInTls ?? soundEhloInTls) : (script.ehlo ?? soundEhlo));
      return true;
    case 'HELO':
      await reply(script.helo ?? '250 mx.lab.test');
      return true;
    case 'STARTTLS':
      if (peer.isInTls) {
        await reply('503 5.5.1 TLS is already active');
        return true;
      }
      await reply(script.startTls ?? soundStartTls);
      if (script.refusesTls === true) return true;
      if (!(await secure(peer, script, setup))) return false;
      await script.afterHandshake?.(peer);
      return true;
    case 'NOOP':
    case 'RSET':
      await reply(script.noop ?? '250 2.0.0 Ok');
      return true;
    case 'QUIT':
      await reply(script.quit ?? '221 2.0.0 Bye');
      return false;
    default:
      await reply(script.unknown ?? '500 5.5.2 Error: command not recognized');
      return true;
  }
}

async function serve(peer: Peer, script: ServerScript, setup: TlsSetup | undefined): Promise<void> {
  if (script.tlsMode === 'implicit') {
    if (!(await secure(peer, script, setup))) return;
    await script.afterHandshake?.(peer);
  }
  await actOf(script.greeting ?? soundGreeting)(peer);
  for (;;) {
    const line = peer.isGone ? undefined : await peer.readLine();
    if (line === undefined || !(await answer(peer, line, script, setup))) return;
  }
}

function listen(server: Server, address = loopback, port = 0): Promise<number> {
  return new Promise((settle, refuse) => {
    server.once('error', refuse);
    server.listen(port, address, () => settle((server.address() as AddressInfo).port));
  });
}

/**
 * A port on which nothing listens and nothing else will: it is the near end of a connection held open.
 * Linux, macOS and Windows refuse connections to it.
 */
async function holdShutPort(): Promise<LabServer> {
  const holder = createServer((socket) => socket.on('error', () => undefined));
  const port = await listen(holder);
  const held = connect(port, loopback);
  held.on('error', () => undefined);
  await new Promise((settle) => held.once('connect', settle));
  return {
    host: loopback,
    port: held.localPort ?? 0,
    accepted: () => 0,
    open: () => 0,
    close: () =>
      new Promise((settle) => {
        held.destroy();
        holder.close(() => settle());
      }),
  };
}

/** Starts the server, by default on a port that the system chooses. @param address One of this machine's own. */
export async function startServer(script: ServerScript, address = loopback, chosen = 0): Promise<LabServer> {
  if (script.isShut === true) return holdShutPort();
  const setup = script.tls === undefined ? undefined : setUpTls(script.tls);
  const peers = new Set<Peer>();
  let accepted = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const peer = new Peer(socket);
    accepted++;
    peers.add(peer);
    void peer.gone.then(() => peers.delete(peer));
    const finish = (): void => peer.close();
    serve(peer, script, setup).then(finish, finish);
  });
  server.on('error', () => undefined);
  const port = await listen(server, address, chosen);
  return {
    host: address,
    port,
    accepted: () => accepted,
    open: () => peers.size,
    close: async () => {
      const ended = new Promise((settle) => server.close(settle));
      const gone = [...peers].map((peer) => peer.gone);
      for (const peer of peers) peer.destroy();
      await Promise.all([ended, ...gone]);
    },
  };
}

/** Several parts as one. */
export function parts(...list: readonly Part[]): Act {
  return inTurn(...list.map(actOf));
}
