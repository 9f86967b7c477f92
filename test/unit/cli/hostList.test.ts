import assert from 'node:assert/strict';
import { readHostList, splitHostFile } from '../../../src/cli/hostList.ts';

describe('list of hosts', () => {
  it('reads one host a line, and leaves comments and empty lines out', () => {
    const text = '# our servers\r\nmx1.example\r\n\r\n  mx2.example:587  # backup\n';
    assert.deepEqual(splitHostFile(text, 'hosts.txt'), [
      { text: 'mx1.example', place: 'hosts.txt line 2' },
      { text: 'mx2.example:587', place: 'hosts.txt line 4' },
    ]);
  });

  it('keeps the good entries beside a bad one, and names the place', () => {
    const entries = splitHostFile('a.example\nnot a host\nb.example\na.example:25\n', 'list');
    const { endpoints, errors } = readHostList(entries, { tls: 'auto' });
    assert.deepEqual(
      endpoints.map(({ host }) => host),
      ['a.example', 'b.example'],
    );
    assert.equal(errors.length, 1);
    assert.match(errors[0]?.reason ?? '', /^list line 2: "not a host"/);
  });

  it('refuses addresses of the other family one by one', () => {
    const entries = splitHostFile('192.0.2.1\n::1\nmx.example\n', 'list');
    const { endpoints, errors } = readHostList(entries, { tls: 'auto', family: 6 });
    assert.deepEqual(
      endpoints.map(({ host }) => host),
      ['::1', 'mx.example'],
    );
    assert.deepEqual(errors, [
      { input: '192.0.2.1', reason: 'list line 1: "192.0.2.1" is an IPv4 address, against --family 6.' },
    ]);
  });

  it('keeps an IPv6 address whole, also where its end looks like a port', () => {
    const { endpoints } = readHostList(splitHostFile('::1:25\n[::1]:587\n', 'list'), { tls: 'auto' });
    assert.deepEqual(
      endpoints.map(({ host, port }) => [host, port]),
      [
        ['::1:25', 25],
        ['::1', 587],
      ],
    );
  });
});
