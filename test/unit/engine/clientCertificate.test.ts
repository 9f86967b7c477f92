// Wrong keys, passphrases and PKCS #12 files are told apart, in plain words. PKCS #12 is made by the openssl command.

import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { findClientCertificateProblem } from '../../../src/engine/clientCertificate.ts';
import { makeAuthority } from '../../../src/lab/authority.ts';
import { makeKey } from '../../../src/lab/keys.ts';
import type { ClientCertificate } from '../../../src/model/options.ts';
import { skipTest } from '../../host/skipTest.ts';
import { openOpensslFolder, opensslVersion } from '../../support/opensslCommand.ts';
import type { OpensslFolder } from '../../support/opensslCommand.ts';

const own = makeAuthority(makeKey('ec-p256'), { subject: 'client' });
const other = makeAuthority(makeKey('ec-p256'));
const encrypted = createPrivateKey(own.keyPem)
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'right' })
  .toString();
const encryptedBefore = createPrivateKey(own.keyPem)
  .export({ type: 'sec1', format: 'pem', cipher: 'aes-128-cbc', passphrase: 'right' })
  .toString();

function problemOf(certificate: ClientCertificate): string {
  const problem = findClientCertificateProblem(certificate);
  return problem === undefined ? 'none' : `${problem.part}: ${problem.reason}`;
}

function pem(key: string, passphrase?: string, certificate = own.pem): ClientCertificate {
  return { kind: 'pem', certificate, key, ...(passphrase === undefined ? {} : { passphrase }) };
}

describe('client certificate', () => {
  const wrongPassphrase = 'passphrase: the passphrase does not open the key';
  const missingPassphrase = 'passphrase: the key is encrypted and needs one';
  const cases: readonly (readonly [string, ClientCertificate, string])[] = [
    ['its own key', pem(own.keyPem), 'none'],
    ['its own key and a passphrase without need', pem(own.keyPem, 'x'), 'none'],
    ['an encrypted key', pem(encrypted, 'right'), 'none'],
    ['a key encrypted in the older form', pem(encryptedBefore, 'right'), 'none'],
    ['a wrong passphrase', pem(encrypted, 'wrong'), wrongPassphrase],
    ['a wrong passphrase in the older form', pem(encryptedBefore, 'wrong'), wrongPassphrase],
    ['no passphrase', pem(encrypted), missingPassphrase],
    ['no passphrase in the older form', pem(encryptedBefore), missingPassphrase],
    ['the key of another', pem(other.keyPem), 'key: the key does not belong to the certificate'],
    ['a certificate as the key', pem(own.pem), 'key: the file holds no private key in PEM'],
    [
      'a damaged key',
      pem('-----BEGIN PRIVATE KEY-----\nMAMCAQE=\n-----END PRIVATE KEY-----\n'),
      'key: the private key is damaged or of a kind that cannot be read',
    ],
    [
      'a key as the certificate',
      pem(own.keyPem, undefined, own.keyPem),
      'certificate: PEM block 1 is a "PRIVATE KEY", not a certificate',
    ],
    [
      'a damaged certificate',
      pem(own.keyPem, undefined, '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----\n'),
      'certificate: the first certificate of the file is damaged',
    ],
    [
      'no PKCS #12 file',
      { kind: 'pfx', pfx: Buffer.from(own.pem).toString('base64') },
      'pfx: the file is no PKCS #12 file, or it is damaged',
    ],
    ['an empty PKCS #12 file', { kind: 'pfx', pfx: '' }, 'pfx: the file is no PKCS #12 file, or it is damaged'],
  ];
  for (const [name, certificate, expected] of cases) {
    it(`with ${name}: ${expected}`, () => assert.equal(problemOf(certificate), expected));
  }

  it('takes any wrong passphrase for one', function () {
    this.timeout(20_000);
    for (let count = 0; count < 300; count++) {
      assert.equal(problemOf(pem(encryptedBefore, `wrong ${count}`)), wrongPassphrase);
    }
  });

  describe('in PKCS #12', () => {
    let folder: OpensslFolder | undefined;

    before(function () {
      if (opensslVersion() === undefined) return skipTest(this, 'no openssl command of version 3 or later');
      folder = openOpensslFolder();
      folder.write('cert.pem', own.pem);
      folder.write('key.pem', own.keyPem);
    });

    after(() => folder?.remove());

    function exported(passphrase: string | undefined, ...words: string[]): ClientCertificate {
      assert.ok(folder);
      const files = ['-in', 'cert.pem', '-inkey', 'key.pem', '-passout', 'pass:right', '-out', 'client.p12'];
      const { ok, output } = folder.run('pkcs12', '-export', ...files, ...words);
      assert.ok(ok, output);
      const pfx = folder.read('client.p12').toString('base64');
      return { kind: 'pfx', pfx, ...(passphrase === undefined ? {} : { passphrase }) };
    }

    it('is found fit, or its passphrase wrong or missing', () => {
      assert.equal(problemOf(exported('right')), 'none');
      assert.equal(problemOf(exported('wrong')), 'passphrase: the passphrase does not open the PKCS #12 file');
      assert.equal(problemOf(exported(undefined)), 'passphrase: the PKCS #12 file needs one');
    });

    it('is refused when it was made with an old algorithm, saying what to do', () => {
      assert.equal(
        problemOf(exported('right', '-legacy')),
        'pfx: the PKCS #12 file cannot be read: made with an old algorithm that OpenSSL 3 refuses; export it again with AES',
      );
    });

    it('is refused without a key and without a certificate', () => {
      assert.equal(problemOf(exported('right', '-nokeys')), 'pfx: the PKCS #12 file holds no private key');
      assert.equal(problemOf(exported('right', '-nocerts')), 'pfx: the PKCS #12 file holds no certificate');
    });
  });
});
