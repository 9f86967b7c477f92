// Chains made to keep a verifier busy, or to crash it: bounded time, no exception, no nameless refusal.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readDerElement } from '../../../src/formats/der.ts';
import { parseCertificate } from '../../../src/pki/parsedCertificate.ts';
import { createTrustStore } from '../../../src/pki/trustStore.ts';
import { verifyChain } from '../../../src/pki/verifyChain.ts';
import type { MadeCertificate } from '../../support/certificates.ts';
import { der, makeAuthority, makeCertificate, makeKeys, makeLeaf, testTime } from '../../support/certificates.ts';
import { defectMarks, onlyStore, verifyMade } from '../../support/verification.ts';

/** Wall time is shared with whatever else the machine does; processor time is ours. */
function processorMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const bare = { subjectKeyIdentifier: false, authorityKeyIdentifier: false } as const;

describe('hostile chains', function () {
  this.timeout(60_000);

  it('ends quickly on 100 look-alike intermediates with different keys', async () => {
    const real = await makeAuthority({ subject: 'CN=Alike', ...bare });
    const leaf = await makeLeaf(real, bare);
    const alike: MadeCertificate[] = [];
    for (let count = 0; count < 100; count++) {
      alike.push(await makeAuthority({ subject: 'CN=Alike', ...bare }, real));
    }
    let marks: readonly string[] = [];
    const took = processorMs(() => {
      marks = defectMarks(verifyMade([leaf, ...alike], []));
    });
    assert.ok(marks.length > 0);
    assert.ok(took < 300, `${took} ms`);
  });

  it('ends quickly with limit-reached on intermediates that all certify each other', async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => makeKeys()));
    const chain: MadeCertificate[] = [];
    const named = keys.map((pair) => ({ subject: 'CN=Mesh', keys: pair, ...bare }));
    const issuers = await Promise.all(named.map((recipe) => makeAuthority(recipe)));
    for (const recipe of named) {
      for (const issuer of issuers) {
        if (issuer.keys !== recipe.keys) chain.push(await makeAuthority(recipe, issuer));
      }
    }
    const [first] = issuers;
    assert.ok(first !== undefined);
    const leaf = await makeLeaf(first, bare);
    let marks: readonly string[] = [];
    const took = processorMs(() => {
      marks = defectMarks(verifyMade([leaf, ...chain], []));
    });
    assert.ok(marks.includes('limit-reached@-'), marks.join());
    assert.ok(took < 300, `${took} ms`);
  });

  it('finds the trusted path past look-alikes when identifiers tell them apart', async () => {
    const root = await makeAuthority({});
    const real = await makeAuthority({ subject: 'CN=Alike' }, root);
    const leaf = await makeLeaf(real);
    const alike: MadeCertificate[] = [];
    for (let count = 0; count < 30; count++) {
      alike.push(await makeAuthority({ subject: 'CN=Alike', keys: await makeKeys() }, root));
    }
    const verification = verifyMade([leaf, ...alike, real], [root]);
    assert.equal(onlyStore(verification).trusted, true);
    assert.deepEqual(
      verification.superfluous,
      alike.map((_, index) => index + 1),
    );
  });

  it('ends quickly on a chain of one hundred that leads nowhere', async () => {
    const chain: MadeCertificate[] = [await makeAuthority({ subject: 'CN=Level 0' })];
    for (let level = 1; level < 100; level++) {
      chain.unshift(await makeAuthority({ subject: `CN=Level ${level}` }, chain[0]));
    }
    const leaf = await makeLeaf(chain[0]);
    let marks: readonly string[] = [];
    const took = processorMs(() => {
      marks = defectMarks(verifyMade([leaf, ...chain], []));
    });
    assert.ok(marks.includes('limit-reached@-'), marks.join());
    assert.ok(took < 300, `${took} ms`);
  });

  it('ends quickly on thousands of names and constraints', async () => {
    const domains = Array.from({ length: 1_000 }, (_, index) => `host-${index}.example.org`);
    const root = await makeAuthority({ nameConstraints: { excluded: domains.map((dns) => ({ dns })) } });
    const leaf = await makeLeaf(root, { dnsNames: domains.map((name) => `mx.${name}.test`) });
    let marks: readonly string[] = [];
    const took = processorMs(() => {
      marks = defectMarks(verifyMade([leaf], [root]));
    });
    assert.ok(marks.includes('limit-reached@0'), marks.join());
    assert.ok(took < 300, `${took} ms`);
  });

  it('does not spend its checks on keys made to be slow', async () => {
    // An RSA key with an exponent as long as its modulus: a check with it costs as much as many ordinary ones.
    const modulus = Buffer.concat([Buffer.from([0]), Buffer.alloc(255, 0xc5), Buffer.from([1])]);
    const number = der(0x02, modulus);
    const key = der(0x30, number, number);
    const algorithm = der(0x30, der(0x06, Buffer.from('2a864886f70d010101', 'hex')), der(0x05));
    const slowKey = der(0x30, algorithm, der(0x03, Buffer.from([0]), key));
    const template = await makeAuthority({ subject: 'CN=Slow', keyType: 'RSA-2048', ...bare });
    const leaf = await makeLeaf(template, bare);
    const { rawTbs, rawPublicKey, signature } = parseCertificate(template.der);
    const header = readDerElement(rawTbs, 0, rawTbs.length);
    assert.ok(header.status === 'parsed');
    const at = rawTbs.indexOf(rawPublicKey);
    const chain: Buffer[] = [leaf.der];
    for (let count = 0; count < 60; count++) {
      const altered = Buffer.from(slowKey);
      altered[altered.length - 2] = count;
      const tbs = der(
        0x30,
        rawTbs.subarray(header.value.contentStart, at),
        altered,
        rawTbs.subarray(at + rawPublicKey.length),
      );
      const rsaSha256 = der(0x30, der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));
      chain.push(der(0x30, tbs, rsaSha256, der(0x03, Buffer.from([0]), signature)));
    }
    assert.deepEqual(parseCertificate(chain[1] ?? Buffer.alloc(0)).damage, []);
    let marks: readonly string[] = [];
    const took = processorMs(() => {
      marks = defectMarks(verifyMade(chain, []));
    });
    assert.ok(marks.includes('limit-reached@-'), marks.join());
    assert.ok(took < 100, `${took} ms`);
  });

  it('never throws and never refuses without a reason, whatever is mutated', async () => {
    const root = await makeAuthority({ nameConstraints: { permitted: [{ dns: 'example.com' }] } });
    const intermediate = await makeAuthority({}, root);
    const leaf = await makeLeaf(intermediate, { ipAddresses: ['192.0.2.1'] });
    const plain = await makeCertificate({ ...bare, subject: '' }, intermediate);
    const { store } = createTrustStore('given', root.pem);
    const sources = [leaf.der, plain.der, intermediate.der, root.der];
    const edits = fc.array(fc.tuple(fc.nat(1_000), fc.nat(255)), { maxLength: 4 });
    const mutated = fc.tuple(fc.constantFrom(...sources), edits).map(([source, changes]) => {
      const bytes = Buffer.from(source);
      for (const [at, octet] of changes) bytes[at % bytes.length] = octet;
      return bytes;
    });
    const anything = fc.oneof({ weight: 8, arbitrary: mutated }, fc.uint8Array({ maxLength: 60 }));
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 5 }), (chain) => {
        const verification = verifyChain({
          chain: chain.map((bytes) => parseCertificate(bytes)),
          stores: [() => store],
          expectedName: 'mx.example.com',
          at: testTime,
        });
        const [answer] = verification.stores;
        assert.ok(answer !== undefined);
        assert.equal(answer.trusted, answer.defects.length === 0);
        for (const { text } of answer.defects) assert.match(text, /^The .*\.$/);
        assert.doesNotMatch(JSON.stringify(verification), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
      { numRuns: 1_500 },
    );
  });
});
