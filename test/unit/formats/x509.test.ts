// Reading certificates: against node:crypto and @peculiar/x509 as oracles, with damage, and with random bytes.

import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import fc from 'fast-check';
import '../../support/reflectMetadata.ts';
import * as x509 from '@peculiar/x509';
import { decodeCertificate } from '../../../src/formats/x509.ts';
import type { MadeCertificate } from '../../support/certificates.ts';
import { der, makeAuthority, makeCertificate, makeLeaf } from '../../support/certificates.ts';

const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex');

/** The bytes with one run replaced by another of the same length. */
function replaced(source: Buffer, from: Buffer, to: Buffer): Buffer {
  const at = source.indexOf(from);
  assert.ok(at >= 0 && from.length === to.length);
  return Buffer.concat([source.subarray(0, at), to, source.subarray(at + from.length)]);
}

describe('x509', () => {
  let root: MadeCertificate;
  let rich: MadeCertificate;

  before(async () => {
    root = await makeAuthority({ keyType: 'RSA-2048' });
    rich = await makeLeaf(root, {
      subject: 'CN=mx.example.com, OU=A\\, B, O=Müller \\+ Co, C=DE',
      dnsNames: ['mx.example.com', '*.example.org'],
      ipAddresses: ['192.0.2.7', '2001:db8::7'],
      emailAddresses: ['postmaster@example.com'],
      extendedKeyUsage: ['serverAuth', 'clientAuth', '1.2.3.4'],
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      extensions: [
        new x509.AuthorityInfoAccessExtension({
          ocsp: ['http://ocsp.example.com/'],
          caIssuers: ['http://ca.example.com/r.cer'],
        }),
        new x509.CRLDistributionPointsExtension(['http://crl.example.com/r.crl']),
        new x509.Extension('1.3.6.1.5.5.7.1.24', false, bytes('3003020105')),
        new x509.Extension('1.3.6.1.4.1.11129.2.4.2', false, bytes('040a00080002aaaa0002bbbb')),
      ],
    });
  });

  it('agrees with node:crypto on every root of Mozilla', () => {
    for (const pem of rootCertificates) {
      const oracle = new X509Certificate(pem);
      const { certificate, damage } = decodeCertificate(oracle.raw);
      assert.deepEqual(damage, [], certificate.subject);
      assert.deepEqual(certificate.unreadable, []);
      assert.equal(certificate.serialNumber, oracle.serialNumber === '0' ? '00' : oracle.serialNumber);
      assert.equal(certificate.fingerprintSha256, oracle.fingerprint256.replaceAll(':', ''));
      assert.equal(certificate.fingerprintSha1, oracle.fingerprint.replaceAll(':', ''));
      assert.equal(Date.parse(certificate.notBefore), Date.parse(oracle.validFrom));
      assert.equal(Date.parse(certificate.notAfter), Date.parse(oracle.validTo));
      assert.equal(certificate.pem, oracle.toString());
      assert.equal(certificate.basicConstraints?.isAuthority, oracle.ca);
      const details = oracle.publicKey.asymmetricKeyDetails;
      if (details?.modulusLength !== undefined) assert.equal(certificate.publicKey.bits, details.modulusLength);
      assert.equal(certificate.publicKey.curve, details?.namedCurve);
    }
  });

  it('agrees with @peculiar/x509 on the names of every root', () => {
    for (const pem of rootCertificates) {
      const oracle = new x509.X509Certificate(pem);
      const { certificate } = decodeCertificate(Buffer.from(oracle.rawData));
      assert.deepEqual(certificate.commonNames, oracle.subjectName.getField('CN'));
      const attributes = certificate.subject.split(/(?<!\\)[,+]/).length;
      assert.equal(attributes, oracle.subjectName.toJSON().flatMap((part) => Object.values(part).flat()).length);
    }
  });

  it('reads every extension that the model has', () => {
    const { certificate } = decodeCertificate(rich.der);
    assert.equal(certificate.subject, 'C=DE,O=Müller \\+ Co,OU=A\\, B,CN=mx.example.com');
    assert.equal(certificate.issuer, 'CN=Test Root');
    assert.deepEqual(certificate.commonNames, ['mx.example.com']);
    assert.deepEqual(certificate.alternativeNames, [
      { kind: 'dns', value: 'mx.example.com' },
      { kind: 'dns', value: '*.example.org' },
      { kind: 'ip', value: '192.0.2.7' },
      { kind: 'ip', value: '2001:db8::7' },
      { kind: 'email', value: 'postmaster@example.com' },
    ]);
    assert.deepEqual(certificate.keyUsage, ['digitalSignature', 'keyEncipherment']);
    assert.deepEqual(certificate.extendedKeyUsage, ['serverAuth', 'clientAuth', '1.2.3.4']);
    assert.deepEqual(certificate.basicConstraints, { isAuthority: false });
    assert.deepEqual(certificate.ocspUrls, ['http://ocsp.example.com/']);
    assert.deepEqual(certificate.issuerUrls, ['http://ca.example.com/r.cer']);
    assert.deepEqual(certificate.crlUrls, ['http://crl.example.com/r.crl']);
    assert.equal(certificate.mustStaple, true);
    assert.equal(certificate.timestampCount, 2);
    assert.equal(certificate.signatureAlgorithm, 'sha256WithRSAEncryption');
    assert.deepEqual(certificate.publicKey, { type: 'EC', bits: 256, curve: 'prime256v1' });
    assert.equal(certificate.authorityKeyIdentifier, decodeCertificate(root.der).certificate.subjectKeyIdentifier);
    assert.equal(certificate.selfIssued, false);
    assert.deepEqual(certificate.unreadable, []);
  });

  it('keeps the order of relative names reversed as RFC 4514 asks, and leaves absent extensions absent', async () => {
    const bare = await makeCertificate({
      subject: 'C=DE, O=Example, CN=bare',
      subjectKeyIdentifier: false,
      authorityKeyIdentifier: false,
    });
    const { certificate } = decodeCertificate(bare.der);
    assert.equal(certificate.subject, 'CN=bare,O=Example,C=DE');
    assert.equal(certificate.selfIssued, true);
    for (const key of ['keyUsage', 'extendedKeyUsage', 'basicConstraints', 'subjectKeyIdentifier'] as const) {
      assert.ok(!(key in certificate), key);
    }
  });

  it('reads keys of every type', async () => {
    const expected = {
      'RSA-1024': 'RSA 1024',
      'P-384': 'EC 384',
      Ed25519: 'Ed25519 256',
      'RSA-2048': 'RSA 2048',
    } as const;
    for (const [keyType, text] of Object.entries(expected)) {
      const made = await makeAuthority({ keyType: keyType as keyof typeof expected, subject: `CN=${keyType}` });
      const { publicKey } = decodeCertificate(made.der).certificate;
      assert.equal(`${publicKey.type} ${publicKey.bits}`, text);
    }
  });

  it('lets no control, bidi or NUL character of a name through', async () => {
    const hostile = await makeLeaf(root, {
      subject: 'CN=aXb.example.com',
      dnsNames: ['aYb.example.com'],
    });
    const source = replaced(hostile.der, Buffer.from('aXb'), Buffer.from('a\u0000b'));
    const { certificate } = decodeCertificate(replaced(source, Buffer.from('aYb'), Buffer.from('a\u001bb')));
    assert.deepEqual(certificate.commonNames, ['a\\x00b.example.com']);
    assert.equal(certificate.subject, 'CN=a\\x00b.example.com');
    assert.deepEqual(certificate.alternativeNames, [{ kind: 'dns', value: 'a\\x1bb.example.com' }]);
    const wide = await makeLeaf(root, { subject: 'CN=moc.\u202eelpmaxe' });
    assert.deepEqual(decodeCertificate(wide.der).certificate.commonNames, ['moc.\\u{202e}elpmaxe']);
  });

  it('names each part that cannot be read and still reads the others', async () => {
    const cases: readonly (readonly [string, x509.Extension, RegExp])[] = [
      ['basicConstraints', new x509.Extension('2.5.29.19', true, bytes('0500')), /basicConstraints cannot be read/],
      ['nameConstraints', new x509.Extension('2.5.29.30', true, bytes('3000')), /nameConstraints cannot be read/],
      ['CRL', new x509.Extension('2.5.29.31', false, bytes('02')), /crlDistributionPoints cannot be read/],
      ['address', new x509.Extension('2.5.29.17', false, bytes('300587030a0000')), /1 of the names in subjectAltName/],
    ];
    for (const [name, extension, expected] of cases) {
      const made = await makeCertificate({ subject: 'CN=damaged', extensions: [extension] }, root);
      const decoded = decodeCertificate(made.der);
      assert.match(decoded.damage.join(), expected, name);
      assert.match(decoded.certificate.unreadable.join(), expected, name);
      assert.equal(decoded.certificate.subject, 'CN=damaged');
    }
    const timestamps = new x509.Extension('1.3.6.1.4.1.11129.2.4.2', false, bytes('04020009'));
    const harmless = decodeCertificate((await makeCertificate({ extensions: [timestamps] }, root)).der);
    assert.deepEqual(harmless.damage, []);
    assert.match(harmless.certificate.unreadable.join(), /signedTimestamps cannot be read/);
  });

  it('reports an extension that occurs twice, unreadable dates and a wrong version', async () => {
    const twice = new x509.Extension('2.5.29.14', false, bytes('0401aa'));
    const doubled = await makeCertificate({ subject: 'CN=twice', extensions: [twice] }, root);
    assert.match(decodeCertificate(doubled.der).damage.join(), /subjectKeyIdentifier occurs more than once/);
    const dates = replaced(rich.der, Buffer.from('270101000000Z'), Buffer.from('271301000000Z'));
    const undated = decodeCertificate(dates);
    assert.equal(undated.certificate.notAfter, '');
    assert.ok(Number.isNaN(undated.notAfter));
    assert.match(undated.damage.join(), /end of its validity cannot be read/);
    const version = decodeCertificate(replaced(rich.der, bytes('a003020102'), bytes('a003020107')));
    assert.match(version.damage.join(), /version cannot be read/);
  });

  it('gives a record for what is no certificate at all', () => {
    for (const source of ['', '30', '3000', '0500', '30030201', 'ff'.repeat(50)]) {
      const { certificate, damage } = decodeCertificate(bytes(source));
      assert.match(damage.join(), /cannot be read/, source);
      assert.equal(certificate.unreadable.length, 1);
      assert.match(certificate.fingerprintSha256, /^[0-9A-F]{64}$/);
    }
    const large = decodeCertificate(der(0x30, Buffer.alloc(300 * 1024)));
    assert.match(large.damage.join(), /longer than 256 KB/);
  });

  it('never throws and stays quick on mutations and truncations', function () {
    this.timeout(20_000);
    const sources = [root.der, rich.der, new X509Certificate(rootCertificates[0] ?? '').raw];
    const edits = fc.array(fc.tuple(fc.nat(2_000), fc.nat(255)), { minLength: 1, maxLength: 8 });
    let slowest = 0;
    fc.assert(
      fc.property(fc.constantFrom(...sources), edits, fc.option(fc.nat(2_000)), (source, changes, cut) => {
        const mutated = Buffer.from(source.subarray(0, cut ?? source.length));
        for (const [at, octet] of changes) if (mutated.length > 0) mutated[at % mutated.length] = octet;
        const started = process.hrtime.bigint();
        const { certificate, damage } = decodeCertificate(mutated);
        slowest = Math.max(slowest, Number(process.hrtime.bigint() - started) / 1e6);
        assert.ok(damage.every((text) => text.endsWith('.') || text.endsWith(')')));
        assert.doesNotMatch(JSON.stringify({ ...certificate, pem: '' }), /[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
      { numRuns: 3_000 },
    );
    assert.ok(slowest < 50, `${slowest} ms`);
  });
});
