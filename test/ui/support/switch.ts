// One port that leads to one server and then to another, as when an administrator changes theirs.

import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface Switch {
  readonly port: number;
  /** `target` is `host:port`. Holds for connections from now on. */
  readonly leadTo: (target: string) => void;
  readonly close: () => Promise<void>;
}

export async function openSwitch(firstTarget: string): Promise<Switch> {
  let target = firstTarget;
  const sockets = new Set<Socket>();
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // A reset of one side is passed on by ending the other.
    socket.on('error', () => socket.destroy());
    return socket;
  };
  const server = createServer((socket) => {
    const [host = '', port = ''] = target.split(':');
    const onwards = track(connect(Number(port), host));
    track(socket).pipe(onwards).pipe(socket);
    socket.on('close', () => onwards.destroy());
    onwards.on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    leadTo: (next) => {
      target = next;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
