// Names of certificates as Exchange writes them, whatever the order, escaping and spacing; domains; ranges of addresses.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { commonBits, isInRange, parseAddressRange } from '../../../src/formats/addressRange.ts';
import {
  attributesOf,
  commonNameOf,
  identifies,
  parseCertificateIdentifier,
  sameDistinguishedName,
} from '../../../src/formats/certificateIdentifier.ts';
import { certificateCovers, connectorCovers, liesWithin } from '../../../src/formats/domainPattern.ts';

describe('identifiers of certificates', () => {
  it('are read in either order', () => {
    const expected = { issuer: 'CN=CA, O=Org', subject: 'CN=mail' };
    for (const text of ['<I>CN=CA, O=Org<S>CN=mail', '<S>CN=mail<I>CN=CA, O=Org', ' <i> CN=CA, O=Org <s> CN=mail ']) {
      assert.deepEqual(parseCertificateIdentifier(text), expected, text);
    }
    assert.deepEqual(parseCertificateIdentifier('<S>CN=mail'), { subject: 'CN=mail' });
  });

  it('are nothing else', () => {
    for (const text of [
      '',
      'CN=mail',
      '<I>CN=CA',
      '<I><S>CN=a',
      '<S>',
      '<S>CN=a<S>CN=b',
      'x<S>CN=a',
      '<S>not a name',
      '<S>CN="a',
      '0123456789ABCDEF0123456789ABCDEF01234567',
    ]) {
      assert.equal(parseCertificateIdentifier(text), undefined, text);
    }
  });

  it('match by what they say, not by how it is written', () => {
    const same: readonly (readonly [string, string])[] = [
      ['CN=a, O="Contoso, Ltd.", C=AT', 'C=AT,O=Contoso\\, Ltd.,CN=a'],
      ['CN=a, S=Vienna', 'cn=A,ST=vienna'],
      ['E=x@a.example, CN=a', '1.2.840.113549.1.9.1=x@a.example,CN=a'],
      ['OID.2.5.4.5=12, CN=a', 'SERIALNUMBER=12;CN=a'],
      ['CN="say ""hi"""', 'CN=say \\"hi\\"'],
      ['CN=a\\2Cb', 'CN="a,b"'],
      ['CN=DigiCert Global  G2', 'CN=DigiCert Global G2'],
      ['CN=a + OU=b', 'OU=b+CN=a'],
    ];
    for (const [one, other] of same) assert.ok(sameDistinguishedName(one, other), `${one} = ${other}`);
    const different: readonly (readonly [string, string])[] = [
      ['CN=a', 'CN=b'],
      ['CN=a', 'CN=a, O=b'],
      ['CN=a, O=b', 'CN=b, O=a'],
      ['OU=a, OU=b', 'OU=a, OU=a'],
      ['nothing', 'nothing'],
    ];
    for (const [one, other] of different) assert.ok(!sameDistinguishedName(one, other), `${one} ≠ ${other}`);
    assert.ok(identifies({ issuer: 'CN=c', subject: 'CN=a' }, { issuer: 'CN=C', subject: 'CN=A' }));
    assert.ok(!identifies({ issuer: 'CN=c', subject: 'CN=a' }, { issuer: 'CN=d', subject: 'CN=a' }));
    assert.ok(identifies({ subject: 'CN=a' }, { issuer: 'CN=d', subject: 'CN=a' }));
    assert.equal(commonNameOf('O=b, CN=mail.contoso.com '), 'mail.contoso.com');
  });

  it('never throw, nor take long', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseCertificateIdentifier(`<I>${text}<S>CN=${text}`)));
    const began = Date.now();
    for (const piece of ['"', 'CN=', 'CN=a,', '\\', ' ', '<I>', 'OID.1', 'a-'])
      attributesOf(piece.repeat(50_000).slice(0, 8_000));
    assert.ok(Date.now() - began < 2_000);
  });
});

describe('domains with wildcards', () => {
  it('cover as connectors and certificates each have it', () => {
    assert.ok(connectorCovers('*.contoso.com', 'a.b.contoso.com') && connectorCovers('a.example.', 'A.EXAMPLE'));
    assert.ok(
      !connectorCovers('*.contoso.com', 'contoso.com') &&
        !connectorCovers('*.', 'a') &&
        !connectorCovers('*.contoso.com', 'evilcontoso.com'),
    );
    assert.ok(certificateCovers('*.contoso.com', 'mail.contoso.com'));
    assert.ok(!certificateCovers('*.contoso.com', 'a.b.contoso.com') && !certificateCovers('*.com', 'contoso.com'));
    assert.ok(liesWithin('*.mail.contoso.com', ['contoso.com']) && !liesWithin('evilcontoso.com', ['contoso.com']));
  });
});

describe('ranges of addresses', () => {
  const rows: readonly (readonly [range: string, address: string, isIn: boolean])[] = [
    ['203.0.113.5', '203.0.113.5', true],
    ['203.0.113.5', '203.0.113.6', false],
    ['203.0.113.77/24', '203.0.113.255', true],
    ['203.0.113.0/24', '203.0.114.0', false],
    ['203.0.113.128/25', '203.0.113.127', false],
    ['0.0.0.0-255.255.255.255', '8.8.8.8', true],
    ['203.0.113.5-203.0.113.9', '203.0.113.9', true],
    ['2001:db8::/32', '2001:db8::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
    ['::ffff:203.0.113.0/120', '203.0.113.9', true],
    ['203.0.113.0/24', '::ffff:203.0.113.9', true],
    ['203.0.113.0/24', '[203.0.113.9]', true],
    ['::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff', '203.0.113.9', false],
  ];
  for (const [text, address, isIn] of rows) {
    it(`${text} ${isIn ? 'has' : 'does not have'} ${address}`, () => {
      const range = parseAddressRange(text);
      assert.ok(range !== undefined);
      assert.equal(isInRange(address, range), isIn);
    });
  }

  it('are nothing else', () => {
    for (const text of [
      '',
      'a',
      '203.0.113.0/33',
      '1.2.3.4-1.2.3.3',
      '1.2.3.4-::1',
      '1.2.3.4-1.2.3.5-1.2.3.6',
      '::ffff:1.2.3.4/90',
      '010.1.1.1',
    ]) {
      assert.equal(parseAddressRange(text), undefined, text);
    }
  });

  it('tell how wide they are', () => {
    const bits = (text: string): number =>
      commonBits(parseAddressRange(text) ?? { first: new Uint8Array(), last: new Uint8Array() });
    assert.deepEqual(
      ['0.0.0.0-255.255.255.255', '40.0.0.0/8', '203.0.113.5', '0.0.0.0-127.255.255.255'].map(bits),
      [0, 8, 32, 1],
    );
  });
});
