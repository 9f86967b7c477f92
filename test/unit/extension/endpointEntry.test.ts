import assert from 'node:assert/strict';
import { parseEndpointEntry, parseEndpointFile } from '../../../src/extension/endpointEntry.ts';

describe('endpoint file', () => {
  it('reads every field', () => {
    const text = JSON.stringify({
      endpoints: [
        {
          name: 'Edge',
          host: 'MX.example.com',
          port: 465,
          tls: 'implicit',
          serverName: 'a.example',
          authorities: 'ca.pem',
        },
        { host: '2001:DB8::1' },
      ],
    });
    assert.deepEqual(parseEndpointFile(text), {
      entries: [
        {
          endpoint: { host: 'mx.example.com', port: 465, tlsMode: 'implicit' },
          name: 'Edge',
          serverName: 'a.example',
          authorities: 'ca.pem',
        },
        { endpoint: { host: '2001:db8::1', port: 25, tlsMode: 'starttls' } },
      ],
      problems: [],
    });
  });

  it('goes on after an entry that cannot be used, naming its index', () => {
    const { entries, problems } = parseEndpointFile(
      JSON.stringify({
        endpoints: [{ host: 'a.example' }, { host: 'b c' }, 7, { host: 'd.example', port: 0 }, { host: 'e.example' }],
      }),
    );
    assert.deepEqual(
      entries.map(({ endpoint }) => endpoint.host),
      ['a.example', 'e.example'],
    );
    assert.equal(problems.length, 3);
    assert.match(problems[0] ?? '', /^Entry 1 of "endpoints" was left out: "b c" is not a host name/);
    assert.match(problems[1] ?? '', /^Entry 2 /);
    assert.match(problems[2] ?? '', /^Entry 3 .*"port"/);
  });

  it('says what is wrong with the whole file', () => {
    assert.match(parseEndpointFile('{').problems[0] ?? '', /^It is not JSON/);
    assert.deepEqual(parseEndpointFile('[]').problems, ['It has no list "endpoints".']);
  });

  it('shows no control character of a name', () => {
    const entry = parseEndpointEntry({ host: 'a.example', name: 'x\u001b[31m\u202ey' });
    assert.equal(entry.status === 'parsed' ? entry.value.name : '', 'x\\x1b[31m\\u{202e}y');
  });

  it('takes a target text and an Endpoint as well', () => {
    assert.deepEqual(parseEndpointEntry('smtps://a.example'), {
      status: 'parsed',
      value: { endpoint: { host: 'a.example', port: 465, tlsMode: 'implicit' } },
    });
    assert.equal(parseEndpointEntry({ host: 'a.example', port: 2525, tlsMode: 'implicit' }).status, 'parsed');
    assert.equal(parseEndpointEntry({ host: 'a.example', tls: 'none' }).status, 'invalid');
    assert.equal(parseEndpointEntry(null).status, 'invalid');
  });
});
