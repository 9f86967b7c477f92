// A port that nobody may connect to: what must be refused, or judged without traffic, is held against it.

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export interface UntouchedServer {
  readonly port: number;
  /** Connections that were made all the same. */
  readonly touches: () => number;
  readonly close: () => Promise<void>;
}

export async function openUntouchedServer(): Promise<UntouchedServer> {
  let touches = 0;
  const server = createServer((socket) => {
    touches++;
    socket.destroy();
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  return {
    port: (server.address() as AddressInfo).port,
    touches: () => touches,
    close: () => new Promise((settle) => server.close(() => settle())),
  };
}
