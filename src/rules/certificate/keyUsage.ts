// The key usage of the server's certificate forbids what the cipher suite does with its key.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { isKeyUsageRefusal, neededKeyUsage } from '../keyUsage.ts';
import { checked, notApplicable, unchecked } from '../outcomes.ts';
import { failureLocation, listSome } from '../../formats/quoting.ts';
import type { Rule } from '../rule.ts';
import { unreadExtension } from '../unreadParts.ts';

export const keyUsage: Rule = {
  id: 'certificate/key-usage',
  title: 'The key usage of the certificate forbids the cipher suite',
  severity: 'error',
  citation: rfc(5246, '7.4.2'),
  meaning:
    'The key usage extension says what a key may do. Suites with (EC)DHE and all of TLS 1.3 sign with it (digitalSignature); the old RSA suites decrypt with it (keyEncipherment). This certificate does not allow what the agreed suite does. Certificates from internal authorities are the usual case.',
  fix: formatFix({
    first:
      'Have the certificate issued anew with both digitalSignature and keyEncipherment (in the Windows authority, the Web Server template with "digital signature" and "key encipherment"), or with digitalSignature for an EC key. Then bind it.',
    exchange: 'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
  }),
  check: (result) => {
    const { handshake, certificates } = result.evidence;
    if (handshake.status === 'skipped' || certificates.status === 'skipped') return notApplicable;
    if (handshake.status === 'failed') {
      const { failure } = handshake;
      if (!isKeyUsageRefusal(failure)) return unchecked(failure.detail);
      return checked({
        text: `${failure.detail} The certificate's key usage does not allow what the cipher suite does with its key, and this TLS library holds to it, as other strict ones do.`,
        where: failureLocation(result, failure),
      });
    }
    if (certificates.status === 'failed') return unchecked(certificates.failure.detail);
    const own = certificates.value.certificates[0];
    if (own === undefined) return notApplicable;
    if (own.keyUsage === undefined) {
      const unread = unreadExtension(own, /(?:^|[^d])keyUsage/);
      // RFC 5280 section 4.2.1.3: without the extension nothing is excluded.
      return unread === undefined ? checked() : unchecked(unread);
    }
    const needed = neededKeyUsage(handshake.value);
    const suite = handshake.value.cipherSuite.name;
    if (needed === undefined) return unchecked(`How ${suite} agreed on its key could not be told.`);
    if (own.keyUsage.includes(needed)) return checked();
    const allowed = own.keyUsage.length === 0 ? 'nothing' : listSome(own.keyUsage);
    return checked({
      text: `The session uses ${suite}, which needs ${needed}, but the key usage of the certificate allows ${allowed}. Strict TLS libraries end the handshake for it.`,
      where: { certificate: 0 },
    });
  },
};
