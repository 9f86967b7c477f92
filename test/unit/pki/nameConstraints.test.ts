// Name constraints of every kind: what they let through and what not.

import assert from 'node:assert/strict';
import type { CertificateRecipe, NameConstraintsRecipe } from '../../support/certificates.ts';
import { der, makeAuthority, makeKeys, makeLeaf } from '../../support/certificates.ts';
import { defectMarks, onlyStore, verifyMade } from '../../support/verification.ts';
import '../../support/reflectMetadata.ts';
import { Extension } from '@peculiar/x509';

async function isBreach(constraints: NameConstraintsRecipe, leaf: CertificateRecipe): Promise<boolean> {
  const root = await makeAuthority({ nameConstraints: constraints });
  const verification = verifyMade([await makeLeaf(root, { subject: 'CN=a server', dnsNames: [], ...leaf })], [root]);
  const marks = defectMarks(verification);
  assert.ok(marks.length === 0 || marks.join() === 'name-constraints@0', marks.join());
  return marks.length > 0;
}

type Row = readonly [constraints: NameConstraintsRecipe, leaf: CertificateRecipe, breach: boolean];

const dns = (name: string): CertificateRecipe => ({ dnsNames: [name] });
const permitted = (name: string): NameConstraintsRecipe => ({ permitted: [{ dns: name }] });
const excluded = (name: string): NameConstraintsRecipe => ({ excluded: [{ dns: name }] });

const rows: readonly Row[] = [
  [permitted('example.com'), dns('example.com'), false],
  [permitted('example.com'), dns('a.b.EXAMPLE.com'), false],
  [permitted('example.com'), dns('badexample.com'), true],
  [permitted('example.com'), dns('*.example.com'), false],
  [permitted('.example.com'), dns('example.com'), true],
  [permitted('.example.com'), dns('a.example.com'), false],
  [permitted(''), dns('anything.test'), false],
  [{ permitted: [{ dns: 'example.org' }, { dns: 'example.com' }] }, dns('mx.example.com'), false],
  [permitted('example.com'), { dnsNames: ['mx.example.com', 'mx.example.org'] }, true],
  [excluded('example.com'), dns('mx.example.com'), true],
  [excluded('example.com'), dns('example.org'), false],
  [excluded(''), dns('anything.test'), true],
  [excluded('mx.example.com'), dns('*.example.com'), true],
  [excluded('a.mx.example.com'), dns('*.example.com'), false],
  [{ ...permitted('example.com'), ...excluded('mx.example.com') }, dns('mx.example.com'), true],
  [{ ...permitted('example.com'), ...excluded('mx.example.com') }, dns('mx2.example.com'), false],
  // Names of another kind are not limited.
  [permitted('example.com'), { ipAddresses: ['192.0.2.7'] }, false],
  // A common name that reads as a host name counts where no DNS name is given.
  [permitted('example.com'), { subject: 'CN=mx.example.org' }, true],
  [permitted('example.com'), { subject: 'CN=mx.example.org', dnsNames: ['mx.example.com'] }, false],
  // What cannot be compared is refused.
  [permitted('*.example.com'), dns('mx.example.com'), true],
  [permitted('example.com'), dns('mx\u0000.example.com'), true],
  [{ permitted: [{ ip: '192.0.2.0/24' }] }, { ipAddresses: ['192.0.2.200'] }, false],
  [{ permitted: [{ ip: '192.0.2.0/24' }] }, { ipAddresses: ['192.0.3.1'] }, true],
  [{ permitted: [{ ip: '192.0.2.0/24' }] }, { ipAddresses: ['2001:db8::1'] }, true],
  [{ excluded: [{ ip: '0.0.0.0/0' }] }, { ipAddresses: ['192.0.2.1'] }, true],
  [{ excluded: [{ ip: '0.0.0.0/0' }] }, { ipAddresses: ['2001:db8::1'] }, false],
  [{ permitted: [{ email: 'example.com' }] }, { emailAddresses: ['a@example.com'] }, false],
  [{ permitted: [{ email: 'example.com' }] }, { emailAddresses: ['a@mail.example.com'] }, true],
  [{ permitted: [{ email: '.example.com' }] }, { emailAddresses: ['a@mail.example.com'] }, false],
  [{ permitted: [{ email: 'a@example.com' }] }, { emailAddresses: ['a@EXAMPLE.com'] }, false],
  [{ permitted: [{ email: 'a@example.com' }] }, { emailAddresses: ['A@example.com'] }, true],
  [{ excluded: [{ email: 'example.com' }] }, { emailAddresses: ['not an address'] }, true],
  [
    { excluded: [{ email: 'example.com' }] },
    { subject: 'CN=x, 1.2.840.113549.1.9.1=#160d61406578616d706c652e636f6d' },
    true,
  ],
  [{ permitted: [{ directory: 'C=DE, O=Example' }] }, { subject: 'C=DE, O=example, CN=x' }, false],
  [{ permitted: [{ directory: 'C=DE, O=Example' }] }, { subject: 'C=DE, O=Other, CN=x' }, true],
  [{ excluded: [{ directory: 'C=DE' }] }, { subject: 'C=DE, CN=x' }, true],
];

describe('nameConstraints', () => {
  for (const [constraints, leaf, breach] of rows) {
    it(`${breach ? 'refuses' : 'allows'} ${JSON.stringify(leaf)} under ${JSON.stringify(constraints)}`, async () => {
      assert.equal(await isBreach(constraints, leaf), breach);
    });
  }

  it('checks URIs by their host', async () => {
    const uriName = (uri: string): CertificateRecipe => ({
      extensions: [new Extension('2.5.29.17', false, der(0x30, der(0x86, Buffer.from(uri))))],
    });
    const within: NameConstraintsRecipe = { permitted: [{ uri: '.example.com' }] };
    assert.equal(await isBreach(within, uriName('https://user@mx.example.com:443/path')), false);
    assert.equal(await isBreach(within, uriName('https://example.com/')), true);
    assert.equal(await isBreach(within, uriName('https://192.0.2.1/')), true);
    assert.equal(await isBreach(within, uriName('urn:example')), true);
    assert.equal(await isBreach({ permitted: [{ uri: 'mx.example.com' }] }, uriName('smtp://mx.example.com')), false);
  });

  it('refuses bounds on subtrees and kinds of names it cannot compare', async () => {
    const list = (...subtree: readonly Uint8Array[]): Extension =>
      new Extension('2.5.29.30', true, der(0x30, der(0xa0, der(0x30, ...subtree))));
    const bounded = list(der(0x82, Buffer.from('example.com')), der(0x80, Buffer.from([1])));
    const registered = list(der(0x88, Buffer.from([0x2a, 3])));
    const leafName = new Extension('2.5.29.17', false, der(0x30, der(0x88, Buffer.from([0x2a, 3, 4]))));
    for (const [extension, leaf] of [
      [bounded, dns('mx.example.com')],
      [registered, { dnsNames: [], extensions: [leafName] }],
    ] as const) {
      const root = await makeAuthority({ extensions: [extension] });
      const verification = verifyMade([await makeLeaf(root, leaf)], [root]);
      assert.deepEqual(defectMarks(verification), ['name-constraints@0']);
    }
  });

  it('binds intermediates too, but not self-issued ones', async () => {
    const root = await makeAuthority({ nameConstraints: { permitted: [{ directory: 'CN=Allowed' }] } });
    const refused = await makeAuthority({ subject: 'CN=Refused' }, root);
    const leaf = await makeLeaf(refused, { subject: 'CN=Allowed' });
    assert.deepEqual(defectMarks(verifyMade([leaf, refused], [root])), ['name-constraints@1']);
    const selfIssued = await makeAuthority({ subject: 'CN=Test Root', keys: await makeKeys() }, root);
    const below = await makeLeaf(selfIssued, { subject: 'CN=Allowed' });
    assert.deepEqual(defectMarks(verifyMade([below, selfIssued], [root])), []);
  });

  it('says which name broke which constraint', async () => {
    const root = await makeAuthority({ nameConstraints: permitted('example.org') });
    const [defect] = onlyStore(verifyMade([await makeLeaf(root)], [root])).defects;
    assert.equal(
      defect?.text,
      'The certificate of "mx.example.com" (sent first) does not keep to the name constraints of "Test Root": its DNS name "mx.example.com" is not among those permitted (RFC 5280 section 4.2.1.10).',
    );
  });
});
