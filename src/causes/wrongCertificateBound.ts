// The server shows another certificate than the one meant for mail: Exchange's default, or a neighbour's.

import type { Certificate } from '../model/certificate.ts';
import type { Clue } from '../model/cause.ts';
import { exchangeArticle, exchangeCertificatesArticle } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { quote } from '../formats/quoting.ts';
import { factOf, findingOf, furtherTestOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { productOf } from './offer.ts';

/** Exchange's set-up makes CN=SERVER for itself, with the machine's names; web management makes CN=WMSvc-SERVER. */
function defaultClue(subject: Case, leaf: Certificate | undefined): Clue | undefined {
  const name = leaf?.commonNames[0];
  if (leaf === undefined || name === undefined) return undefined;
  if (/^WMSvc-/i.test(name)) {
    return proof(
      `${quote(leaf.subject)} is the certificate of the Windows web management service, never meant for mail.`,
      {
        certificate: 0,
      },
    );
  }
  if (!leaf.selfIssued || !/^[A-Za-z0-9-]{1,15}$/.test(name)) return undefined;
  const namesMachine = leaf.alternativeNames.some(
    ({ kind, value }) => kind === 'dns' && value.toLowerCase().startsWith(`${name.toLowerCase()}.`),
  );
  if (!namesMachine) return undefined;
  return strong(
    `${quote(leaf.subject)} is self-signed for a machine's own name, as the default certificate of Exchange's set-up is${productOf(subject)?.product === 'Exchange' ? ', and the server is Exchange' : ''}.`,
    { certificate: 0 },
  );
}

/** "Snake oil" and its kin come with the operating system or an appliance. */
function placeholderClue(leaf: Certificate | undefined): Clue | undefined {
  const names = [leaf?.subject ?? '', leaf?.issuer ?? ''].join(' ');
  const sign =
    /\b(?:localhost(?:\.localdomain)?|snake ?oil|SomeOrganization|Internet Widgits|example\.(?:com|org)|Plesk|cPanel|Parallels|Default Company)\b/i.exec(
      names,
    )?.[0];
  return sign === undefined || leaf?.selfIssued !== true
    ? undefined
    : strong(`${quote(leaf.subject)} is a placeholder that came with the system (${sign}).`, { certificate: 0 });
}

function otherNamesClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'certificate/name-mismatch');
  return finding === undefined ? undefined : weak(finding.text, finding.where);
}

function unexpectedClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'expectation/fingerprint', 'expectation/issuer');
  return finding === undefined ? undefined : weak(finding.text, finding.where);
}

/** Without a server name another certificate, or the right one on another port: the right one is there. */
function rightOneElsewhere(subject: Case): Clue | undefined {
  const ports = furtherTestOf(subject, 'ports')?.digests ?? [];
  const other = ports.find(
    ({ endpoint, nameMatches, isTrusted }) =>
      endpoint.port !== subject.result.endpoint.port && nameMatches === true && isTrusted === true,
  );
  return other === undefined
    ? undefined
    : proof(
        `Port ${other.endpoint.port} of the same host shows a sound certificate for this name: it is there, but not in use here.`,
      );
}

export const wrongCertificateBound: Cause = {
  id: 'wrong-certificate-bound',
  title: 'The server shows another certificate than the one meant for mail',
  meaning:
    "The certificate is not the one that was meant for mail. On Exchange the intended one is mostly not enabled for SMTP, or the connector's TlsCertificateName leads to another one, so that the default certificate of the set-up is shown.",
  explains: [
    'certificate/self-signed',
    'certificate/name-mismatch',
    'certificate/untrusted-root',
    'certificate/no-alternative-name',
    'expectation/issuer',
    'expectation/fingerprint',
  ],
  fix: formatFix({
    exchange:
      'see what is bound on every server (Get-ExchangeCertificate | Format-List Subject,CertificateDomains,Services,Thumbprint), bind the right one (Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, and answer No to overwriting the default), and name it on the connector (Set-ReceiveConnector <connector> -TlsCertificateName "<I>…<S>…").',
    postfix:
      'smtpd_tls_chain_files of main.cf and of the service in master.cf; tls_server_sni_maps where names differ.',
    exim: 'tls_certificate, which may depend on $tls_in_sni.',
  }),
  sources: [
    exchangeCertificatesArticle,
    exchangeArticle(
      'mailflow/outbound-email-messages-are-not-sent',
      'a third-party certificate that is not enabled for SMTP (KB 4051498)',
    ),
  ],
  examine: (subject) => {
    const leaf = factOf(subject, 'certificates')?.certificates[0];
    return {
      evidenceFor: [
        defaultClue(subject, leaf),
        placeholderClue(leaf),
        rightOneElsewhere(subject),
        otherNamesClue(subject),
        unexpectedClue(subject),
      ],
      nextTest: {
        text: 'Compare the ports and addresses of the host: where the right certificate shows up, it is there and only not in use here.',
        furtherTest: 'ports',
      },
    };
  },
};
