// A scripted SMTP server in a process of its own: EHLO, STARTTLS, EHLO, QUIT. It sends session tickets and leaves
// Nagle's algorithm on, as Postfix does. Configured by one message, answers with one message of its ports.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';

const offers = ['PIPELINING', 'SIZE 10240000', 'ETRN', 'ENHANCEDSTATUSCODES', '8BITMIME', 'DSN', 'SMTPUTF8'];

function capabilities(name, extra) {
  const words = [name, ...offers.slice(0, 3), ...extra, ...offers.slice(3), 'CHUNKING'];
  return words.map((word, index) => `250${index === words.length - 1 ? ' ' : '-'}${word}\r\n`).join('');
}

/** Calls back with each whole line until it is told to stop. */
function readLines(stream, onLine) {
  let text = '';
  const onData = (chunk) => {
    text += chunk.toString('latin1');
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = text.slice(0, end).trim();
      text = text.slice(end + 1);
      onLine(line);
    }
  };
  stream.on('data', onData);
  stream.on('error', () => stream.destroy());
  return () => stream.off('data', onData);
}

function serve(socket, config, context) {
  const clearReply = capabilities(config.name, ['STARTTLS']);
  const secureReply = capabilities(config.name, []);
  const talkInsideTls = () => {
    const secured = new TLSSocket(socket, { isServer: true, secureContext: context });
    readLines(secured, (line) => {
      const verb = line.slice(0, 4).toUpperCase();
      if (verb === 'EHLO') secured.write(config.floodBytes > 0 ? flood(config.floodBytes) : secureReply);
      else if (verb === 'QUIT') secured.end('221 2.0.0 Bye\r\n');
    });
  };
  const stop = readLines(socket, (line) => {
    const verb = line.slice(0, 4).toUpperCase();
    if (verb === 'EHLO') socket.write(clearReply);
    else if (verb === 'STAR') {
      stop();
      socket.write('220 2.0.0 Ready to start TLS\r\n');
      talkInsideTls();
    } else if (verb === 'QUIT') socket.end('221 2.0.0 Bye\r\n');
  });
  socket.write(`220 ${config.name} ESMTP\r\n`);
}

/** A reply that never ends, cut at so many bytes. */
function flood(bytes) {
  const line = `250-${'X'.repeat(994)}\r\n`;
  return line.repeat(Math.ceil(bytes / line.length)).slice(0, bytes);
}

let accepted = 0;
const open = new Set();

function listen(config, context, isSilent) {
  const server = createServer((socket) => {
    accepted++;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    if (isSilent) socket.resume();
    else serve(socket, config, context);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: config.host, backlog: 1_000 }, () => resolve(server.address().port));
  });
}

async function start(config) {
  const context = createSecureContext({ cert: readFileSync(config.certificate), key: readFileSync(config.key) });
  const ports = [];
  for (let index = 0; index < config.ports + (config.silentPorts ?? 0); index++) {
    ports.push(await listen(config, context, index >= config.ports));
  }
  process.send({ kind: 'listening', ports: ports.slice(0, config.ports), silentPorts: ports.slice(config.ports) });
}

process.on('message', (message) => {
  if (message.kind === 'start') void start(message.config);
  if (message.kind === 'count') {
    process.send({ kind: 'counted', accepted });
    accepted = 0;
  }
});
process.on('disconnect', () => process.exit(0));
