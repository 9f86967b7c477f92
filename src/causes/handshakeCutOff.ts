// The connection was cut in the middle of the handshake, without an alert.

import type { Clue } from '../model/cause.ts';
import { exchangeArticle } from '../formats/citations.ts';
import { wentOnInClear } from '../formats/clearAfterStartTls.ts';
import { formatFix } from '../formats/fix.ts';
import { clueFromFinding, findingOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { productOf } from './offer.ts';

function exchangeClue(subject: Case): Clue | undefined {
  const product = productOf(subject);
  return product?.product === 'Exchange'
    ? strong(
        'The server is Exchange: Windows cuts the connection without an alert when no version, suite or usable key is in common.',
        {
          line: product.line,
        },
      )
    : undefined;
}

export const handshakeCutOff: Cause = {
  id: 'handshake-cut-off',
  title: "The server's TLS library gives up without saying why",
  meaning:
    'The connection was cut in place of a handshake. Windows does so when it has no version or suite in common with the client, or when the private key of the certificate is missing or not to be read.',
  explains: ['handshake/broken-off'],
  fix: formatFix({
    first: 'Read the log of the server at the time of the probe; it knows the reason.',
    exchange:
      'Schannel events 36870, 36871, 36874 and 36887 in the System log. Get-ExchangeCertificate must show HasPrivateKey True (certutil -repairstore my <thumbprint> where the link to the key is lost), and TLS 1.2 must be enabled in Schannel.',
    postfix: 'the smtpd lines of the mail log, with smtpd_tls_loglevel = 1.',
    exim: 'the main log, lines with "TLS error".',
  }),
  sources: [
    exchangeArticle(
      'mailflow/tls-negotiation-failed-with-error-nocredentials-error',
      'TLS negotiation failed with error NoCredentials (KB 4495258)',
    ),
    exchangeArticle(
      'email-delivery/send-receive-emails-socketerror',
      'mail is not sent or received: SocketError, TLS 1.2',
    ),
  ],
  examine: (subject) => {
    if (wentOnInClear(subject.result.ending)) return undefined;
    return {
      evidenceFor: [clueFromFinding(findingOf(subject, 'handshake/broken-off'), weak), exchangeClue(subject)],
      nextTest: {
        text: 'Probe from the network of the server: if the handshake works there, a device on the way cuts it; if not, it is the server.',
      },
    };
  },
};
