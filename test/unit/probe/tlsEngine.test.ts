import assert from 'node:assert/strict';
import { getCiphers } from 'node:tls';
import { describeMissing, missingFromOwnOpenssl, tlsEngine } from '../../../src/probe/network/tlsEngine.ts';

describe('TLS engine of this process', () => {
  it('lacks what the table says, when it is the OpenSSL that Node.js carries', function () {
    const { variables } = process.config as { readonly variables: { readonly node_shared_openssl?: unknown } };
    if (variables.node_shared_openssl !== false || !process.versions.openssl.startsWith('3.')) this.skip();
    assert.deepEqual(describeMissing(getCiphers()), missingFromOwnOpenssl);
  });

  it('is named with version, runtime and the versions of TLS it offers', () => {
    const engine = tlsEngine('TLSv1.2');
    assert.equal(engine.version, process.versions.openssl);
    assert.equal(engine.runtime, `Node.js ${process.versions.node}`);
    assert.deepEqual(engine.offeredVersions, ['TLSv1.2', 'TLSv1.3']);
  });

  it('says what a library without old suites cannot offer', () => {
    const names = ['tls_aes_128_gcm_sha256', 'ecdhe-rsa-aes128-gcm-sha256', 'aes128-sha'];
    assert.deepEqual(describeMissing(names).slice(1), [
      'DHE key exchange',
      'RC4',
      '3DES',
      'the suite AES128-SHA256',
      'the suite ECDHE-RSA-AES256-SHA384',
    ]);
  });
});
