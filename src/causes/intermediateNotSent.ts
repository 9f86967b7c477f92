// The server sends its certificate without the authorities between it and the root.

import type { Clue } from '../model/cause.ts';
import { exchangeArticle, rfc } from '../formats/citations.ts';
import { decisiveStore } from '../formats/decisiveStore.ts';
import { formatFix } from '../formats/fix.ts';
import { cut } from '../formats/quoting.ts';
import { factOf, findingOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { loggedErrorClue } from './loggedErrors.ts';

function pointerClue(subject: Case): Clue | undefined {
  const chain = factOf(subject, 'certificates')?.certificates ?? [];
  const verification = factOf(subject, 'verification');
  if (findingOf(subject, 'certificate/incomplete-chain') === undefined || verification === undefined) return undefined;
  const last = decisiveStore(verification)?.path.findLast((step) => step.certificate >= 0)?.certificate ?? 0;
  const where = { certificate: Math.min(last, chain.length - 1) };
  const missing = chain[last]?.issuerUrls[0];
  if (missing !== undefined) {
    return proof(
      `The certificate names the place of its issuer (${cut(missing)}), and the server did not send that certificate.`,
      where,
    );
  }
  // Above an authority a private root may be all that is missing, and a root need not be sent.
  if (chain[last]?.basicConstraints?.isAuthority === true) {
    return weak('The chain ends at an authority whose issuer was not sent.', where);
  }
  const text = 'The server sent its certificate and not the one that issued it';
  // Public authorities issue from intermediates alone; a private root may have issued it without one.
  return (chain[0]?.timestampCount ?? 0) > 0
    ? strong(`${text}, which is an intermediate: a public authority logged it.`, where)
    : weak(`${text}: an intermediate, or a root that is not known here.`, where);
}

export const intermediateNotSent: Cause = {
  id: 'intermediate-not-sent',
  title: 'An intermediate certificate is not sent',
  meaning:
    'The server sends its certificate without the intermediates. Browsers fetch or remember them, which hides the fault; mail servers do not, and Exchange Online never does.',
  explains: ['certificate/incomplete-chain', 'handshake/failed'],
  fix: formatFix({
    first: "Send the full chain: the server's certificate, then every intermediate, without the root.",
    exchange:
      "import the authority's intermediate certificates into the Intermediate Certification Authorities store of the computer on every server (certutil -addstore CA intermediate.cer) and restart the transport services.",
    postfix: 'one file with key, certificate, then intermediates in smtpd_tls_chain_files, then postfix reload.',
    exim: "certificate followed by intermediates in the file of tls_certificate (fullchain.pem of Let's Encrypt, not cert.pem).",
  }),
  sources: [
    exchangeArticle('email-delivery/ndr/fix-error-code-450-4-4-317-untrusted-root', '450 4.4.317 UntrustedRoot'),
    rfc(8446, '4.4.2'),
  ],
  examine: (subject) => ({
    evidenceFor: [
      pointerClue(subject),
      loggedErrorClue(
        subject,
        ['UntrustedRoot'],
        weak,
        'one side was not sent, or does not have, what leads to a root.',
      ),
    ],
    nextTest: {
      text: 'Ask whoever issued the certificate for the intermediates, and whether its root is a public one.',
    },
  }),
};
