// PEM texts: sound, mixed and damaged.

import assert from 'node:assert/strict';
import { rootCertificates } from 'node:tls';
import { X509Certificate } from 'node:crypto';
import { formatPem, parsePemCertificates } from '../../../src/formats/pem.ts';

const [one = '', two = '', three = ''] = rootCertificates;

describe('pem', () => {
  it('reads every certificate of a bundle with comments and Windows line ends', () => {
    const text = `# first\r\n${one.replaceAll('\n', '\r\n')}\r\n\r\nSubject: second\n${two}\n`;
    const { certificates, problems } = parsePemCertificates(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      certificates.map((der) => der.equals(new X509Certificate(one).raw)),
      [true, false],
    );
  });

  it('writes what OpenSSL writes', () => {
    const certificate = new X509Certificate(one);
    assert.equal(formatPem(certificate.raw), certificate.toString());
  });

  it('reports a damaged block and keeps the others', () => {
    const damaged = [
      one.slice(0, 400),
      two.replace('MII', '!II'),
      `${three.slice(0, 300)}\n-----END CERTIFICATE-----`,
      '-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----',
      '-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----',
    ];
    const { certificates, problems } = parsePemCertificates([...damaged, one].join('\n'));
    assert.equal(certificates.length, 1);
    assert.deepEqual(
      problems.map((problem) => problem.slice(0, 36)),
      [
        'PEM block 1 has no matching END line',
        'PEM block 2 is not base64 text.',
        'PEM block 3 is damaged: it has an el',
        'PEM block 4 is a "PRIVATE KEY", not ',
        'PEM block 5 is damaged: it ends in t',
      ],
    );
  });

  it('takes the certificate out of a TRUSTED CERTIFICATE', () => {
    const { raw } = new X509Certificate(one);
    const trusted = formatPem(Buffer.concat([raw, Buffer.from('3000', 'hex')]), 'TRUSTED CERTIFICATE');
    assert.deepEqual(parsePemCertificates(trusted).certificates, [raw]);
  });

  it('says that a text holds no PEM at all', () => {
    assert.match(parsePemCertificates('hello').problems.join(), /no PEM block/);
  });
});
