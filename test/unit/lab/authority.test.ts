// The lab's authority makes what it is told to: node:crypto reads it back.

import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import {
  authorityFields,
  daysFromNow,
  issue,
  makeAuthority,
  selfSign,
  serverFields,
} from '../../../src/lab/authority.ts';
import type { CertificateFields, HashName, Issued } from '../../../src/lab/authority.ts';
import { keyKinds, makeKey, makeKeyInBackground } from '../../../src/lab/keys.ts';

const root = makeAuthority(makeKey('ec-p256'), { subject: 'Test root' });
const serverKey = makeKey('ec-p256');

function read(issued: Issued): X509Certificate {
  return new X509Certificate(issued.der);
}

function server(fields: CertificateFields = {}): X509Certificate {
  return read(issue(root, serverKey, { ...serverFields('mx.lab.test'), ...fields }));
}

/** Whether a DER fragment stands in the certificate as it is. */
function holds(certificate: X509Certificate, hex: string): boolean {
  return certificate.raw.includes(Buffer.from(hex, 'hex'));
}

describe('the lab authority', () => {
  it('makes a root that is an authority and signs itself', () => {
    const certificate = read(root);
    assert.equal(certificate.subject, 'CN=Test root');
    assert.equal(certificate.issuer, 'CN=Test root');
    assert.equal(certificate.ca, true);
    assert.ok(certificate.verify(certificate.publicKey));
    // RFC 5280 section 4.2.1.3: critical keyUsage with keyCertSign and cRLSign.
    assert.ok(holds(certificate, '0603551d0f0101ff040403020106'));
  });

  it('issues a server certificate below it', () => {
    const certificate = server();
    const above = read(root);
    assert.equal(certificate.subjectAltName, 'DNS:mx.lab.test');
    assert.equal(certificate.checkHost('mx.lab.test'), 'mx.lab.test');
    assert.equal(certificate.ca, false);
    assert.ok(certificate.checkIssued(above));
    assert.ok(certificate.verify(above.publicKey));
    assert.ok(certificate.checkPrivateKey(serverKey));
    assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.1']);
    assert.ok(holds(certificate, '0603551d0f0101ff040403020780'), 'digitalSignature alone');
  });

  it('is read back from its PEM', () => {
    const issued = issue(root, serverKey, serverFields('mx.lab.test'));
    assert.deepEqual(new X509Certificate(issued.pem).raw, issued.der);
  });

  it('writes the dates it is given, on both sides of 2050', () => {
    const notBefore = new Date('2001-02-03T04:05:06Z');
    const near = server({ notBefore, notAfter: new Date('2049-12-31T23:59:59Z') });
    assert.equal(new Date(near.validFrom).getTime(), notBefore.getTime());
    assert.equal(near.validTo, 'Dec 31 23:59:59 2049 GMT');
    const far = server({ notAfter: new Date('2050-01-01T00:00:00Z') });
    assert.equal(far.validTo, 'Jan  1 00:00:00 2050 GMT');
    assert.ok(holds(far, '180f32303530303130313030303030305a'), 'GeneralizedTime');
  });

  it('counts days from now', () => {
    assert.ok(Math.abs(daysFromNow(-3).getTime() - (Date.now() - 3 * 86_400_000)) < 2_000);
  });

  it('writes names of every kind', () => {
    const certificate = server({
      subject: [
        ['C', 'DE'],
        ['O', 'Lab'],
        ['CN', 'Postämter'],
      ],
      alternativeNames: ['mx.lab.test', ['ip', '192.0.2.1'], ['ip', '2001:db8::1'], ['email', 'a@lab.test']],
      serialNumber: '00ff01',
    });
    assert.equal(certificate.subject, 'C=DE\nO=Lab\nCN=Postämter');
    assert.equal(
      certificate.subjectAltName,
      'DNS:mx.lab.test, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1, email:a@lab.test',
    );
    assert.equal(certificate.serialNumber, 'FF01');
  });

  it('leaves extensions out', () => {
    const bare = server({ alternativeNames: null, keyUsage: null, extendedKeyUsage: null, basicConstraints: null });
    assert.equal(bare.subjectAltName, undefined);
    assert.equal(bare.keyUsage, undefined);
    assert.ok(!holds(bare, '0603551d0f'), 'no keyUsage');
    assert.ok(!holds(bare, '0603551d13'), 'no basicConstraints');
  });

  it('writes path length, name constraints, revocation addresses and must-staple', () => {
    const certificate = read(
      issue(root, serverKey, {
        ...authorityFields('Odd'),
        basicConstraints: { isAuthority: true, pathLength: 0 },
        nameConstraints: { permitted: [['dns', 'a.test']], excluded: [['ip', '10.0.0.0/255.0.0.0']] },
        crlUrls: ['http://crl.test/1'],
        ocspUrls: ['http://ocsp.test/'],
        issuerUrls: ['http://ca.test/ca.der'],
        mustStaple: true,
      }),
    );
    assert.ok(holds(certificate, '30060101ff020100'), 'CA:TRUE, pathlen:0');
    assert.ok(holds(certificate, `a00a30088206${Buffer.from('a.test').toString('hex')}`), 'permitted a.test');
    assert.ok(holds(certificate, 'a10c300a87080a000000ff000000'), 'excluded 10.0.0.0/8');
    assert.ok(holds(certificate, `8611${Buffer.from('http://crl.test/1').toString('hex')}`), 'CRL address');
    assert.match(certificate.infoAccess ?? '', /OCSP - URI:http:\/\/ocsp\.test\/\nCA Issuers - URI:http:\/\/ca\.test/);
    assert.ok(holds(certificate, '06082b0601050507011804053003020105'), 'status_request');
  });

  it('breaks a signature without changing anything else', () => {
    const certificate = server({ breakSignature: true });
    assert.ok(certificate.checkIssued(read(root)), 'names still match');
    assert.equal(certificate.verify(read(root).publicKey), false);
  });

  it('signs itself under a server name', () => {
    const certificate = read(selfSign(serverKey, serverFields('mx.lab.test')));
    assert.equal(certificate.issuer, certificate.subject);
    assert.equal(certificate.ca, false);
    assert.ok(certificate.verify(certificate.publicKey));
  });

  const digests: readonly (readonly [HashName, string])[] = [
    ['md5', '06092a864886f70d010104'],
    ['sha1', '06092a864886f70d010105'],
    ['sha256', '06092a864886f70d01010b'],
    ['sha384', '06092a864886f70d01010c'],
    ['sha512', '06092a864886f70d01010d'],
  ];
  for (const [hash, identifier] of digests) {
    it(`signs with RSA and ${hash}`, async () => {
      const rsaRoot = makeAuthority(await makeKeyInBackground('rsa-1024'), { hash });
      const certificate = read(rsaRoot);
      assert.ok(certificate.verify(certificate.publicKey));
      const first = certificate.raw.indexOf(Buffer.from(identifier, 'hex'));
      assert.ok(first > 0 && certificate.raw.indexOf(Buffer.from(identifier, 'hex'), first + 1) > 0, 'named twice');
    });
  }

  it('refuses a signature that does not exist', () => {
    assert.throws(() => makeAuthority(makeKey('ec-p256'), { hash: 'md5' }), /no ECDSA signature with md5/);
  });

  for (const kind of keyKinds) {
    it(`makes a certificate for a key of kind ${kind}`, async function () {
      // Large primes take their time on a busy machine.
      this.timeout(10_000);
      const key = await makeKeyInBackground(kind);
      const certificate = read(selfSign(key, serverFields('mx.lab.test')));
      assert.ok(certificate.checkPrivateKey(key));
      assert.ok(certificate.verify(certificate.publicKey));
      if (kind.startsWith('rsa-')) {
        assert.equal(certificate.publicKey.asymmetricKeyDetails?.modulusLength, Number(kind.slice(4)));
      } else {
        assert.equal(certificate.publicKey.asymmetricKeyType, kind.startsWith('ec-') ? 'ec' : kind);
      }
    });
  }
});
