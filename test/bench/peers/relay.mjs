// A relay on loopback that delays both directions by half a round trip each, for machines without a slow link.
// What it cannot delay is the client's SYN, which the kernel answers at once. So the connection onwards is opened
// one and a half round trips late: SYN and SYN-ACK would have taken one, the ACK that lets the server speak a half.
// What it does not show either: an ACK delayed over the distance, because each side of it is a connection of its own.
import { connect, createServer } from 'node:net';

let halfMs = 0;
let accepted = 0;

/** Passes on what comes from one side, each chunk `halfMs` later and in order. */
function passDelayed(from, to) {
  const later = (action) => (halfMs === 0 ? action() : setTimeout(action, halfMs));
  from.on('data', (chunk) => later(() => to.writable && to.write(chunk)));
  from.on('end', () => later(() => to.end()));
  from.on('error', () => later(() => to.destroy()));
  from.on('close', () => later(() => to.destroy()));
}

function relay(client, port) {
  accepted++;
  client.setNoDelay(true);
  client.on('error', () => client.destroy());
  client.pause();
  setTimeout(() => {
    const server = connect({ host: '127.0.0.1', port, noDelay: true });
    passDelayed(server, client);
    passDelayed(client, server);
    client.resume();
  }, 3 * halfMs);
}

process.on('message', (message) => {
  if (message.kind === 'start') {
    const server = createServer((client) => relay(client, message.port));
    server.listen(0, '127.0.0.1', () => process.send({ kind: 'listening', port: server.address().port }));
  }
  if (message.kind === 'delay') {
    halfMs = message.roundTripMs / 2;
    process.send({ kind: 'delayed' });
  }
  if (message.kind === 'count') {
    process.send({ kind: 'counted', accepted });
    accepted = 0;
  }
});
process.on('disconnect', () => process.exit(0));
