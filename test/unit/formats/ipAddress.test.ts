import assert from 'node:assert/strict';
import { isIP } from 'node:net';
import fc from 'fast-check';
import {
  addressBytes,
  addressFamily,
  addressLiteral,
  bracketed,
  canonicalAddress,
} from '../../../src/formats/ipAddress.ts';

describe('IP addresses', () => {
  it('are told from other texts as node:net tells them', () => {
    const texts = ['0.0.0.0', '255.255.255.255', '256.1.1.1', '1.2.3', '1.2.3.4.', '01.2.3.4', '1.2.3.4.5', ' 1.2.3.4'];
    const longer = ['::', '::1', '1::2::3', '2001:db8::g', '::ffff:192.0.2.1', ':', '1:2:3:4:5:6:7:8:9', 'a', ''];
    for (const text of [...texts, ...longer]) assert.equal(addressFamily(text) ?? 0, isIP(text), JSON.stringify(text));
    fc.assert(fc.property(fc.ipV4(), (text) => addressFamily(text) === 4));
    fc.assert(fc.property(fc.ipV6(), (text) => addressFamily(text) === 6));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0129af.:'), maxLength: 20 }), (text) => {
        assert.equal(addressFamily(text) ?? 0, isIP(text), JSON.stringify(text));
      }),
    );
  });

  it('carry no zone, prefix or brackets', () => {
    for (const text of ['fe80::1%eth0', '10.0.0.0/8', '[::1]', '::/0']) assert.equal(addressFamily(text), undefined);
  });

  it('have one canonical form', () => {
    assert.equal(canonicalAddress('2001:DB8:0:0::1'), '2001:db8::1');
    assert.equal(canonicalAddress('192.0.2.1'), '192.0.2.1');
    assert.equal(canonicalAddress('mx.example'), undefined);
  });

  it('have 4 or 16 bytes', () => {
    assert.deepEqual(addressBytes('192.0.2.1'), Uint8Array.from([192, 0, 2, 1]));
    assert.deepEqual(addressBytes('::ffff:1.2.3.4'), Uint8Array.from([...new Array(10).fill(0), 255, 255, 1, 2, 3, 4]));
    assert.equal(addressBytes('x'), undefined);
  });

  it('are written as SMTP and URLs ask', () => {
    assert.equal(addressLiteral('192.0.2.1'), '[192.0.2.1]');
    assert.equal(addressLiteral('2001:db8::1'), '[IPv6:2001:db8::1]');
    assert.equal(bracketed('::1'), '[::1]');
    assert.equal(bracketed('mx.example'), 'mx.example');
  });
});
