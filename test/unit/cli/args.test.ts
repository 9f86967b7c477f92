import assert from 'node:assert/strict';
import { parseCommand } from '../../../src/cli/args.ts';
import type { ProbeCommand } from '../../../src/cli/command.ts';
import { makeAuthority } from '../../../src/lab/authority.ts';
import { makeKey } from '../../../src/lab/keys.ts';

const root = makeAuthority(makeKey('ec-p256')).pem;
const damaged = '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n';

const files: Readonly<Record<string, string | Buffer>> = {
  'ca.pem': root,
  'damaged.pem': damaged,
  'partly.pem': damaged + root,
  'wide.pem': Buffer.from(`\uFEFF${root}`, 'utf16le'),
  'key.pem': '-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n',
  'empty.pem': 'nothing here',
  'client.pem': 'CERT',
  'client.key': 'KEY',
  'client.p12': 'P12',
};

function readFile(path: string): Buffer {
  const text = files[path];
  if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
  return Buffer.from(text);
}

const sources = { readFile, environment: {} };

function probeOf(...argv: string[]): ProbeCommand {
  const command = parseCommand(argv, sources);
  assert.ok(command.kind === 'probe', `not a probe: ${JSON.stringify(command)}`);
  return command;
}

function reasonOf(...argv: string[]): string {
  const command = parseCommand(argv, sources);
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
    assert.equal(command.format.id, 'text');
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
    const { options, format, failOn, tls, isVerbose, output, warnings } = probeOf(
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
      deadlines: { resolve: 4750, connect: 4750, greeting: 3750, reply: 4750, handshake: 4750, whole: 5000 },
    });
    assert.deepEqual(warnings, []);
    assert.deepEqual([format.id, failOn, tls, isVerbose, output], ['json', 'never', 'implicit', true, 'out']);
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
    ['a flag without its value', ['probe', 'a', '--passphrase'], /--passphrase.*[^.]\.$/],
    ['a bad timeout', ['probe', 'a', '--timeout', 'soon'], /--timeout is a number/],
    ['a timeout of zero', ['probe', 'a', '--timeout', '0'], /--timeout is a number/],
    ['a bad address', ['probe', 'a', '--address', 'mx.example'], /--address is an IP address/],
    [
      'an address of the other family',
      ['probe', 'a', '--address', '192.0.2.1', '--family', '6'],
      /--address 192\.0\.2\.1 is not of --family 6/,
    ],
    [
      'a missing CA file',
      ['probe', 'a', '--ca', 'no.pem'],
      /--ca: the file "no\.pem" cannot be read: there is no such file/,
    ],
    [
      'a CA file without certificates',
      ['probe', 'a', '--ca', 'empty.pem'],
      /--ca: "empty\.pem" holds no certificate that can be used\. The text holds no PEM block/,
    ],
    [
      'a CA file of damaged certificates',
      ['probe', 'a', '--ca', 'damaged.pem'],
      /--ca: .*Certificate 1: .*cannot be read/,
    ],
    ['a key as a CA file', ['probe', 'a', '--ca', 'key.pem'], /--ca: .*"PRIVATE KEY", not a certificate/],
    ['a certificate without its key', ['probe', 'a', '--cert', 'client.pem'], /go together/],
    ['both kinds of client certificate', ['probe', 'a', '--cert', 'client.pem', '--pfx', 'client.p12'], /not both/],
    ['an EHLO name with a line end', ['probe', 'a', '--ehlo', 'x\r\nMAIL FROM:<>'], /--ehlo/],
    ['an unknown format', ['probe', 'a', '--format', 'xml'], /--format is one of/],
    ['an unknown severity', ['probe', 'a', '--fail-on', 'all'], /--fail-on is one of/],
    ['an unknown version', ['probe', 'a', '--min-tls', '2'], /--min-tls is one of 1\.0, 1\.1, 1\.2, 1\.3, not "2"/],
    ['a version by a name of every object', ['probe', 'a', '--min-tls', 'constructor'], /--min-tls is one of/],
    [
      'a local address of the other family',
      ['probe', 'a', '--local-address', '::1', '--family', '4'],
      /--local-address/,
    ],
    [
      'addresses of two families',
      ['probe', 'a', '--local-address', '::1', '--address', '192.0.2.1'],
      /--local-address ::1 and --address 192\.0\.2\.1/,
    ],
    ['a passphrase of nothing', ['probe', 'a', '--passphrase', 'x'], /--passphrase goes with --key or --pfx/],
    ['two formats', ['probe', 'a', '--json', '--format', 'text'], /--json and --format text/],
    ['an EHLO literal of colons', ['probe', 'a', '--ehlo', '[::::]'], /--ehlo: "\[::::\]" is no address literal/],
    ['an EHLO literal of IPv6 without its tag', ['probe', 'a', '--ehlo', '[::1]'], /--ehlo: .*\[IPv6:/],
    ['an EHLO literal of IPv4 with a tag', ['probe', 'a', '--ehlo', '[IPv6:192.0.2.1]'], /--ehlo/],
  ];
  for (const [name, argv, reason] of bad) {
    it(`refuses ${name}, naming it`, () => assert.match(reasonOf(...argv), reason));
  }

  it('goes on with what can be used of a CA file, and says what cannot', () => {
    const { options, warnings } = probeOf('probe', 'a', '--ca', 'partly.pem');
    assert.equal(options.authorities, damaged + root);
    assert.equal(warnings.length, 1);
    assert.match(warnings[0] ?? '', /^--ca: "partly\.pem": Certificate 1: .* It is left out\.$/);
  });

  it('reads a CA file in UTF-16', () => {
    assert.equal(probeOf('probe', 'a', '--ca', 'wide.pem').options.authorities, root);
  });

  it('takes address literals and one format said twice', () => {
    assert.equal(probeOf('a', '--ehlo', '[IPv6:2001:db8::1]').options.ehloName, '[IPv6:2001:db8::1]');
    assert.equal(probeOf('a', '--json', '--format', 'json').format.id, 'json');
  });

  it('takes the passphrase from the environment, where it is not given otherwise', () => {
    const environment = { SMTP_TLS_PASSPHRASE: 'hidden' };
    const passphraseOf = (...argv: string[]): string | undefined => {
      const command = parseCommand(argv, { readFile, environment });
      assert.ok(command.kind === 'probe');
      return command.options.clientCertificate?.passphrase;
    };
    assert.equal(passphraseOf('a', '--pfx', 'client.p12'), 'hidden');
    assert.equal(passphraseOf('a', '--cert', 'client.pem', '--key', 'client.key'), 'hidden');
    assert.equal(passphraseOf('a', '--pfx', 'client.p12', '--passphrase', 'said'), 'said');
    assert.equal(passphraseOf('a'), undefined);
  });

  it('knows its other commands', () => {
    assert.deepEqual(parseCommand(['--explain', 'x'], sources), { kind: 'explain', rule: 'x' });
    assert.deepEqual(parseCommand(['explain'], sources), { kind: 'explain-error', file: '-', isJson: false });
    assert.deepEqual(parseCommand(['explain', 'bounce.eml', '--json'], sources), {
      kind: 'explain-error',
      file: 'bounce.eml',
      isJson: true,
    });
    assert.equal(parseCommand(['explain', 'a', 'b'], sources).kind, 'invalid');
    assert.equal(parseCommand(['explain', 'a', '--tls', 'starttls'], sources).kind, 'invalid');
    assert.deepEqual(parseCommand(['--list-rules'], sources), { kind: 'list-rules' });
    assert.deepEqual(parseCommand(['--list-causes'], sources), { kind: 'list-causes' });
    assert.deepEqual(parseCommand(['--help'], sources), { kind: 'help' });
    assert.deepEqual(parseCommand(['--version'], sources), { kind: 'version' });
  });

  it('takes files to check, and no flag that is about a probe', () => {
    assert.deepEqual(parseCommand(['check-config', 'main.cf', '-', '--format', 'sarif', '-o', 'x'], sources), {
      kind: 'check-config',
      files: ['main.cf', '-'],
      format: 'sarif',
      output: 'x',
      failOn: 'error',
    });
    assert.equal(reasonOf('check-config'), 'No file to check was given.');
    assert.match(reasonOf('check-config', 'a', '--tls', 'auto'), /--tls does not go with check-config/);
    assert.match(reasonOf('check-config', 'a', '--json', '--format', 'text'), /exclude each other/);
    assert.match(reasonOf('check-config', 'a', '--format', 'junit'), /--format/);
  });
});
