import assert from 'node:assert/strict';
import fc from 'fast-check';
import { endpointKey, formatEndpoint, parseHost, parseTarget } from '../../../src/formats/targetText.ts';
import type { Endpoint } from '../../../src/model/endpoint.ts';

function endpointOf(text: string): Endpoint {
  const parsed = parseTarget(text);
  assert.ok(parsed.status === 'parsed', `${text} was not accepted`);
  return parsed.value;
}

describe('target text', () => {
  const cases: readonly (readonly [string, string, number, Endpoint['tlsMode']])[] = [
    ['mx.example.com', 'mx.example.com', 25, 'starttls'],
    [' MX.Example.COM. ', 'mx.example.com', 25, 'starttls'],
    ['mx.example.com:587', 'mx.example.com', 587, 'starttls'],
    ['mx.example.com:465', 'mx.example.com', 465, 'implicit'],
    ['192.0.2.1', '192.0.2.1', 25, 'starttls'],
    ['2001:DB8::1', '2001:db8::1', 25, 'starttls'],
    ['[2001:db8::1]:465', '2001:db8::1', 465, 'implicit'],
    ['[IPv6:2001:db8::1]:25', '2001:db8::1', 25, 'starttls'],
    ['smtp://mx.example.com', 'mx.example.com', 25, 'starttls'],
    ['smtps://mx.example.com', 'mx.example.com', 465, 'implicit'],
    ['smtps://mx.example.com:2465', 'mx.example.com', 2465, 'implicit'],
    ['bücher.example', 'xn--bcher-kva.example', 25, 'starttls'],
    ['localhost:2525', 'localhost', 2525, 'starttls'],
    ['_weird.example', '_weird.example', 25, 'starttls'],
  ];
  for (const [text, host, port, tlsMode] of cases) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(endpointOf(text), { host, port, tlsMode });
    });
  }

  const bad: readonly (readonly [string, RegExp])[] = [
    ['', /No host/],
    ['user@example.com', /mail address/],
    ['host:0', /not a port/],
    ['host:65536', /not a port/],
    ['host:25x', /not a port/],
    ['host:', /not a port/],
    ['a b', /not a host name/],
    ['-a.example', /not a host name/],
    ['a..b', /not a host name/],
    ['1.2.3', /not an IPv4/],
    ['256.1.1.1', /not an IPv4/],
    ['[::1', /./],
    ['[1.2.3.4', /./],
    ['http://example.com', /not host/],
    [`${'a'.repeat(64)}.example`, /not a host name/],
    [`${'abcdefgh.'.repeat(32)}example`, /longer than/],
    ['mx\u0000.example', /not a host name/],
    ['mx\u202e.example', /not a host name/],
  ];
  for (const [text, reason] of bad) {
    it(`refuses ${JSON.stringify(text.slice(0, 40))}, saying why`, () => {
      const parsed = parseTarget(text);
      assert.ok(parsed.status === 'invalid', `accepted as ${JSON.stringify(parsed)}`);
      assert.match(parsed.reason, reason);
    });
  }

  it('follows the choice of TLS mode over the port', () => {
    const parsed = parseTarget('mx.example.com:25', 'implicit');
    assert.ok(parsed.status === 'parsed');
    assert.equal(parsed.value.tlsMode, 'implicit');
    assert.equal(endpointKey(parsed.value), 'mx.example.com:25 (implicit)');
  });

  it('reads back what it writes', () => {
    for (const [text] of cases) {
      const endpoint = endpointOf(text);
      const parsed = parseTarget(formatEndpoint(endpoint), endpoint.tlsMode);
      assert.deepEqual(parsed, { status: 'parsed', value: endpoint });
    }
  });

  it('never throws, and shows no control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        for (const parsed of [parseTarget(text), parseHost(text)]) {
          if (parsed.status === 'invalid')
            assert.doesNotMatch(parsed.reason, /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
        }
      }),
    );
  });
});
