// Our answers beside those of `openssl verify`: never laxer than its strict mode, stricter only where we say why.

import assert from 'node:assert/strict';
import '../../support/reflectMetadata.ts';
import { Extension } from '@peculiar/x509';
import type { ChainDefectCode } from '../../../src/model/certificate.ts';
import { parseCertificate } from '../../../src/pki/parsedCertificate.ts';
import { skipTest } from '../../host/skipTest.ts';
import type { CertificateRecipe, MadeCertificate } from '../../support/certificates.ts';
import { makeAuthority, makeLeaf, testTime } from '../../support/certificates.ts';
import type { OpensslFolder } from '../../support/opensslCommand.ts';
import { openOpensslFolder, opensslVersion } from '../../support/opensslCommand.ts';
import { lapseCodes, onlyStore, verifyMade } from '../../support/verification.ts';

const past: CertificateRecipe = { notBefore: new Date('2024-01-01'), notAfter: new Date('2026-06-01') };
const future: CertificateRecipe = { notBefore: new Date('2026-07-01'), notAfter: new Date('2027-01-01') };

function extension(identifier: string, critical: boolean, hex: string): CertificateRecipe {
  return { extensions: [new Extension(identifier, critical, Buffer.from(hex, 'hex'))] };
}

const anywhere: readonly CertificateRecipe[] = [
  past,
  future,
  { subjectKeyIdentifier: false },
  { keyUsage: false },
  { keyUsage: ['keyCertSign'] },
  { keyUsage: ['cRLSign'] },
  { keyUsage: ['digitalSignature'] },
  { keyUsage: ['keyAgreement', 'keyEncipherment'] },
  { extendedKeyUsage: ['serverAuth'] },
  { extendedKeyUsage: ['clientAuth'] },
  { extendedKeyUsage: ['anyExtendedKeyUsage'] },
  { extendedKeyUsage: ['clientAuth', 'serverAuth'] },
  { extendedKeyUsage: false },
  { basicConstraints: false },
  { basicConstraints: { isAuthority: false } },
  { basicConstraints: { isAuthority: true, critical: false } },
  { basicConstraints: { isAuthority: true, pathLength: 0 } },
  { basicConstraints: { isAuthority: false, pathLength: 0 } },
  { basicConstraints: false, keyUsage: false },
  { keyType: 'RSA-1024' },
  { keyType: 'RSA-2048' },
  { keyType: 'RSA-PSS' },
  { keyType: 'Ed25519' },
  { keyType: 'P-384', hash: 'SHA-384' },
  { nameConstraints: { permitted: [{ dns: 'example.com' }] } },
  { nameConstraints: { permitted: [{ dns: 'example.org' }], critical: false } },
  { nameConstraints: { excluded: [{ dns: 'mx.example.com' }] } },
  { nameConstraints: { permitted: [{ ip: '192.0.2.0/24' }] } },
  { nameConstraints: { excluded: [{ directory: 'CN=mx.example.com' }] } },
  { nameConstraints: { permitted: [{ email: 'example.com' }, { uri: '.example.com' }] } },
  extension('1.2.3.4.5', true, '0500'),
  extension('1.2.3.4.5', false, '0500'),
  extension('2.5.29.14', false, '0401aa'),
  extension('2.16.840.1.113730.1.1', false, '03020780'),
  extension('2.5.29.36', true, '3003800100'),
  extension('2.5.29.32', true, '30063004060228ff'),
  extension('2.5.29.31', false, '020105'),
  extension('1.3.6.1.5.5.7.1.24', true, '3003020105'),
];

const below: readonly CertificateRecipe[] = [
  { authorityKeyIdentifier: false },
  { authorityKeyIdentifier: 'aabbccdd' },
  { hash: 'SHA-512' },
  { ipAddresses: ['198.51.100.1'] },
  { emailAddresses: ['a@example.org'] },
  extension('2.5.29.17', false, '3000'),
  extension('2.5.29.17', false, '30050401aa'),
];

interface Recipes {
  readonly root: CertificateRecipe;
  readonly intermediate: CertificateRecipe;
  readonly leaf: CertificateRecipe;
}

/** Each variation alone in each place, then pairs by a fixed pseudo-random walk. */
function* matrix(): Generator<Recipes> {
  yield { root: {}, intermediate: {}, leaf: {} };
  for (const root of anywhere) yield { root, intermediate: {}, leaf: {} };
  for (const intermediate of [...anywhere, ...below]) yield { root: {}, intermediate, leaf: {} };
  for (const leaf of [...anywhere, ...below]) yield { root: {}, intermediate: {}, leaf };
  let state = 20_260_615;
  const pick = (from: readonly CertificateRecipe[]): CertificateRecipe => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return from[Math.floor(state / 65_536) % from.length] ?? {};
  };
  for (let count = 0; count < 40; count++) {
    yield { root: {}, intermediate: pick([...anywhere, ...below]), leaf: pick([...anywhere, ...below]) };
  }
}

/** Where we refuse what `openssl verify` lets pass, on purpose. */
const stricter: readonly ChainDefectCode[] = ['weak-signature', 'weak-key', 'name-constraints', 'malformed'];

describe('opensslOracle', function () {
  this.timeout(120_000);
  let folder: OpensslFolder;

  before(function () {
    if (opensslVersion() === undefined) skipTest(this, 'There is no openssl command of version 3 or later here.');
    folder = openOpensslFolder();
  });

  after(() => folder?.remove());

  function asks(chain: readonly MadeCertificate[], ...options: readonly string[]): { ok: boolean; output: string } {
    const [leaf, intermediate, root] = chain;
    folder.write('leaf.pem', leaf?.pem ?? '');
    folder.write('intermediate.pem', intermediate?.pem ?? '');
    folder.write('root.pem', root?.pem ?? '');
    const time = String(testTime.getTime() / 1_000);
    const stores = ['-no-CApath', '-no-CAstore', '-CAfile', 'root.pem', '-untrusted', 'intermediate.pem'];
    return folder.run('verify', ...options, '-purpose', 'sslserver', '-attime', time, ...stores, 'leaf.pem');
  }

  it('agrees over a matrix of chains', async () => {
    const disagreements: string[] = [];
    let refused = 0;
    let accepted = 0;
    for (const recipes of matrix()) {
      const root = await makeAuthority(recipes.root);
      const intermediate = await makeAuthority(recipes.intermediate, root);
      const leaf = await makeLeaf(intermediate, recipes.leaf);
      const chain = [leaf, intermediate, root];
      const verification = verifyMade(chain.slice(0, 2), [root]);
      const { trusted, defects } = onlyStore(verification);
      const strict = asks(chain, '-x509_strict');
      // What strict mode lets pass, the plain one does too.
      const plain = strict.ok ? strict : asks(chain);
      const told = `${JSON.stringify(recipes)}\n  ours: ${defects.map(({ text }) => text).join(' ')}`;
      if (!plain.ok && trusted) disagreements.push(`laxer: ${told}\n  openssl: ${plain.output}`);
      if (!strict.ok && trusted && lapseCodes(verification).length === 0) {
        disagreements.push(`laxer than strict: ${told}\n  openssl: ${strict.output}`);
      }
      if (plain.ok && !trusted && !defects.every(({ code }) => stricter.includes(code))) {
        disagreements.push(`stricter: ${told}`);
      }
      if (trusted) accepted++;
      else refused++;
    }
    assert.equal(disagreements.join('\n'), '');
    assert.ok(accepted > 40 && refused > 50, `${accepted} accepted, ${refused} refused`);
  });

  it('reads the same text fields as openssl x509', async () => {
    const root = await makeAuthority({ subject: 'C=DE, O=Größe\\, GmbH, CN=Root \\+ One', keyType: 'RSA-2048' });
    folder.write('root.pem', root.pem);
    const options = ['-subject', '-nameopt', 'RFC2253,utf8,-esc_msb', '-serial', '-fingerprint', '-sha256'];
    const { output } = folder.run('x509', '-in', 'root.pem', '-noout', ...options);
    const { certificate } = parseCertificate(root.der);
    assert.ok(output.includes(`subject=${certificate.subject}\n`), `${output} ${certificate.subject}`);
    assert.ok(output.includes(`serial=${certificate.serialNumber}\n`), output);
    assert.ok(output.replaceAll(':', '').includes(certificate.fingerprintSha256), output);
  });
});
