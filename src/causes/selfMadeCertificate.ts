// Nobody vouches for the certificate but itself.

import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, factOf, findingOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function longLifeClue(subject: Case): Clue | undefined {
  const leaf = factOf(subject, 'certificates')?.certificates[0];
  if (leaf === undefined) return undefined;
  const years = (Date.parse(leaf.notAfter) - Date.parse(leaf.notBefore)) / (365 * 86_400_000);
  return years > 3
    ? weak(`It is valid for ${Math.round(years)} years, longer than any public authority may issue.`, {
        certificate: 0,
      })
    : undefined;
}

export const selfMadeCertificate: Cause = {
  id: 'self-made-certificate',
  title: 'The server was never given a certificate from an authority',
  meaning:
    'The server shows a certificate that was made by its own set-up or by hand. It encrypts, and proves nothing: anybody can make the same.',
  explains: ['certificate/self-signed'],
  fix: formatFix({
    first:
      "Get a certificate from a public authority for the MX host name (Let's Encrypt issues them free of charge), and let its renewal be automatic.",
    exchange:
      'New-ExchangeCertificate -GenerateRequest, Import-ExchangeCertificate, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP and TlsCertificateName on the connector.',
    postfix: 'smtpd_tls_chain_files with key, certificate and intermediates, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
    last: 'Keeping it is sound only with a DANE TLSA record (3 1 1), or among partners that were given it as an authority.',
  }),
  sources: [rfc(5280, '6.1')],
  examine: (subject) => ({
    evidenceFor: [clueFromFinding(findingOf(subject, 'certificate/self-signed'), strong), longLifeClue(subject)],
    nextTest: {
      text: 'Compare the ports and addresses of the host: if another one shows a certificate of an authority, it is there and only not in use here.',
      furtherTest: 'ports',
    },
  }),
};
