// Trust stores made of PEM: look-up, damage, and how little of a store is parsed.

import assert from 'node:assert/strict';
import { rootCertificates } from 'node:tls';
import { parseCertificate } from '../../../src/pki/parsedCertificate.ts';
import { createTrustStore } from '../../../src/pki/trustStore.ts';
import { der, makeAuthority, makeKeys } from '../../support/certificates.ts';

describe('trustStore', () => {
  it('finds each of Mozilla’s roots by its encoded subject', () => {
    const { store, problems } = createTrustStore('mozilla', rootCertificates);
    assert.deepEqual(problems, []);
    assert.equal(store.size, rootCertificates.length);
    for (const pem of rootCertificates) {
      const body = pem.replace(/-----[^-]+-----/g, '');
      const root = parseCertificate(Buffer.from(body, 'base64'));
      assert.ok(store.contains(root));
      assert.ok(store.findIssuers(root.rawSubject).some((found) => found.der.equals(root.der)));
    }
  });

  it('puts the certificate with the wanted key first', async () => {
    const old = await makeAuthority({ subject: 'CN=Same Name' });
    const young = await makeAuthority({ subject: 'CN=Same Name', keys: await makeKeys() });
    const { store } = createTrustStore('given', [old.pem, young.pem, young.pem]);
    const wanted = parseCertificate(young.der);
    const found = store.findIssuers(wanted.rawSubject, wanted.certificate.subjectKeyIdentifier);
    assert.deepEqual(
      found.map((one) => one.certificate.fingerprintSha256),
      [wanted, parseCertificate(old.der)].map((one) => one.certificate.fingerprintSha256),
    );
  });

  it('finds a name in another case, spacing and string type', async () => {
    const root = await makeAuthority({ subject: 'CN=Example  Root, O=Example' });
    const { store } = createTrustStore('given', root.pem);
    const attribute = (oid: string, tag: number, text: string): Buffer =>
      der(0x31, der(0x30, der(0x06, Buffer.from(oid, 'hex')), der(tag, Buffer.from(text))));
    const name = der(0x30, attribute('550403', 0x13, ' example root'), attribute('55040a', 0x13, 'EXAMPLE'));
    assert.equal(store.findIssuers(name).length, 0);
    assert.equal(store.findNamesakes(name).length, 1);
    const other = der(0x30, attribute('550403', 0x13, 'exampleroot'), attribute('55040a', 0x13, 'EXAMPLE'));
    assert.equal(store.findNamesakes(other).length, 0);
  });

  it('reports damaged blocks and keeps the others', async () => {
    const root = await makeAuthority({ subject: 'CN=Kept' });
    const text = `${root.pem.slice(0, 200)}\n-----END CERTIFICATE-----\n${root.pem}`;
    const { store, problems } = createTrustStore('given', text);
    assert.equal(store.size, 1);
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /^PEM block 1 is damaged/);
    assert.match(createTrustStore('given', 'no certificates').problems.join(), /no PEM block/);
  });

  it('does not take a certificate of the same subject for its own', async () => {
    const root = await makeAuthority({ subject: 'CN=Mine' });
    const impostor = await makeAuthority({ subject: 'CN=Mine', keys: await makeKeys() });
    const { store } = createTrustStore('given', root.pem);
    assert.ok(store.contains(parseCertificate(root.der)));
    assert.ok(!store.contains(parseCertificate(impostor.der)));
    assert.ok(!store.contains(parseCertificate(Buffer.from('junk'))));
  });
});
