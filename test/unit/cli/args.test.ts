import assert from 'node:assert/strict';
import { parseCommand } from '../../../src/cli/args.ts';
import type { ProbeCommand } from '../../../src/cli/args.ts';

const files: Readonly<Record<string, string>> = {
  'ca.pem': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
  'empty.pem': 'nothing here',
  'client.pem': 'CERT',
  'client.key': 'KEY',
  'client.p12': 'P12',
};

function readFile(path: string): Buffer {
  const text = files[path];
  if (text === undefined) throw new Error(`ENOENT: no such file, open '${path}'`);
  return Buffer.from(text);
}

function probeOf(...argv: string[]): ProbeCommand {
  const command = parseCommand(argv, readFile);
  assert.ok(command.kind === 'probe', `not a probe: ${JSON.stringify(command)}`);
  return command;
}

function reasonOf(...argv: string[]): string {
  const command = parseCommand(argv, readFile);
  assert.ok(command.kind === 'invalid', `accepted: ${JSON.stringify(command)}`);
  return command.reason;
}

describe('command line', () => {
  it('takes hosts with and without the word probe', () => {
    assert.deepEqual(probeOf('probe', 'a.example', 'b.example:587').hosts, ['a.example', 'b.example:587']);
    assert.deepEqual(probeOf('a.example').hosts, ['a.example']);
  });

  it('takes host files and standard input', () => {
    const command = probeOf('probe', '--hosts', 'list.txt', '--hosts', 'more.txt', '-');
    assert.deepEqual(command.hostFiles, ['list.txt', 'more.txt', '-']);
    assert.deepEqual(command.hosts, []);
  });

  it('has the defaults of the manual', () => {
    const command = probeOf('probe', 'a.example');
    assert.equal(command.tls, 'auto');
    assert.equal(command.format, 'text');
    assert.equal(command.failOn, 'error');
    assert.deepEqual(command.options.deadlines, {
      resolve: 10_000,
      connect: 10_000,
      greeting: 60_000,
      reply: 30_000,
      handshake: 15_000,
      whole: 120_000,
    });
  });

  it('reads every option of the probe', () => {
    const { options, format, failOn, tls, isVerbose, output } = probeOf(
      ...['probe', 'a.example', '--tls', 'implicit', '--servername', 'MX.Example', '--ca', 'ca.pem', '--timeout', '5'],
      ...['--ehlo', '[192.0.2.1]', '--address', '[2001:db8::1]', '--family', '6', '--local-address', '::1'],
      ...['--cert', 'client.pem', '--key', 'client.key', '--min-tls', '1.2', '--json', '-o', 'out', '-v'],
      ...['--fail-on', 'never'],
    );
    assert.deepEqual(options, {
      ehloName: '[192.0.2.1]',
      serverName: 'mx.example',
      family: 6,
      address: '2001:db8::1',
      localAddress: '::1',
      authorities: files['ca.pem'],
      clientCertificate: { kind: 'pem', certificate: 'CERT', key: 'KEY' },
      minimumTls: 'TLSv1.2',
      deadlines: { resolve: 4750, connect: 4750, greeting: 4750, reply: 4750, handshake: 4750, whole: 5000 },
    });
    assert.deepEqual([format, failOn, tls, isVerbose, output], ['json', 'never', 'implicit', true, 'out']);
  });

  it('reads a PKCS #12 file', () => {
    assert.deepEqual(probeOf('probe', 'a', '--pfx', 'client.p12', '--passphrase', 'x').options.clientCertificate, {
      kind: 'pfx',
      pfx: Buffer.from('P12').toString('base64'),
      passphrase: 'x',
    });
  });

  const bad: readonly (readonly [string, readonly string[], RegExp])[] = [
    ['no host', ['probe'], /No host/],
    ['an unknown flag', ['probe', 'a', '--nonsense'], /--nonsense/],
    ['an unknown mode', ['probe', 'a', '--tls', 'none'], /--tls is one of/],
    ['a bad timeout', ['probe', 'a', '--timeout', 'soon'], /--timeout is a number/],
    ['a timeout of zero', ['probe', 'a', '--timeout', '0'], /--timeout is a number/],
    ['a bad address', ['probe', 'a', '--address', 'mx.example'], /--address is an IP address/],
    ['an address of the other family', ['probe', 'a', '--address', '192.0.2.1', '--family', '6'], /not of family 6/],
    ['a missing CA file', ['probe', 'a', '--ca', 'no.pem'], /--ca: .*no\.pem/],
    ['a CA file without certificates', ['probe', 'a', '--ca', 'empty.pem'], /no PEM certificate/],
    ['a certificate without its key', ['probe', 'a', '--cert', 'client.pem'], /go together/],
    ['both kinds of client certificate', ['probe', 'a', '--cert', 'client.pem', '--pfx', 'client.p12'], /not both/],
    ['an EHLO name with a line end', ['probe', 'a', '--ehlo', 'x\r\nMAIL FROM:<>'], /--ehlo/],
    ['an unknown format', ['probe', 'a', '--format', 'xml'], /--format is one of/],
    ['an unknown severity', ['probe', 'a', '--fail-on', 'all'], /--fail-on is one of/],
    ['an unknown version', ['probe', 'a', '--min-tls', '2'], /--min-tls is one of/],
  ];
  for (const [name, argv, reason] of bad) {
    it(`refuses ${name}, naming it`, () => assert.match(reasonOf(...argv), reason));
  }

  it('knows its other commands', () => {
    assert.deepEqual(parseCommand(['--explain', 'x'], readFile), { kind: 'explain', rule: 'x' });
    assert.deepEqual(parseCommand(['--list-rules'], readFile), { kind: 'list-rules' });
    assert.deepEqual(parseCommand(['--help'], readFile), { kind: 'help' });
    assert.deepEqual(parseCommand(['--version'], readFile), { kind: 'version' });
  });
});
