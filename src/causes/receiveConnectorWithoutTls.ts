// Exchange does not offer STARTTLS: the Receive connector has no TLS, or no certificate it can use.

import type { Clue } from '../model/cause.ts';
import { exchangeArticle } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { quoteReply, replyLocation } from '../formats/quoting.ts';
import { factOf, furtherTestOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { exchangeOnlineOf, lacksOffer, maskingClue, otherPortClue, productOf, unofferedClue } from './offer.ts';

function productClue(subject: Case): Clue | undefined {
  const product = productOf(subject);
  if (product?.product !== 'Exchange') return undefined;
  return strong(
    `The server is Exchange (${product.seen}), which leaves STARTTLS out when its Receive connector has no certificate it can use.`,
    { line: product.line },
  );
}

function otherProductClue(subject: Case): Clue | undefined {
  const product = productOf(subject);
  if (product === undefined || product.product === 'Exchange') return undefined;
  return proof(`The server is ${product.product} (${product.seen}), not Exchange.`, { line: product.line });
}

function demandClue(subject: Case): Clue | undefined {
  const { ending } = subject.result;
  const reply = ending?.reply ?? factOf(subject, 'capabilities')?.refusedEhlo;
  if (reply === undefined || !/\b5\.7\.3\b.*\bSTARTTLS\b/i.test(reply.lines.join(' '))) return undefined;
  return strong(`It demands what it does not offer: ${quoteReply(reply)}.`, replyLocation(reply));
}

function acceptedClue(subject: Case): Clue | undefined {
  return furtherTestOf(subject, 'unoffered-starttls')?.outcome === 'accepted'
    ? strong('STARTTLS works although it was not offered: the connector has TLS and a certificate.')
    : undefined;
}

export const receiveConnectorWithoutTls: Cause = {
  id: 'receive-connector-without-tls',
  title: "Exchange's Receive connector has no TLS, or no certificate that it can use",
  meaning:
    "Exchange leaves STARTTLS out when the Receive connector's TlsCertificateName or FQDN leads to no valid certificate with a private key that is bound to SMTP (event 12014), or when its AuthMechanism lacks Tls. It often begins right after a certificate was renewed.",
  explains: ['starttls/not-offered', 'starttls/demanded-not-offered', 'ehlo/refused'],
  fix: formatFix({
    exchange:
      'bind the right certificate on every server (Get-ExchangeCertificate | Format-List Subject,Services,HasPrivateKey,NotAfter,Thumbprint, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, and answer No to overwriting the default). Name it on the connector ($TLSCert = "<I>$($c.Issuer)<S>$($c.Subject)", then Set-ReceiveConnector <connector> -TlsCertificateName $TLSCert). See that AuthMechanism includes Tls (Get-ReceiveConnector | Format-List Identity,AuthMechanism,Fqdn,TlsCertificateName), and look for event 12014 in the Application log. In a hybrid deployment, run the Hybrid Configuration Wizard again afterwards.',
  }),
  sources: [
    exchangeArticle(
      'email-delivery/cannot-receive-mail-with-new-certificate',
      'cannot receive mail after a new certificate (KB 2989382)',
    ),
    {
      text: 'Microsoft: Set-ReceiveConnector',
      url: 'https://learn.microsoft.com/powershell/module/exchange/set-receiveconnector',
    },
  ],
  examine: (subject) => {
    if (!lacksOffer(subject) || exchangeOnlineOf(subject) !== undefined) return undefined;
    return {
      evidenceFor: [
        productClue(subject),
        demandClue(subject),
        productOf(subject)?.product === 'Exchange' ? otherPortClue(subject) : undefined,
        unofferedClue(subject, 'not-known'),
        productOf(subject) === undefined
          ? weak('The server does not say what it is, so it may be Exchange.')
          : undefined,
      ],
      evidenceAgainst: [otherProductClue(subject), maskingClue(subject), acceptedClue(subject)],
      nextTest: {
        text: 'Compare the ports: STARTTLS on 587 but not on 25 means that the connector of port 25 lacks it. On the server, event 12014 in the Application log proves it.',
        furtherTest: 'ports',
      },
    };
  },
};
