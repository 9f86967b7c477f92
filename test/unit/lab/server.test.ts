// The scripted server does what its script says, seen by a plain socket, and survives what clients do.

import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { alertRecord, drip, halfClose, inTurn, receive, reset, say, send, silence } from '../../../src/lab/acts.ts';
import { multiLine, startServer } from '../../../src/lab/server.ts';
import type { LabServer, ServerScript } from '../../../src/lab/server.ts';
import { makeWorld } from '../../../src/lab/world.ts';
import type { World } from '../../../src/lab/world.ts';

/** What the server says to all of `words`, sent one by one as it answers, and how the connection ended. */
function talk(
  server: LabServer,
  ...words: readonly (string | Buffer)[]
): Promise<{ readonly text: string; readonly error: string | undefined }> {
  return new Promise((settle) => {
    const socket: Socket = connect(server.port, server.host);
    const rest = [...words];
    let text = '';
    let error: string | undefined;
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!/^\d{3}(?: .*)?\r\n$/m.test(text)) return;
      const word = rest.shift();
      if (word !== undefined) socket.write(word);
    });
    socket.on('error', (cause: NodeJS.ErrnoException) => (error = cause.code));
    socket.on('close', () => settle({ text, error }));
    socket.setTimeout(2_000, () => socket.destroy());
  });
}

describe('the lab server', () => {
  let world: World;
  const started: LabServer[] = [];

  async function start(script: Partial<ServerScript>): Promise<LabServer> {
    const server = await startServer({ tlsMode: 'starttls', tls: { chain: world.chain }, ...script });
    started.push(server);
    return server;
  }

  before(async function () {
    this.timeout(10_000);
    world = await makeWorld();
  });

  afterEach(async () => {
    await Promise.all(started.splice(0).map((server) => server.close()));
  });

  it('leads a sound dialogue', async () => {
    const { text, error } = await talk(await start({}), 'EHLO a\r\n', 'NOOP\r\n', 'WHAT\r\n', 'QUIT\r\n');
    assert.equal(
      text,
      '220 mx.lab.test ESMTP ready\r\n250-mx.lab.test\r\n250-PIPELINING\r\n250-SIZE 10240000\r\n250-STARTTLS\r\n250 8BITMIME\r\n' +
        '250 2.0.0 Ok\r\n500 5.5.2 Error: command not recognized\r\n221 2.0.0 Bye\r\n',
    );
    assert.equal(error, undefined);
  });

  it('reads commands in any case and any split', async () => {
    const server = await start({});
    const socket = connect(server.port, server.host);
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    const closed = new Promise((settle) => socket.once('close', settle));
    for (const piece of ['he', 'lo a\r', '\nquit\r\n']) {
      socket.write(piece);
      await new Promise((settle) => setTimeout(settle, 10));
    }
    await closed;
    assert.equal(text, '220 mx.lab.test ESMTP ready\r\n250 mx.lab.test\r\n221 2.0.0 Bye\r\n');
  });

  it('upgrades to TLS with the chain as given', async () => {
    const server = await start({ tls: { chain: [...world.chain, world.rsaRoot], maximum: 'TLSv1.2' } });
    const socket = connect(server.port, server.host);
    socket.write('STARTTLS\r\n');
    let text = '';
    await new Promise<void>((settle) => {
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        if (text.includes('Ready to start TLS')) settle();
      });
    });
    socket.removeAllListeners('data');
    const secured = connectTls({ socket, ca: world.authorities, servername: 'mx.lab.test' });
    await new Promise((settle, refuse) => secured.once('secureConnect', settle).once('error', refuse));
    assert.equal(secured.authorized, true);
    assert.equal(secured.getProtocol(), 'TLSv1.2');
    const names: string[] = [];
    for (let one = secured.getPeerX509Certificate(); one !== undefined; one = one.issuerCertificate)
      names.push(one.subject);
    assert.deepEqual(names, ['CN=mx.lab.test', 'CN=Lab intermediate', 'CN=Lab RSA root']);
    secured.write('EHLO a\r\n');
    const [answer] = (await new Promise<Buffer[]>((settle) =>
      secured.once('data', (chunk: Buffer) => settle([chunk])),
    )) as [Buffer];
    assert.match(answer.toString(), /^250-mx\.lab\.test\r\n(?:250-(?!STARTTLS).*\r\n)*250 8BITMIME\r\n$/);
    secured.destroy();
  });

  it('speaks TLS first on an implicit port', async () => {
    const server = await start({ tlsMode: 'implicit' });
    const secured = connectTls({
      port: server.port,
      host: server.host,
      ca: world.authorities,
      servername: 'mx.lab.test',
    });
    const greeting = await new Promise<Buffer>((settle, refuse) => secured.once('data', settle).once('error', refuse));
    assert.equal(greeting.toString(), '220 mx.lab.test ESMTP ready\r\n');
    secured.destroy();
  });

  it('sends raw alerts', async () => {
    const server = await start({ tlsMode: 'implicit', inPlaceOfTls: inTurn(receive(), send(alertRecord(40))) });
    const secured = connectTls({ port: server.port, host: server.host, rejectUnauthorized: false });
    const error = await new Promise<NodeJS.ErrnoException>((settle) => secured.once('error', settle));
    assert.equal(error.code, 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE');
  });

  it('drips, closes half and resets', async () => {
    const dripped = await talk(await start({ greeting: inTurn(drip('220 a\r\n'), halfClose()) }));
    assert.deepEqual(dripped, { text: '220 a\r\n', error: undefined });
    const broken = await talk(await start({ greeting: inTurn(say('220 a'), reset()) }), 'EHLO a\r\n');
    assert.equal(broken.error, 'ECONNRESET');
  });

  it('refuses connections to a shut port, and keeps it shut', async () => {
    const shut = await start({ isShut: true });
    const { error } = await talk(shut);
    assert.equal(error, 'ECONNREFUSED');
    for (let count = 0; count < 20; count++) assert.notEqual((await start({})).port, shut.port);
  });

  it('ends silent connections when it is closed', async () => {
    const server = await start({ greeting: silence() });
    const ended = talk(server);
    while (server.open() === 0) await new Promise((settle) => setTimeout(settle, 5));
    const before = Date.now();
    await server.close();
    await ended;
    assert.ok(Date.now() - before < 500);
    assert.equal(server.open(), 0);
  });

  it('survives garbage, resets and early leave', async () => {
    const server = await start({});
    await talk(server, Buffer.concat([Buffer.alloc(200_000, 0xff), Buffer.from('\r\n')]), 'QUIT\r\n');
    for (const word of ['', 'STARTTLS\r\n', 'STARTTLS\r\n\x16\x03\x01\x00\x05garbage']) {
      const socket = connect(server.port, server.host);
      socket.on('error', () => undefined);
      socket.write(word);
      await new Promise((settle) => setTimeout(settle, 30));
      socket.resetAndDestroy();
    }
    const { text } = await talk(server, 'QUIT\r\n');
    assert.match(text, /221 /);
  });

  it('writes multi-line replies', () => {
    assert.deepEqual(multiLine(250, 'a', 'b', 'c'), ['250-a', '250-b', '250 c']);
    assert.deepEqual(multiLine(220, 'a'), ['220 a']);
  });
});
