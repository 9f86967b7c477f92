// Dialogues that no catalogue row has: replies nobody asked for, limits met within one packet, second looks turned away.

import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { deadlinesWithin } from '../../src/model/limits.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import type { TlsMode } from '../../src/model/endpoint.ts';
import { startProbe } from '../../src/probe/probe.ts';
import { judge } from '../../src/rules/judge.ts';

type Answer = (socket: Socket, command: string, connection: number) => void;

interface Script {
  readonly greeting: (connection: number) => string;
  readonly answer: Answer;
}

const servers: Server[] = [];

async function listen(script: Script): Promise<number> {
  let connections = 0;
  const server = createServer((socket) => {
    const connection = ++connections;
    socket.on('error', () => undefined);
    socket.write(script.greeting(connection));
    socket.on('data', (data) => {
      const text = data.toString('latin1');
      for (const command of text.startsWith('\u0016')
        ? ['ClientHello']
        : text.split('\r\n').filter((line) => line !== '')) {
        if (command.startsWith('QUIT')) socket.end('221 bye\r\n');
        else script.answer(socket, command, connection);
      }
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function probe(script: Script, tlsMode: TlsMode = 'starttls'): Promise<Assessment> {
  const port = await listen(script);
  const { result, closed } = await startProbe(
    { host: '127.0.0.1', port, tlsMode },
    { deadlines: deadlinesWithin(3_000) },
  );
  await closed;
  return judge(result);
}

function seen({ verdict, findings, ending }: Assessment): string {
  return [verdict, ending?.code, ...findings.map(({ rule }) => rule)].join(' ');
}

const plainGreeting = (): string => '220 mx.test ESMTP\r\n';
const offer = '250-mx.test\r\n250 STARTTLS\r\n';

describe('odd dialogues', () => {
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  it('take a second greeting for no answer to EHLO', async () => {
    const assessment = await probe({
      greeting: () => '220 mx.test\r\n220 mx.test again\r\n',
      answer: (socket) => socket.write(offer),
    });
    assert.equal(seen(assessment), 'inconclusive protocol-error session/protocol-error');
    assert.match(assessment.ending?.detail ?? '', /nobody had asked for: "220 mx\.test again" \(line \d+\)/);
  });

  it('take a stray reply behind EHLO for no answer to STARTTLS', async () => {
    const assessment = await probe({ greeting: plainGreeting, answer: (socket) => socket.write(`${offer}250 ok\r\n`) });
    assert.equal(seen(assessment), 'inconclusive protocol-error session/protocol-error');
  });

  it('take an unasked 421 for what it is', async () => {
    const assessment = await probe({
      greeting: () => '220 mx.test\r\n421 4.3.2 going down\r\n',
      answer: (socket) => socket.write(offer),
    });
    assert.equal(seen(assessment), 'inconclusive rate-limited session/rate-limited');
  });

  it('answer EHLO with nothing but 250', async () => {
    const assessment = await probe({ greeting: plainGreeting, answer: (socket) => socket.write('220 what\r\n') });
    assert.equal(seen(assessment), 'inconclusive protocol-error session/protocol-error');
  });

  it('begin with nothing but 220', async () => {
    const assessment = await probe({ greeting: () => '250 hi\r\n', answer: (socket) => socket.write(offer) });
    assert.equal(seen(assessment), 'inconclusive protocol-error session/protocol-error');
  });

  it('hold the limit of lines also when all come in one packet', async () => {
    const assessment = await probe({
      greeting: plainGreeting,
      answer: (socket) => socket.write(`${'250-x\r\n'.repeat(1_500)}250 PIPELINING\r\n`),
    });
    assert.equal(seen(assessment), 'inconclusive too-much-data session/too-much-data');
    assert.match(assessment.ending?.detail ?? '', /1000 lines/);
    assert.ok(assessment.transcript.length < 1_100, `${assessment.transcript.length} lines`);
  });

  it('do not try HELO when EHLO is refused for the moment', async () => {
    const commands: string[] = [];
    const assessment = await probe({
      greeting: plainGreeting,
      answer: (socket, command) => {
        commands.push(command.slice(0, 4));
        socket.write('450 4.7.1 try later\r\n');
      },
    });
    assert.deepEqual(commands, ['EHLO']);
    assert.equal(assessment.verdict, 'inconclusive', seen(assessment));
  });

  it('keep what the first connection proved when the second is turned away', async () => {
    const assessment = await probe({
      greeting: (connection) => (connection === 1 ? plainGreeting() : '421 4.7.0 too many connections\r\n'),
      answer: (socket, command) => {
        if (command === 'ClientHello') socket.end('454 4.7.0 TLS not available after start\r\n');
        else socket.write(command === 'STARTTLS' ? '220 go\r\n' : offer);
      },
    });
    assert.equal(seen(assessment), 'broken tls-after-starttls-failed handshake/broken-off');
  });

  it('write a flood of discarded lines down by its first ones', async () => {
    const assessment = await probe({
      greeting: plainGreeting,
      answer: (socket, command) => {
        if (command === 'STARTTLS') socket.write(`220 go\r\n${'\n'.repeat(50_000)}`);
        else if (command !== 'ClientHello') socket.write(offer);
      },
    });
    assert.ok(
      assessment.findings.some(({ rule }) => rule === 'starttls/injected-plaintext') || assessment.verdict === 'broken',
    );
    assert.ok(assessment.transcript.length < 120, `${assessment.transcript.length} lines`);
  });
});
