// The chain leads to an authority that only its owner knows.

import type { Certificate } from '../model/certificate.ts';
import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { deviceNamedIn } from '../formats/inspectingDevice.ts';
import { quote } from '../formats/quoting.ts';
import { factOf, findingOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { loggedErrorClue } from './loggedErrors.ts';

function rootClue(subject: Case, chain: readonly Certificate[]): Clue | undefined {
  const index = chain.findIndex(({ selfIssued }, position) => selfIssued && position > 0);
  const root = chain[index];
  return root === undefined || findingOf(subject, 'certificate/untrusted-root') === undefined
    ? undefined
    : strong(`The chain is complete and ends at ${quote(root.subject)}, which no trust store asked has.`, {
        certificate: index,
      });
}

function untrustedClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'certificate/untrusted-root', 'certificate/incomplete-chain');
  return finding === undefined ? undefined : weak(finding.text, finding.where);
}

/** Certificate transparency: public authorities log what they issue. */
function unloggedClue([leaf, ...others]: readonly Certificate[]): Clue | undefined {
  if (leaf === undefined || leaf.selfIssued || leaf.timestampCount > 0) return undefined;
  const text =
    'It holds no signed certificate timestamps, as public authorities put them into what they issue (RFC 6962)';
  // What a device makes on demand is without both, too.
  return leaf.issuerUrls.length > 0 || deviceNamedIn([leaf, ...others]) !== undefined
    ? weak(`${text}.`, { certificate: 0 })
    : strong(`${text}, and does not name the place of its issuer, as they do too.`, { certificate: 0 });
}

function loggedClue(leaf: Certificate | undefined): Clue | undefined {
  return leaf !== undefined && leaf.timestampCount > 0
    ? strong('It holds signed certificate timestamps: a public authority issued it.', { certificate: 0 })
    : undefined;
}

function deviceClue(chain: readonly Certificate[]): Clue | undefined {
  const named = deviceNamedIn(chain);
  return named === undefined
    ? undefined
    : strong(`It names ${named.device}, which makes certificates to look into TLS.`, {
        certificate: named.certificate,
      });
}

export const privateAuthority: Cause = {
  id: 'private-authority',
  title: 'The certificate comes from a private authority',
  meaning:
    "The certificate was issued by an authority of a company's own. That is right among machines that were given its root, and worth nothing to everybody else: mail from the internet needs a public authority.",
  explains: ['certificate/untrusted-root', 'certificate/incomplete-chain', 'handshake/failed'],
  fix: formatFix({
    first:
      'For mail from the internet, and for Exchange Online, bind a certificate from a public authority. Among your own machines, distribute the root, and give it to this probe (--ca, or smtpTls.caFile).',
    exchange:
      'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP for the public one, and TlsCertificateName on the connectors. Where two certificates hold the same name, take SMTP from the private one (event 2004).',
    postfix: 'smtpd_tls_chain_files, then postfix reload.',
    exim: 'tls_certificate and tls_privatekey, then restart it.',
  }),
  sources: [rfc(5280, '6.1.1')],
  examine: (subject) => {
    const chain = factOf(subject, 'certificates')?.certificates ?? [];
    return {
      evidenceFor: [
        rootClue(subject, chain),
        untrustedClue(subject),
        unloggedClue(chain),
        loggedErrorClue(subject, ['UntrustedRoot'], weak, 'one side does not have the root of the other.'),
      ],
      evidenceAgainst: [loggedClue(chain[0]), deviceClue(chain)],
      nextTest: {
        text: 'Ask who runs the authority named as issuer. With its root in a file, probe again with --ca: if the chain is trusted then, this is it.',
      },
    };
  },
};
