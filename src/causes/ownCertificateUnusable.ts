// Of a protocol log: the Exchange server that wrote it has a certificate without a key that it can use.

import { exchangeArticle } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { proof } from './cause.ts';
import type { Cause } from './cause.ts';
import { loggedErrorClue } from './loggedErrors.ts';

export const ownCertificateUnusable: Cause = {
  id: 'own-certificate-unusable',
  title: 'The Exchange server that wrote the log cannot use its own certificate',
  meaning:
    'The certificate that it chose for TLS has no private key, or one that it may not read, or is not bound to SMTP. The handshake never began, so nothing is told about the other side.',
  explains: ['handshake/failed'],
  fix: formatFix({
    first: 'Change nothing on the other side. On the Exchange server that wrote the log, mend the certificate.',
    exchange:
      'find its thumbprint in the rows before the error and look with Get-ExchangeCertificate -Thumbprint <thumbprint> | Format-List Services,Status,HasPrivateKey. Without its key, import it again from a PFX file (certutil -repairstore my <thumbprint> where only the link to the key is lost); NETWORK SERVICE must be able to read it. Then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP (and answer No to overwriting the default).',
  }),
  sources: [
    exchangeArticle(
      'mailflow/tls-negotiation-failed-with-error-nocredentials-error',
      'TLS negotiation failed with error NoCredentials (KB 4495258)',
    ),
  ],
  examine: (subject) => ({
    evidenceFor: [
      loggedErrorClue(
        subject,
        ['NoCredentials'],
        proof,
        'Windows found no private key for the certificate of the server that wrote the log.',
      ),
      loggedErrorClue(
        subject,
        ['UnknownCredentials'],
        proof,
        'Windows could not use the certificate of the server that wrote the log.',
      ),
    ],
  }),
};
