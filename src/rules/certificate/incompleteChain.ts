// The server did not send the intermediates.

import { exchangeArticle } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { cut } from '../../formats/quoting.ts';
import { defectRule } from '../trust.ts';

export const incompleteChain = defectRule({
  id: 'certificate/incomplete-chain',
  title: 'The chain sent by the server is incomplete',
  severity: 'error',
  citation: exchangeArticle(
    'email-delivery/ndr/fix-error-code-450-4-4-317-untrusted-root',
    '450 4.4.317 UntrustedRoot; RFC 8446 section 4.4.2',
  ),
  meaning:
    'A server must send its certificate together with every intermediate, the authorities between it and the root. Here one is missing, so a sender cannot get from the certificate to a root it knows. Browsers often fetch or remember what is missing, which hides the fault.',
  fix: formatFix({
    first: "Send the full chain: the server's certificate, then every intermediate.",
    exchange:
      "import the authority's intermediate certificates into the Intermediate Certification Authorities store of the computer on every server (certutil -addstore CA intermediate.cer) and restart the transport services.",
    postfix: 'one file with key, certificate, then intermediates in smtpd_tls_chain_files, then postfix reload.',
    exim: "certificate followed by intermediates in the file of tls_certificate (fullchain.pem of Let's Encrypt, not cert.pem).",
    last: "If what is missing is the root of a company's own authority, nothing has to be sent: probe with its file (--ca, or smtpTls.caFile), and use a public authority for mail from the internet.",
  }),
  codes: ['incomplete-chain'],
  openFor: ({ truncated }) =>
    truncated ? 'The server sent more certificates than are read; the missing one may be among those.' : undefined,
  explain: (_, chain, store) => {
    const last = store.path.findLast((step) => step.certificate >= 0)?.certificate ?? 0;
    const missingFrom = chain[last]?.issuerUrls[0];
    // Servers need not send a root (RFC 8446 section 4.4.2): above an authority it may be all that is missing.
    if (missingFrom === undefined && chain[last]?.basicConstraints?.isAuthority === true) {
      return 'It may be a further intermediate, which the server has to send, or a private root, which only those senders trust that were given it.';
    }
    return missingFrom === undefined
      ? 'The issuer was not sent: it is an intermediate, which the server has to send, or a root that is not known here.'
      : `The missing certificate is offered at ${cut(missingFrom)}, but senders such as Exchange Online do not fetch it: the server has to send it.`;
  },
});
