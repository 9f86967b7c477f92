// The DER reader against known encodings, broken ones and random bytes.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  bitLength,
  decodeObjectIdentifier,
  parseDer,
  readBitString,
  readBoolean,
  readDerChildren,
  readIntegerBytes,
  readNamedBits,
  readObjectIdentifier,
  readSmallInteger,
  readString,
  readTime,
} from '../../../src/formats/der.ts';
import type { DerElement } from '../../../src/formats/der.ts';

function element(hex: string): DerElement {
  const parsed = parseDer(Buffer.from(hex, 'hex'));
  assert.equal(parsed.status, 'parsed', hex);
  if (parsed.status !== 'parsed') throw new Error(hex);
  return parsed.value;
}

function reason(hex: string): string {
  const parsed = parseDer(Buffer.from(hex, 'hex'));
  return parsed.status === 'invalid' ? parsed.reason : 'parsed';
}

function text(tag: string, value: string): DerElement {
  const body = Buffer.from(value, 'latin1');
  return element(`${tag}${body.length.toString(16).padStart(2, '0')}${body.toString('hex')}`);
}

describe('der', () => {
  it('reads lengths in short and long form', () => {
    assert.equal(element('0400').end, 2);
    assert.equal(element(`048180${'00'.repeat(128)}`).contentStart, 3);
    assert.equal(element(`04820100${'00'.repeat(256)}`).contentStart, 4);
  });

  it('names what is wrong with an encoding', () => {
    assert.match(reason(''), /middle of an element/);
    assert.match(reason('0403aabb'), /longer than what holds it/);
    assert.match(reason('0400ff'), /1 bytes follow/);
    assert.match(reason('30800000'), /indefinite length/);
    assert.match(reason('048101aa'), /shortest form/);
    assert.match(reason(`04820080${'00'.repeat(128)}`), /shortest form/);
    assert.match(reason('0485'), /longer than 4 GB/);
    assert.match(reason('0482ff'), /middle of a length/);
    assert.match(reason('1f810100'), /tag number above 30/);
  });

  it('reads children one level at a time', () => {
    const children = readDerChildren(element('300702010530020500'));
    assert.deepEqual(children.status === 'parsed' ? children.value.map(({ tag }) => tag) : children, [2, 48]);
    assert.equal(readDerChildren(element('300302050a')).status, 'invalid');
    assert.equal(readDerChildren(element('020105')).status, 'invalid');
    assert.equal(readDerChildren(element(`3082232a${'0500'.repeat(4_501)}`)).status, 'invalid');
  });

  it('decodes object identifiers', () => {
    assert.equal(readObjectIdentifier(element('06092a864886f70d01010b')), '1.2.840.113549.1.1.11');
    assert.equal(readObjectIdentifier(element('0603550403')), '2.5.4.3');
    assert.equal(readObjectIdentifier(element('0603883703')), '2.999.3');
    const uuid = decodeObjectIdentifier(Buffer.from('6983d8c3b4e5a6f7c8d9eaafb0c1d2e3f405', 'hex'));
    assert.match(uuid ?? '', /^2\.25\.\d{20,}/);
    for (const bad of ['', '80', '2a80', '2a8001', '2a'.repeat(65)]) {
      assert.equal(decodeObjectIdentifier(Buffer.from(bad, 'hex')), undefined, bad);
    }
    assert.equal(readObjectIdentifier(element('020105')), undefined);
  });

  it('decodes integers, booleans and bit strings', () => {
    assert.equal(readSmallInteger(element('02020100')), 256);
    assert.equal(readSmallInteger(element('0201ff')), undefined);
    assert.equal(readSmallInteger(element('020701000000000000')), undefined);
    assert.equal(readIntegerBytes(element('02020001')), undefined);
    assert.equal(readIntegerBytes(element('0202ff80')), undefined);
    assert.equal(readIntegerBytes(element('0200')), undefined);
    assert.equal(bitLength(Buffer.from('00ff', 'hex')), 8);
    assert.equal(bitLength(Buffer.from('010000', 'hex')), 17);
    assert.equal(bitLength(Buffer.alloc(3)), 0);
    assert.equal(readBoolean(element('0101ff')), true);
    assert.equal(readBoolean(element('010100')), false);
    assert.equal(readBoolean(element('010101')), undefined);
    assert.deepEqual(readNamedBits(element('03020780')), [0]);
    assert.deepEqual(readNamedBits(element('03030700ff')), [8]);
    assert.deepEqual(readNamedBits(element('030205a0')), [0, 2]);
    assert.equal(readBitString(element('0300')), undefined);
    assert.equal(readBitString(element('03020880')), undefined);
    assert.equal(readBitString(element('030101')), undefined);
  });

  it('decodes times in the only form that certificates may have', () => {
    const iso = (value: DerElement): string | undefined => {
      const time = readTime(value);
      return time === undefined ? undefined : new Date(time).toISOString();
    };
    assert.equal(iso(text('17', '260115123456Z')), '2026-01-15T12:34:56.000Z');
    assert.equal(iso(text('17', '500101000000Z')), '1950-01-01T00:00:00.000Z');
    assert.equal(iso(text('17', '491231235959Z')), '2049-12-31T23:59:59.000Z');
    assert.equal(iso(text('18', '20500101000000Z')), '2050-01-01T00:00:00.000Z');
    assert.equal(iso(text('18', '99991231235959Z')), '9999-12-31T23:59:59.000Z');
    assert.equal(iso(text('18', '00500101000000Z')), '0050-01-01T00:00:00.000Z');
    assert.equal(iso(text('17', '240229000000Z')), '2024-02-29T00:00:00.000Z');
    const refused = [
      '2601151234Z',
      '260115123456+0000',
      '260230000000Z',
      '261315000000Z',
      '260115246060Z',
      '26011512345xZ',
    ];
    for (const value of refused) assert.equal(readTime(text('17', value)), undefined, value);
    assert.equal(readTime(text('18', '20260115123456.5Z')), undefined);
  });

  it('decodes strings of every type', () => {
    assert.equal(readString(text('0c', 'Z\u00c3\u00bcrich')), 'Zürich');
    assert.equal(readString(text('13', 'Zurich')), 'Zurich');
    assert.equal(readString(text('14', 'Z\u00fcrich')), 'Zürich');
    assert.equal(readString(element('1e04005a00fc')), 'Zü');
    assert.equal(readString(element('1c040001f600')), '😀');
    assert.equal(readString(element('1c0400110000')), undefined);
    assert.equal(readString(element('1e03005a00')), undefined);
    assert.equal(readString(element('0500')), undefined);
  });

  it('never throws, whatever the bytes', () => {
    const walk = (item: DerElement, depth: number): void => {
      readObjectIdentifier(item);
      readSmallInteger(item);
      readBoolean(item);
      readNamedBits(item);
      readTime(item);
      readString(item);
      assert.ok(item.end <= item.bytes.length && item.contentStart <= item.end);
      const children = readDerChildren(item);
      if (children.status === 'parsed' && depth < 20) for (const child of children.value) walk(child, depth + 1);
    };
    const header = fc.constantFrom(0x30, 0x31, 0x02, 0x03, 0x06, 0x0c, 0x17, 0x18, 0x1c, 0x1e, 0xa0, 0x04);
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 100 }), (tag, bytes) => {
        const parsed = parseDer(Buffer.from([tag, bytes.length, ...bytes]));
        if (parsed.status === 'parsed') walk(parsed.value, 0);
        parseDer(Buffer.from(bytes));
      }),
      { numRuns: 2_000 },
    );
  });
});
