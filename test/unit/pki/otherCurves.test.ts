// Keys on curves that node's own certificate functions stumble over: they are read and verified here without a crash.

import assert from 'node:assert/strict';
import { X509Certificate, getCurves } from 'node:crypto';
import { parseCertificate } from '../../../src/pki/parsedCertificate.ts';
import type { ParsedCertificate } from '../../../src/pki/parsedCertificate.ts';
import { createTrustStore } from '../../../src/pki/trustStore.ts';
import { verifyChain } from '../../../src/pki/verifyChain.ts';
import { skipTest } from '../../host/skipTest.ts';
import type { OpensslFolder } from '../../support/opensslCommand.ts';
import { openOpensslFolder, opensslVersion } from '../../support/opensslCommand.ts';
import { onlyStore } from '../../support/verification.ts';

describe('other curves and algorithms', function () {
  this.timeout(60_000);
  let folder: OpensslFolder;

  before(function () {
    if (opensslVersion() === undefined) skipTest(this, 'There is no openssl command of version 3 or later here.');
    folder = openOpensslFolder();
  });

  after(() => folder?.remove());

  /** A root and a server certificate made with these key options; undefined when this openssl cannot. */
  function makePair(...key: readonly string[]): { root: string; chain: ParsedCertificate[] } | undefined {
    const root = ['-keyout', 'root.key', '-out', 'root.pem', '-subj', '/CN=Root', '-days', '30'];
    const use = ['-addext', 'keyUsage=critical,keyCertSign'];
    if (!folder.run('req', '-x509', '-nodes', ...key, ...root, ...use).ok) return undefined;
    const names = ['-addext', 'subjectAltName=DNS:mx.example.com', '-addext', 'basicConstraints=critical,CA:FALSE'];
    const leaf = ['-keyout', 'leaf.key', '-out', 'leaf.pem', '-subj', '/CN=mx.example.com', '-days', '20'];
    const signed = ['-CA', 'root.pem', '-CAkey', 'root.key'];
    if (!folder.run('req', '-x509', '-nodes', ...key, ...leaf, ...names, ...signed).ok) return undefined;
    const der = new X509Certificate(folder.read('leaf.pem')).raw;
    return { root: folder.read('root.pem').toString(), chain: [parseCertificate(der)] };
  }

  function verify(pair: { root: string; chain: ParsedCertificate[] }): ReturnType<typeof onlyStore> {
    const { store, problems } = createTrustStore('given', pair.root);
    assert.deepEqual(problems, []);
    const input = { chain: pair.chain, stores: [() => store], expectedName: 'mx.example.com', at: new Date() };
    return onlyStore(verifyChain(input));
  }

  for (const curve of ['brainpoolP256r1', 'brainpoolP512r1', 'secp256k1', 'prime256v1', 'secp521r1', 'secp224r1']) {
    it(`reads and verifies ${curve}`, function () {
      if (!getCurves().includes(curve)) skipTest(this, `This Node.js has no curve ${curve}.`);
      const pair = makePair('-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`);
      if (pair === undefined) skipTest(this, `This openssl command cannot make keys on ${curve}.`);
      const { publicKey } = pair.chain[0]?.certificate ?? {};
      assert.equal(publicKey?.type, 'EC');
      assert.equal(publicKey?.curve, curve);
      const { trusted, defects } = verify(pair);
      const weak = curve === 'secp224r1' ? ['weak-key'] : [];
      assert.deepEqual(
        defects.map(({ code }) => code),
        weak,
      );
      assert.equal(trusted, weak.length === 0);
    });
  }

  it('refuses a curve that is written out instead of named, without giving it to the TLS library', function () {
    const options = ['-pkeyopt', 'ec_paramgen_curve:prime256v1', '-pkeyopt', 'ec_param_enc:explicit'];
    const pair = makePair('-newkey', 'ec', ...options);
    if (pair === undefined) skipTest(this, 'This openssl command cannot make explicit curves.');
    const { publicKey } = pair.chain[0]?.certificate ?? {};
    assert.deepEqual(publicKey, { type: 'EC', bits: 256 });
    const { defects } = verify(pair);
    assert.deepEqual(
      defects.map(({ code, certificate }) => `${code}@${certificate ?? '-'}`),
      ['malformed@0', 'bad-signature@0', 'malformed@-'],
    );
    assert.match(defects[0]?.text ?? '', /elliptic curve is written out instead of named/);
    assert.match(defects[1]?.text ?? '', /could not be checked/);
  });

  it('verifies Ed448 and RSASSA-PSS with its own parameters', function () {
    const made = [
      makePair('-newkey', 'ed448'),
      makePair('-newkey', 'rsa:2048', '-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_mgf1_md:sha384', '-sha256'),
    ];
    const names = ['ED448', 'rsassaPss'];
    for (const [index, pair] of made.entries()) {
      if (pair === undefined) skipTest(this, `This openssl command cannot make ${names[index] ?? ''}.`);
      assert.equal(pair.chain[0]?.certificate.signatureAlgorithm, names[index]);
      assert.deepEqual(verify(pair).defects, []);
    }
  });

  it('calls RSASSA-PSS with SHA-1 weak', function () {
    const options = ['-sha1', '-sigopt', 'rsa_padding_mode:pss'];
    const pair = makePair('-newkey', 'rsa:2048', ...options);
    if (pair === undefined) skipTest(this, 'This openssl command cannot sign with SHA-1.');
    assert.deepEqual(
      verify(pair).defects.map(({ code }) => code),
      ['weak-signature'],
    );
  });

  it('calls MD5 weak', function () {
    const pair = makePair('-newkey', 'rsa:2048', '-md5');
    if (pair === undefined) skipTest(this, 'This openssl command cannot sign with MD5.');
    assert.ok(verify(pair).defects.some(({ code }) => code === 'weak-signature'));
  });
});
