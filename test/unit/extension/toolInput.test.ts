// What a language model hands to our tools.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseExplainInput, parseProbeInput } from '../../../src/extension/toolInput.ts';

describe('input of language model tools', () => {
  it('names an endpoint', () => {
    assert.deepEqual(parseProbeInput({ host: 'MX.Example.com' }), {
      status: 'parsed',
      value: { endpoint: { host: 'mx.example.com', port: 25, tlsMode: 'starttls' } },
    });
    assert.deepEqual(parseProbeInput({ host: '[::1]', port: 2525, tls: 'implicit', serverName: 'mx.example.com' }), {
      status: 'parsed',
      value: { endpoint: { host: '::1', port: 2525, tlsMode: 'implicit' }, serverName: 'mx.example.com' },
    });
  });

  it('reads no file and gives no name for a model', () => {
    const value = { host: 'mx.example.com', authorities: '/etc/passwd', name: 'Our MX', tlsMode: 'implicit' };
    assert.deepEqual(parseProbeInput(value), {
      status: 'parsed',
      value: { endpoint: { host: 'mx.example.com', port: 25, tlsMode: 'starttls' } },
    });
  });

  for (const value of [
    undefined,
    'mx.example.com',
    {},
    { host: 5 },
    { host: 'a b' },
    { host: 'mx.example.com\r\nMAIL FROM' },
    { host: 'mx.example.com', port: 0 },
    { host: 'mx.example.com', port: '25' },
    { host: 'mx.example.com', tls: 'none' },
    { host: 'mx.example.com', serverName: 'a b' },
  ]) {
    it(`refuses ${JSON.stringify(value)}`, () => assert.equal(parseProbeInput(value).status, 'invalid'));
  }

  it('gives an answer to whatever comes', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        for (const parse of [parseProbeInput, parseExplainInput]) {
          assert.match(parse(value).status, /^(parsed|invalid)$/);
        }
      }),
    );
  });

  it('asks for a rule or a text, and bounds both', () => {
    assert.equal(parseExplainInput({}).status, 'invalid');
    assert.equal(parseExplainInput({ rule: ' ', text: 4 }).status, 'invalid');
    assert.deepEqual(parseExplainInput({ rule: 'certificate/expired' }), {
      status: 'parsed',
      value: { rule: 'certificate/expired' },
    });
    const parsed = parseExplainInput({ text: 'x'.repeat(5_000) });
    assert.ok(parsed.status === 'parsed');
    assert.equal(parsed.value.text?.length, 4_000);
  });
});
