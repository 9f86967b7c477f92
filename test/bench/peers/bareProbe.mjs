// The yardstick: the same dialogue in bare node:net and node:tls, verified by Node itself, and nothing said about it.
import { connect as connectSocket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Resolves with the whole text of the next reply, which is all this yardstick understands. */
function readReply(stream) {
  return new Promise((resolve, reject) => {
    let text = '';
    const settle = (action) => {
      stream.off('data', onData);
      stream.off('error', onError);
      stream.off('close', onClose);
      action();
    };
    const onError = (error) => settle(() => reject(error));
    const onClose = () => settle(() => reject(new Error('closed')));
    const onData = (chunk) => {
      text += chunk.toString('latin1');
      if (/^\d{3} [^\n]*\n$/m.test(text)) settle(() => resolve(text));
    };
    stream.on('data', onData);
    stream.on('error', onError);
    stream.on('close', onClose);
  });
}

function say(stream, command) {
  stream.write(`${command}\r\n`);
  return readReply(stream);
}

/** Bytes to leave the stream with its write: answered at once or not, this yardstick waits as the probe does. */
function ticketsOf(stream) {
  return new Promise((resolve) => stream.once('session', () => setImmediate(resolve)));
}

/**
 * Milliseconds until the verified chain and until the answer to EHLO inside TLS.
 * @param target host, port, name, ca (PEM) or context (made once), waitsForTickets
 */
export async function probeBare({ host, port, name, ca, context, waitsForTickets = true }) {
  const startedAt = performance.now();
  const socket = connectSocket({ host, port, noDelay: true });
  await new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  await readReply(socket);
  await say(socket, 'EHLO bench.example');
  await say(socket, 'STARTTLS');
  const secured = connectTls({
    socket,
    servername: name,
    ...(context === undefined ? { ca } : { secureContext: context }),
  });
  const tickets = waitsForTickets ? ticketsOf(secured) : Promise.resolve();
  await new Promise((resolve, reject) => {
    secured.once('secureConnect', resolve);
    secured.once('error', reject);
  });
  const certificate = secured.getPeerCertificate(true);
  const chainMs = performance.now() - startedAt;
  await tickets;
  const reply = await say(secured, 'EHLO bench.example');
  const totalMs = performance.now() - startedAt;
  secured.on('error', () => undefined);
  secured.write('QUIT\r\n');
  secured.once('data', () => secured.destroy());
  return { chainMs, totalMs, subject: certificate.subject.CN, protocol: secured.getProtocol(), lines: reply.length };
}
