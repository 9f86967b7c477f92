// Chains against a store: a guilty and an innocent case for every defect, several at once, and the best of many paths.

import assert from 'node:assert/strict';
import '../../support/reflectMetadata.ts';
import { Extension } from '@peculiar/x509';
import type { ChainDefectCode } from '../../../src/model/certificate.ts';
import { chainDefectCodes } from '../../../src/model/certificate.ts';
import { parseCertificate } from '../../../src/pki/parsedCertificate.ts';
import { createTrustStore } from '../../../src/pki/trustStore.ts';
import { verifyChain } from '../../../src/pki/verifyChain.ts';
import type { CertificateRecipe, MadeCertificate } from '../../support/certificates.ts';
import { makeAuthority, makeCertificate, makeKeys, makeLeaf, testTime } from '../../support/certificates.ts';
import { defectMarks, lapseCodes, onlyStore, verifyMade } from '../../support/verification.ts';

const past: CertificateRecipe = { notBefore: new Date('2024-01-01'), notAfter: new Date('2026-06-01T12:00:00Z') };
const future: CertificateRecipe = { notBefore: new Date('2026-07-01'), notAfter: new Date('2027-01-01') };
const critical = (): Extension => new Extension('1.2.3.4.5', true, Buffer.from('0500', 'hex'));

interface Case {
  /** What is expected of the guilty chain. */
  readonly marks: readonly string[];
  readonly text: RegExp;
  readonly leaf?: CertificateRecipe;
  readonly intermediate?: CertificateRecipe;
  readonly root?: CertificateRecipe;
  /** Changes the chain before it is sent. */
  readonly send?: (chain: readonly MadeCertificate[]) => readonly (MadeCertificate | Uint8Array)[];
  /** Roots in the store; default: the root. */
  readonly trust?: (root: MadeCertificate) => readonly MadeCertificate[];
}

function flipped(made: MadeCertificate): Uint8Array {
  const bytes = Buffer.from(made.der);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  return bytes;
}

/** Guilty cases. `limit-reached` has tests of its own: hostileChains. */
const guilty: readonly Case[] = [
  {
    leaf: past,
    marks: ['expired@0'],
    text: /^The certificate of "mx\.example\.com" \(sent first\) expired on 2026-06-01, 14 days ago \(RFC 5280/,
  },
  {
    intermediate: past,
    marks: ['expired@1'],
    text: /^The certificate of "Test Intermediate" \(sent second\) expired/,
  },
  { root: past, marks: ['expired@-'], text: /"Test Root" \(from the given authorities\) expired/ },
  { leaf: future, marks: ['not-yet-valid@0'], text: /is valid only from 2026-07-01, in 15 days/ },
  { intermediate: future, marks: ['not-yet-valid@1'], text: /\(sent second\) is valid only from/ },
  {
    trust: () => [],
    send: ([leaf]) => (leaf === undefined ? [] : [leaf]),
    marks: ['incomplete-chain@0'],
    text: /was issued by "CN=Test Intermediate", which was neither sent by the server nor in the given authorities/,
  },
  {
    send: ([leaf]) => (leaf === undefined ? [] : [leaf]),
    marks: ['incomplete-chain@0'],
    text: /neither sent by the server/,
  },
  { trust: () => [], marks: ['untrusted-root@2'], text: /"Test Root" \(sent third\) ends the path, is self-signed/ },
  {
    send: ([leaf, ...rest]) => (leaf === undefined ? [] : [flipped(leaf), ...rest]),
    marks: ['bad-signature@0'],
    text: /has a signature that was not made by the key of its issuer "Test Intermediate"/,
  },
  {
    intermediate: { basicConstraints: { isAuthority: false } },
    marks: ['not-an-authority@1'],
    text: /says that it is no authority/,
  },
  { intermediate: { basicConstraints: false }, marks: ['not-an-authority@1'], text: /does not say that it may/ },
  {
    root: { basicConstraints: { isAuthority: true, pathLength: 0 } },
    marks: ['path-too-long@-'],
    text: /allows 0 authorities below it, and the path has 1/,
  },
  { intermediate: { keyUsage: ['cRLSign'] }, marks: ['key-usage@1'], text: /lacks keyCertSign/ },
  { root: { keyUsage: ['digitalSignature'] }, marks: ['key-usage@-'], text: /"Test Root".*lacks keyCertSign/ },
  { leaf: { keyUsage: ['dataEncipherment'] }, marks: ['key-usage@0'], text: /neither signatures nor key exchange/ },
  {
    leaf: { extendedKeyUsage: ['clientAuth', 'emailProtection'] },
    marks: ['extended-key-usage@0'],
    text: /is not meant for TLS servers: its extended key usage is clientAuth, emailProtection/,
  },
  {
    leaf: { extendedKeyUsage: ['anyExtendedKeyUsage'] },
    marks: ['extended-key-usage@0'],
    text: /allows any extended key usage but does not name serverAuth/,
  },
  {
    intermediate: { extendedKeyUsage: ['clientAuth'] },
    marks: ['extended-key-usage@1'],
    text: /may not issue certificates for TLS servers/,
  },
  {
    leaf: { extensions: [new Extension('2.16.840.1.113730.1.1', false, Buffer.from('03020780', 'hex'))] },
    marks: ['extended-key-usage@0'],
    text: /Netscape certificate type/,
  },
  {
    intermediate: { nameConstraints: { permitted: [{ dns: 'example.org' }] } },
    marks: ['name-constraints@0'],
    text: /the name constraints of "Test Intermediate": its DNS name "mx\.example\.com" is not among those permitted/,
  },
  {
    root: { nameConstraints: { excluded: [{ dns: 'example.com' }] } },
    marks: ['name-constraints@0'],
    text: /"Test Root": its DNS name "mx\.example\.com" is excluded/,
  },
  {
    leaf: { extensions: [critical()] },
    marks: ['unknown-critical-extension@0'],
    text: /critical extension 1\.2\.3\.4\.5/,
  },
  { intermediate: { extensions: [critical()] }, marks: ['unknown-critical-extension@1'], text: /sent second/ },
  { root: { extensions: [critical()] }, marks: ['unknown-critical-extension@-'], text: /Test Root/ },
  { root: { keyType: 'RSA-2048' }, intermediate: { hash: 'SHA-1' }, marks: ['weak-signature@1'], text: /with SHA-1/ },
  { intermediate: { keyType: 'RSA-1024' }, marks: ['weak-key@1'], text: /key of only 1024 bits \(RSA\)/ },
  { root: { keyType: 'RSA-1024' }, marks: ['weak-key@-'], text: /Test Root/ },
  {
    leaf: { extensions: [new Extension('2.5.29.14', false, Buffer.from('0401aa', 'hex'))] },
    marks: ['malformed@0'],
    text: /is malformed: the extension subjectKeyIdentifier occurs more than once/,
  },
  { leaf: { authorityKeyIdentifier: 'aabbcc' }, marks: ['malformed@0'], text: /names another key as its issuer/ },
  {
    send: () => [Buffer.from('junk')],
    marks: ['malformed@0'],
    text: /^The certificate without a name \(sent first\) is malformed/,
  },
];

/** The same material without the fault, or with so much of it that it is allowed. */
const innocent: readonly (Omit<Case, 'marks' | 'text'> & { readonly why: string })[] = [
  { why: 'all is well' },
  { why: 'it expires at this very second', leaf: { notAfter: testTime } },
  { why: 'it begins at this very second', leaf: { notBefore: testTime } },
  { why: 'the root is sent along', send: (chain) => chain },
  { why: 'the path is as long as allowed', root: { basicConstraints: { isAuthority: true, pathLength: 1 } } },
  {
    why: 'the last certificate does not count',
    intermediate: { basicConstraints: { isAuthority: true, pathLength: 0 } },
  },
  { why: 'no key usage, no limit', leaf: { keyUsage: false } },
  { why: 'key exchange suffices', leaf: { keyUsage: ['keyEncipherment'] } },
  { why: 'no extended key usage, no limit', leaf: { extendedKeyUsage: false } },
  { why: 'serverAuth among others', leaf: { extendedKeyUsage: ['clientAuth', 'serverAuth'] } },
  { why: 'serverAuth for the intermediate', intermediate: { extendedKeyUsage: ['serverAuth', 'clientAuth'] } },
  { why: 'its name is permitted', intermediate: { nameConstraints: { permitted: [{ dns: 'example.com' }] } } },
  { why: 'another name is excluded', root: { nameConstraints: { excluded: [{ dns: 'example.org' }] } } },
  {
    why: 'an unknown extension that is not critical',
    leaf: { extensions: [new Extension('1.2.3.4.5', false, Buffer.from('0500', 'hex'))] },
  },
  { why: 'the root’s own SHA-1 signature', root: { keyType: 'RSA-2048', hash: 'SHA-1' } },
  { why: 'SHA-384 over RSA', root: { keyType: 'RSA-2048' }, intermediate: { hash: 'SHA-384' } },
  { why: 'RSA-PSS all along', root: { keyType: 'RSA-PSS' }, intermediate: { keyType: 'RSA-PSS' } },
  { why: 'a 2048-bit intermediate', intermediate: { keyType: 'RSA-2048' } },
  { why: 'P-384 and Ed25519', root: { keyType: 'P-384' }, intermediate: { keyType: 'Ed25519' } },
  {
    why: 'a Netscape type with server',
    leaf: { extensions: [new Extension('2.16.840.1.113730.1.1', false, Buffer.from('03020640', 'hex'))] },
  },
];

async function makeChain(recipes: Pick<Case, 'leaf' | 'intermediate' | 'root'>): Promise<MadeCertificate[]> {
  const root = await makeAuthority(recipes.root);
  const intermediate = await makeAuthority(recipes.intermediate, root);
  return [await makeLeaf(intermediate, recipes.leaf), intermediate, root];
}

describe('verifyChain', () => {
  for (const [number, { marks, text, send, trust, ...recipes }] of guilty.entries()) {
    it(`finds ${marks.join(' and ')} (case ${number + 1})`, async () => {
      const chain = await makeChain(recipes);
      const root = chain[2];
      assert.ok(root !== undefined);
      const sent = send?.(chain) ?? (trust === undefined ? chain.slice(0, 2) : chain);
      const verification = verifyMade(sent, trust?.(root) ?? [root]);
      assert.deepEqual(defectMarks(verification), marks);
      assert.match(
        onlyStore(verification)
          .defects.map((defect) => defect.text)
          .join('\n'),
        text,
      );
      assert.equal(onlyStore(verification).trusted, false);
    });
  }

  for (const { why, send, ...recipes } of innocent) {
    it(`trusts: ${why}`, async () => {
      const chain = await makeChain(recipes);
      const root = chain[2];
      assert.ok(root !== undefined);
      const verification = verifyMade(send?.(chain) ?? chain.slice(0, 2), [root]);
      assert.deepEqual(defectMarks(verification), []);
      assert.equal(onlyStore(verification).trusted, true);
      assert.deepEqual(verification.superfluous, []);
    });
  }

  it('has a guilty case for every code', () => {
    const elsewhere: readonly ChainDefectCode[] = ['limit-reached', 'self-signed'];
    const covered = new Set(guilty.flatMap(({ marks }) => marks.map((mark) => mark.replace(/@.*/, ''))));
    assert.deepEqual(chainDefectCodes.filter((code) => !covered.has(code)).sort(), [...elsewhere].sort());
  });

  it('tells a self-signed server certificate, unless it is in the store itself', async () => {
    const leaf = await makeLeaf();
    assert.deepEqual(defectMarks(verifyMade([leaf], [])), ['self-signed@0']);
    const trusted = verifyMade([leaf], [leaf]);
    assert.equal(onlyStore(trusted).trusted, true);
    assert.deepEqual(
      onlyStore(trusted).path.map((step) => step.certificate),
      [0],
    );
    const broken = Buffer.from(leaf.der);
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    assert.deepEqual(defectMarks(verifyMade([broken], [])), ['bad-signature@0', 'self-signed@0']);
  });

  it('reports all that is wrong with one certificate at once', async () => {
    const leaf = await makeLeaf(undefined, {
      ...past,
      dnsNames: ['other.example.com'],
      extendedKeyUsage: ['clientAuth'],
      extensions: [critical()],
    });
    const verification = verifyMade([leaf], []);
    assert.deepEqual(defectMarks(verification), [
      'expired@0',
      'extended-key-usage@0',
      'self-signed@0',
      'unknown-critical-extension@0',
    ]);
    assert.equal(verification.name.matches, false);
    assert.deepEqual(verification.name.presented, ['other.example.com']);
  });

  it('reports what is wrong along the whole path', async () => {
    const chain = await makeChain({
      leaf: past,
      intermediate: { ...past, keyUsage: ['cRLSign'], extendedKeyUsage: ['clientAuth'] },
      root: { basicConstraints: { isAuthority: true, pathLength: 0 } },
    });
    assert.deepEqual(defectMarks(verifyMade(chain, [])), [
      'expired@0',
      'expired@1',
      'extended-key-usage@1',
      'key-usage@1',
      'path-too-long@2',
      'untrusted-root@2',
    ]);
  });

  it('handles a chain without any certificate', () => {
    const verification = verifyMade([], []);
    assert.deepEqual(defectMarks(verification), ['incomplete-chain@-']);
    assert.match(onlyStore(verification).defects[0]?.text ?? '', /sent no certificate/);
    assert.deepEqual(verification.name, {
      expected: 'mx.example.com',
      matches: false,
      presented: [],
      onlyCommonName: false,
    });
  });

  it('takes the good one of two cross-signed paths, whichever way they are sent', async () => {
    const keys = await makeKeys();
    const oldRoot = await makeAuthority({ subject: 'CN=Old Root', ...past });
    const newRoot = await makeAuthority({ subject: 'CN=New Root' });
    const byOld = await makeAuthority({ subject: 'CN=Issuing', keys }, oldRoot);
    const byNew = await makeAuthority({ subject: 'CN=Issuing', keys }, newRoot);
    const leaf = await makeLeaf(byNew);
    for (const chain of [
      [leaf, byOld, byNew],
      [leaf, byNew, byOld],
      [leaf, oldRoot, byOld, byNew],
    ]) {
      const verification = verifyMade(chain, [oldRoot, newRoot]);
      assert.equal(onlyStore(verification).trusted, true);
      assert.equal(onlyStore(verification).path.at(-1)?.subject, 'CN=New Root');
      assert.deepEqual(verification.superfluous, []);
    }
    assert.deepEqual(defectMarks(verifyMade([leaf, byOld], [oldRoot, newRoot])), ['expired@-']);
  });

  it('prefers a root of the store to the same key in an expired certificate that was sent', async () => {
    const keys = await makeKeys();
    const expiredRoot = await makeAuthority({ ...past, keys });
    const renewedRoot = await makeAuthority({ keys });
    const leaf = await makeLeaf(renewedRoot);
    const verification = verifyMade([leaf, expiredRoot], [renewedRoot]);
    assert.equal(onlyStore(verification).trusted, true);
    assert.equal(onlyStore(verification).path.at(-1)?.certificate, -1);
  });

  it('says so when only a namesake of the issuer is at hand', async () => {
    const [leaf] = await makeChain({});
    const namesake = await makeAuthority({ subject: 'CN=Test Intermediate' });
    assert.ok(leaf !== undefined);
    const verification = verifyMade([leaf, namesake], [namesake]);
    assert.deepEqual(defectMarks(verification), ['incomplete-chain@0']);
    assert.match(onlyStore(verification).defects[0]?.text ?? '', /one of that name, but with another key, is at hand/);
    assert.deepEqual(verification.superfluous, [1]);
  });

  it('does not take an intermediate of the store for an anchor', async () => {
    const [leaf, intermediate] = await makeChain({});
    assert.ok(leaf !== undefined && intermediate !== undefined);
    const verification = verifyMade([leaf], [intermediate]);
    assert.deepEqual(defectMarks(verification), ['incomplete-chain@-']);
    assert.match(onlyStore(verification).defects[0]?.text ?? '', /is in the given authorities, but not self-signed/);
  });

  it('does not count self-issued authorities towards a path length', async () => {
    const root = await makeAuthority({ basicConstraints: { isAuthority: true, pathLength: 1 } });
    const rolledOver = await makeAuthority({ subject: 'CN=Test Root', keys: await makeKeys() }, root);
    const intermediate = await makeAuthority({}, rolledOver);
    const leaf = await makeLeaf(intermediate);
    assert.deepEqual(defectMarks(verifyMade([leaf, intermediate, rolledOver], [root])), []);
  });

  it('finds certificates that no path needed', async () => {
    const [leaf, intermediate, root] = await makeChain({});
    const stranger = await makeAuthority({ subject: 'CN=Stranger' });
    assert.ok(leaf !== undefined && intermediate !== undefined && root !== undefined);
    const chain = [leaf, stranger, intermediate, leaf, intermediate, root];
    assert.deepEqual(verifyMade(chain, [root]).superfluous, [1, 3, 4]);
    assert.deepEqual(verifyMade(chain, []).superfluous, [1, 3, 4]);
  });

  it('works with the chain in any order', async () => {
    const [leaf, intermediate, root] = await makeChain({});
    const second = await makeAuthority({ subject: 'CN=Second' }, intermediate);
    const server = await makeLeaf(second);
    assert.ok(leaf !== undefined && intermediate !== undefined && root !== undefined);
    assert.deepEqual(defectMarks(verifyMade([server, root, intermediate, second], [root])), []);
  });

  it('tells lapses that only strict verifiers refuse without taking trust away', async () => {
    const chain = await makeChain({
      root: { keyUsage: false },
      intermediate: { basicConstraints: { isAuthority: true, critical: false }, subjectKeyIdentifier: false },
      leaf: { authorityKeyIdentifier: false },
    });
    const verification = verifyMade(chain, chain.slice(2));
    assert.equal(onlyStore(verification).trusted, true);
    assert.deepEqual(lapseCodes(verification), ['malformed', 'malformed', 'malformed', 'key-usage']);
    assert.deepEqual(lapseCodes(verifyMade(await makeChain({}), [])), []);
  });

  it('asks stores in order, makes no more than needed, and reports each', async () => {
    const [leaf, intermediate, root] = await makeChain({});
    assert.ok(leaf !== undefined && intermediate !== undefined && root !== undefined);
    let made = '';
    const storeOf = (name: 'mozilla' | 'system' | 'given', pems: readonly string[]) => () => {
      made += `${name} `;
      return createTrustStore(name, pems).store;
    };
    const verification = verifyChain({
      chain: [leaf, intermediate].map((one) => parseCertificate(one.der)),
      stores: [storeOf('mozilla', []), storeOf('system', [root.pem]), storeOf('given', [])],
      expectedName: 'mx.example.com',
      at: testTime,
    });
    assert.equal(made, 'mozilla system ');
    assert.deepEqual(
      verification.stores.map(({ store, trusted }) => [store, trusted]),
      [
        ['mozilla', false],
        ['system', true],
      ],
    );
  });

  it('answers from memory only while the dates allow it', async () => {
    const chain = await makeChain({ leaf: past });
    const { store } = createTrustStore('given', chain[2]?.pem ?? '');
    const parsed = chain.slice(0, 2).map((one) => parseCertificate(one.der));
    const textAt = (at: string): string => {
      const input = { chain: parsed, stores: [() => store], expectedName: 'mx.example.com', at: new Date(at) };
      const [answer] = verifyChain(input).stores;
      assert.ok(answer !== undefined);
      return answer.trusted ? 'trusted' : answer.defects.map(({ text }) => text.replace(/ \(RFC.*/, '')).join();
    };
    const expired = 'The certificate of "mx.example.com" (sent first) expired on 2026-06-01,';
    // There and back again, so that each answer is given once from memory and once anew.
    for (let round = 0; round < 2; round++) {
      assert.equal(textAt('2026-06-01T12:00:00Z'), 'trusted');
      assert.equal(textAt('2026-06-01T12:00:01Z'), `${expired} less than a day ago`);
      assert.equal(textAt('2026-06-02T11:59:59Z'), `${expired} less than a day ago`);
      assert.equal(textAt('2026-06-02T12:00:00Z'), `${expired} 1 day ago`);
      assert.equal(textAt('2026-06-04T12:00:00Z'), `${expired} 3 days ago`);
      assert.match(textAt('2023-12-31T00:00:01Z'), /valid only from 2024-01-01, in less than a day/);
      assert.match(textAt('2023-12-31T00:00:00Z'), /valid only from 2024-01-01, in 1 day$/);
      assert.match(textAt('2023-12-30T00:00:01Z'), /valid only from 2024-01-01, in 1 day$/);
      assert.equal(textAt('2024-01-01T00:00:00Z'), 'trusted');
    }
  });

  it('finds a common name that alternative names do not repeat', async () => {
    const root = await makeAuthority();
    const leaf = await makeCertificate({ subject: 'CN=mx.example.com' }, root);
    const verification = verifyMade([leaf], [root]);
    assert.equal(verification.name.onlyCommonName, true);
    assert.equal(verification.name.matches, false);
  });
});
