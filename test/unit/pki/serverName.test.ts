// Name matching by RFC 9525: what must match, and what never does.

import assert from 'node:assert/strict';
import { decodeCertificate } from '../../../src/formats/x509.ts';
import type { AlternativeName, Certificate } from '../../../src/model/certificate.ts';
import { checkServerName } from '../../../src/pki/serverName.ts';

const blank = decodeCertificate(Buffer.alloc(0)).certificate;

function certificateFor(names: readonly string[], commonNames: readonly string[] = []): Certificate {
  const alternativeNames = names.map((name): AlternativeName => {
    const [kind = '', ...value] = name.split('=');
    return { kind: kind as AlternativeName['kind'], value: value.join('=') };
  });
  return { ...blank, alternativeNames, commonNames };
}

function isMatch(expected: string, ...names: readonly string[]): boolean {
  return checkServerName(expected, certificateFor(names)).matches;
}

describe('serverName', () => {
  it('matches whole names, whatever their case and the expected name’s trailing dot', () => {
    assert.ok(isMatch('mx.example.com', 'dns=other.example', 'dns=mx.example.com'));
    assert.ok(isMatch('MX.Example.COM', 'dns=mx.eXample.com'));
    assert.ok(isMatch('mx.example.com.', 'dns=mx.example.com'));
    assert.ok(isMatch('mx_1.example.com', 'dns=mx_1.example.com'));
    assert.ok(isMatch('localhost', 'dns=localhost'));
    assert.ok(!isMatch('mx.example.com', 'dns=example.com'));
    assert.ok(!isMatch('mx.example.com', 'dns=mx.example.com.'));
    assert.ok(!isMatch('mx.example.com', 'dns=.mx.example.com'));
    assert.ok(!isMatch('mx.example.com', 'email=mx.example.com', 'uri=mx.example.com', 'other=mx.example.com'));
    assert.ok(!isMatch('', 'dns='));
    assert.ok(!isMatch('.', 'dns=.'));
  });

  it('lets a wildcard stand for exactly one whole left-most label', () => {
    assert.ok(isMatch('mx.example.com', 'dns=*.example.com'));
    assert.ok(isMatch('xn--mller-kva.example.com', 'dns=*.example.com'));
    assert.ok(!isMatch('example.com', 'dns=*.example.com'));
    assert.ok(!isMatch('a.mx.example.com', 'dns=*.example.com'));
    for (const name of [
      'm*.example.com',
      '*x.example.com',
      'm*x.example.com',
      'mx.*.com',
      '*.*.com',
      'xn--*.example.com',
    ]) {
      assert.ok(!isMatch('mx.example.com', `dns=${name}`), name);
    }
    assert.ok(!isMatch('example.com', 'dns=*.com'));
    assert.ok(!isMatch('com', 'dns=*'));
    assert.ok(!isMatch('.example.com', 'dns=*.example.com'));
  });

  it('compares A-labels only', () => {
    assert.ok(isMatch('xn--mx-mka.example.com', 'dns=xn--mx-mka.example.com'));
    assert.ok(!isMatch('xn--mx-mka.example.com', 'dns=mxé.example.com'));
    assert.ok(!isMatch('mxé.example.com', 'dns=mxé.example.com'));
    // The Kelvin sign is lower-cased to k by Unicode, never by DNS.
    assert.ok(!isMatch('k.example.com', 'dns=\u212a.example.com'));
  });

  it('never matches a name with an escaped control character', () => {
    assert.ok(!isMatch('mx.example.com', 'dns=mx.example.com\\x00.evil.example'));
    assert.ok(!isMatch('mx.example.com\\x00', 'dns=mx.example.com\\x00'));
  });

  it('compares addresses as bytes and with iPAddress names only', () => {
    assert.ok(isMatch('192.0.2.7', 'ip=192.0.2.7'));
    assert.ok(isMatch('2001:DB8:0:0::7', 'ip=2001:db8::7'));
    assert.ok(!isMatch('192.0.2.7', 'dns=192.0.2.7'));
    assert.ok(!isMatch('192.0.2.7', 'ip=::ffff:192.0.2.7'));
    assert.ok(!isMatch('192.0.2.7', 'dns=*.0.2.7'));
    assert.ok(!isMatch('192.0.2.8', 'ip=192.0.2.7'));
    assert.ok(!isMatch('mx.example.com', 'ip=192.0.2.7'));
  });

  it('tells what was presented, what matched, and when only the common name would have', () => {
    const certificate = certificateFor(['dns=a.example', 'ip=192.0.2.7', 'email=x@a.example'], ['mx.example.com']);
    assert.deepEqual(checkServerName('mx.example.com', certificate), {
      expected: 'mx.example.com',
      matches: false,
      presented: ['a.example', '192.0.2.7'],
      onlyCommonName: true,
    });
    assert.equal(checkServerName('a.example', certificate).matchedBy, 'a.example');
    assert.equal(checkServerName('a.example', certificate).onlyCommonName, false);
    assert.equal(checkServerName('b.example', certificate).onlyCommonName, false);
    assert.equal(checkServerName('192.0.2.9', certificateFor([], ['192.0.2.9'])).onlyCommonName, true);
    assert.equal(checkServerName('mx.example.com', certificateFor([], ['*.example.com'])).onlyCommonName, true);
  });
});
