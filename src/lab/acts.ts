// What a server does at one point of the dialogue, and the ways to put it: `say`, `drip`, `wait`, `reset` …

import type { Peer } from './peer.ts';

/** One thing a server does. An act that finds the connection gone does nothing. */
export type Act = (peer: Peer) => Promise<void>;

/** Acts one after the other, until the connection is gone. */
export function inTurn(...acts: readonly Act[]): Act {
  return async (peer) => {
    for (const act of acts) {
      if (peer.isGone) return;
      await act(peer);
    }
  };
}

/** Lines, each with CRLF, in one segment. */
export function say(...lines: readonly string[]): Act {
  return (peer) => peer.write(lines.map((line) => `${line}\r\n`).join(''));
}

/** Bytes as they are; text is Latin-1. */
export function send(bytes: Buffer | string): Act {
  return (peer) => peer.write(bytes);
}

export function wait(ms: number): Act {
  return (peer) => peer.wait(ms);
}

/** Each piece in a segment of its own. */
export function inPieces(pieces: readonly (Buffer | string)[], pauseMs = 5): Act {
  return async (peer) => {
    for (const [index, piece] of pieces.entries()) {
      if (index > 0) await peer.wait(pauseMs);
      await peer.write(piece);
    }
  };
}

/** Byte by byte. */
export function drip(text: string, pauseMs = 1): Act {
  return inPieces([...text], pauseMs);
}

/** The same piece again and again, until the client goes. */
export function endlessly(piece: Buffer | string, pauseMs: number): Act {
  return async (peer) => {
    while (!peer.isGone) {
      await peer.write(piece);
      await peer.wait(pauseMs);
    }
  };
}

/** The same piece many times, as fast as the connection takes it. */
export function flood(piece: Buffer | string, times: number): Act {
  return async (peer) => {
    for (let count = 0; count < times && !peer.isGone; count++) await peer.write(piece);
  };
}

/** Nothing more is said; the client's bytes are read and forgotten. */
export function silence(): Act {
  return async (peer) => {
    while ((await peer.readBytes()) !== undefined);
    peer.close();
  };
}

export function close(): Act {
  return (peer) => {
    peer.close();
    return Promise.resolve();
  };
}

export function halfClose(): Act {
  return (peer) => {
    peer.halfClose();
    return Promise.resolve();
  };
}

export function reset(): Act {
  return (peer) => {
    peer.reset();
    return Promise.resolve();
  };
}

/** Waits for bytes of the client, such as its ClientHello, and forgets them. */
export function receive(): Act {
  return async (peer) => void (await peer.readBytes());
}

/** The record of a TLS alert in clear text (RFC 8446 section 6), as a server sends it in reply to a ClientHello. */
export function alertRecord(description: number, level: 'warning' | 'fatal' = 'fatal'): Buffer {
  return Buffer.of(0x15, 0x03, 0x03, 0x00, 0x02, level === 'fatal' ? 2 : 1, description);
}
