import assert from 'node:assert/strict';
import { readHostList, splitHostFile } from '../../../src/cli/hostList.ts';

describe('list of hosts', () => {
  it('reads one host a line, and leaves comments and empty lines out', () => {
    const text = '\uFEFF# our servers\r\nmx1.example\r\n\r\n  mx2.example:587  # backup\n';
    assert.deepEqual(splitHostFile(text, 'hosts.txt'), [
      { text: 'mx1.example', place: 'hosts.txt line 2' },
      { text: 'mx2.example:587', place: 'hosts.txt line 4' },
    ]);
  });

  it('keeps the good entries beside a bad one, and names the place', () => {
    const entries = splitHostFile('a.example\nnot a host\nb.example\na.example:25\n', 'list');
    const { endpoints, errors } = readHostList(entries, 'auto');
    assert.deepEqual(
      endpoints.map(({ host }) => host),
      ['a.example', 'b.example'],
    );
    assert.equal(errors.length, 1);
    assert.match(errors[0]?.reason ?? '', /^list line 2: "not a host"/);
  });
});
