import assert from 'node:assert/strict';
import { parseBlockListZone, parseControlHost, parseResolver } from '../../../src/formats/furtherTestInput.ts';
import { parseCommand } from '../../../src/cli/args.ts';
import { helpText } from '../../../src/cli/help.ts';
import { furtherFlags } from '../../../src/cli/furtherFlags.ts';
import type { FurtherTestRequest } from '../../../src/model/furtherTest.ts';

const sources = { readFile: () => assert.fail('no file is read'), environment: {} };

function requestOf(...args: readonly string[]): FurtherTestRequest | undefined {
  const command = parseCommand(['probe', 'mx.example.com', ...args], sources);
  if (command.kind !== 'probe') assert.fail(JSON.stringify(command));
  return command.options.furtherTests;
}

function reasonFor(...args: readonly string[]): string {
  const command = parseCommand(['probe', 'mx.example.com', ...args], sources);
  if (command.kind !== 'invalid') assert.fail(JSON.stringify(command));
  return command.reason;
}

describe('flags of further tests', () => {
  it('ask for nothing by default', () => {
    assert.equal(requestOf(), undefined);
  });

  it('ask for each test by name', () => {
    assert.deepEqual(requestOf('--all-addresses'), { kinds: ['addresses'] });
    assert.deepEqual(requestOf('--all-addresses', '--repeat', '5'), { kinds: ['addresses'], repeats: 5 });
    assert.deepEqual(requestOf('--compare-ports', '--try-starttls', '--nonsense-verb', '--without-sni')?.kinds, [
      'ports',
      'unoffered-starttls',
      'unknown-verb',
      'server-name',
    ]);
    assert.deepEqual(requestOf('--control-host', 'Mail.Example.ORG:587'), {
      kinds: ['control-host'],
      controlHost: { host: 'mail.example.org', port: 587 },
    });
    assert.deepEqual(
      requestOf('--reputation', '--resolver', '[::1]:5353', '--block-list', 'a.example', '--block-list', 'b.example'),
      {
        kinds: ['reputation'],
        resolver: '[::1]:5353',
        blockLists: ['a.example', 'b.example'],
      },
    );
  });

  it('name what cannot be used', () => {
    assert.match(reasonFor('--repeat', '3'), /--repeat goes with --all-addresses/);
    assert.match(reasonFor('--all-addresses', '--repeat', '11'), /--repeat is a number from 1 to 10/);
    assert.match(reasonFor('--resolver', '127.0.0.1'), /--resolver goes with --reputation/);
    assert.match(reasonFor('--block-list', 'a.example'), /--block-list goes with --reputation/);
    assert.match(reasonFor('--reputation', '--resolver', 'dns.example'), /--resolver: "dns\.example" is no address/);
    assert.match(reasonFor('--reputation', '--block-list', 'x y'), /--block-list: /);
    assert.match(reasonFor('--control-host', 'a@b'), /--control-host: .*mail address/);
    const many = Array.from({ length: 31 }, (_, index) => ['--block-list', `l${index}.example`]).flat();
    assert.match(reasonFor('--reputation', ...many), /30 times/);
  });

  it('ask all stores apart from them', () => {
    const command = parseCommand(['probe', 'mx.example.com', '--all-stores'], sources);
    assert.ok(command.kind === 'probe');
    assert.deepEqual([command.options.asksAllStores, command.options.furtherTests], [true, undefined]);
    assert.ok(helpText.includes('--all-stores'));
  });

  it('are not for report, and all stand in the help', () => {
    const command = parseCommand(['report', 'x.json', '--reputation'], sources);
    assert.equal(command.kind, 'invalid');
    for (const flag of Object.keys(furtherFlags)) assert.ok(helpText.includes(`--${flag}`), flag);
  });
});

describe('what further tests are given', () => {
  it('is an address of a name server', () => {
    for (const [text, value] of [
      ['192.0.2.53', '192.0.2.53'],
      [' 192.0.2.53:5353 ', '192.0.2.53:5353'],
      ['2001:DB8::53', '2001:db8::53'],
      ['[2001:db8::53]:53', '[2001:db8::53]:53'],
    ] as const) {
      assert.deepEqual(parseResolver(text), { status: 'parsed', value });
    }
    for (const text of ['', 'x', '192.0.2.53:0', '192.0.2.53:99999', '[192.0.2', '1.2.3.4:5:6', 'https://dns']) {
      assert.equal(parseResolver(text).status, 'invalid', text);
    }
  });

  it('is a zone that leaves room for an address', () => {
    assert.deepEqual(parseBlockListZone(' ZEN.Spamhaus.org '), { status: 'parsed', value: 'zen.spamhaus.org' });
    const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(10)}`;
    for (const text of ['', 'list', '192.0.2.1', long, 'a..b']) {
      assert.equal(parseBlockListZone(text).status, 'invalid', text);
    }
  });

  it('is a control host with a port of its own or the endpoint’s', () => {
    assert.deepEqual(parseControlHost('mx.example'), { status: 'parsed', value: { host: 'mx.example' } });
    assert.deepEqual(parseControlHost('[2001:db8::1]:25'), {
      status: 'parsed',
      value: { host: '2001:db8::1', port: 25 },
    });
    assert.deepEqual(parseControlHost('[2001:db8::1]'), { status: 'parsed', value: { host: '2001:db8::1' } });
    assert.deepEqual(parseControlHost('smtps://mx.example'), {
      status: 'parsed',
      value: { host: 'mx.example', port: 465 },
    });
    assert.equal(parseControlHost('').status, 'invalid');
  });
});
