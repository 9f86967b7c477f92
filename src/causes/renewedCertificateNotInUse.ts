// A newer certificate is seen on another port or address of the host.

import type { Clue } from '../model/cause.ts';
import type { ProbeDigest } from '../model/furtherTest.ts';
import { bracketed } from '../formats/ipAddress.ts';
import { formatFix } from '../formats/fix.ts';
import { factOf, furtherTestOf, proof } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function placeOf({ endpoint, remote }: ProbeDigest): string {
  return remote === undefined ? `port ${endpoint.port}` : `${bracketed(remote.address)}:${remote.port}`;
}

function newerCertificateClue(subject: Case): Clue | undefined {
  const own = factOf(subject, 'certificates')?.certificates[0];
  if (own === undefined) return undefined;
  const others = [
    ...(furtherTestOf(subject, 'ports')?.digests ?? []),
    ...(furtherTestOf(subject, 'addresses')?.digests ?? []),
  ];
  const newer = others.find(
    ({ leaf, nameMatches }) =>
      leaf !== undefined && nameMatches === true && Date.parse(leaf.notAfter) > Date.parse(own.notAfter),
  );
  return newer?.leaf === undefined
    ? undefined
    : proof(
        `${placeOf(newer)} shows a certificate for the same name that is valid until ${newer.leaf.notAfter.slice(0, 10)}.`,
      );
}

export const renewedCertificateNotInUse: Cause = {
  id: 'renewed-certificate-not-in-use',
  title: 'A newer certificate exists, and the old one is still shown',
  meaning:
    "The certificate was renewed, but this service goes on showing the old one: it was not restarted, reads another file, or Exchange's connector still names the old issuer and subject (TlsCertificateName).",
  explains: [
    'certificate/expired',
    'certificate/expires-soon',
    'certificate/name-mismatch',
    'expectation/expiry',
    'expectation/fingerprint',
  ],
  fix: formatFix({
    exchange:
      'Get-ExchangeCertificate | Format-List Subject,Issuer,NotAfter,Services,Thumbprint, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, and set TlsCertificateName on the Receive and Send connectors to the new issuer and subject ($TLSCert = "<I>$($c.Issuer)<S>$($c.Subject)"), on every server. Restart the transport services.',
    postfix:
      'postfix reload; if that does not help, compare the path in smtpd_tls_chain_files with the one the renewal writes, also in master.cf.',
    exim: 'restart it, and compare the path in tls_certificate with the one the renewal writes.',
  }),
  sources: [
    {
      text: 'Microsoft: replacing the certificate of the hybrid connectors',
      url: 'https://techcommunity.microsoft.com/blog/exchange/4420592',
    },
  ],
  examine: (subject) => ({
    evidenceFor: [newerCertificateClue(subject)],
    nextTest: { text: 'Compare the ports and addresses of the host.', furtherTest: 'ports' },
  }),
};
