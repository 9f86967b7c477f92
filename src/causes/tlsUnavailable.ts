// STARTTLS is offered and cannot be kept: certificate, key or a helper process is missing on the server.

import type { Clue } from '../model/cause.ts';
import { postfixPage, rfc } from '../formats/citations.ts';
import { cannotStartAfterAll } from '../formats/clearAfterStartTls.ts';
import { formatFix } from '../formats/fix.ts';
import { echoesMaskedCommand } from '../formats/maskedSmtp.ts';
import { quote, quoteReply, replyLocation } from '../formats/quoting.ts';
import { factOf, furtherTestOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { unofferedOutcome } from './offer.ts';

/** The words of each product for it. */
const words: readonly (readonly [product: string, text: RegExp])[] = [
  ['Postfix', /TLS not available due to local problem/i],
  ['Exim', /TLS currently unavailable/i],
  ['Sendmail', /TLS not available after start|TLS not available/i],
];

function replyClue(subject: Case): Clue | undefined {
  const reply = factOf(subject, 'startTls')?.reply;
  if (reply === undefined || reply.code < 400 || reply.code === 421) return undefined;
  const text = reply.lines.join(' ');
  if (echoesMaskedCommand(text)) return undefined;
  if (reply.code !== 454) {
    return weak(`STARTTLS was offered and answered ${quoteReply(reply)}.`, replyLocation(reply));
  }
  const product = words.find(([, pattern]) => pattern.test(text))?.[0];
  const who = product === undefined ? '' : `, in the words of ${product}`;
  return proof(`The server says itself that it cannot start TLS${who}: ${quoteReply(reply)}.`, replyLocation(reply));
}

/** The same words in answer to a STARTTLS that was not offered. */
function unofferedReplyClue(subject: Case): Clue | undefined {
  const reply = furtherTestOf(subject, 'unoffered-starttls')?.reply;
  return reply !== undefined && unofferedOutcome(subject) === 'cannot-start'
    ? proof(
        `STARTTLS was sent although it was not offered: TLS is switched on, and the server says that it cannot start it: ${quote(reply)}.`,
      )
    : undefined;
}

/** Sendmail says 220 first, and learns only then that it cannot. */
function lateClue({ result: { ending } }: Case): Clue | undefined {
  return ending !== undefined && cannotStartAfterAll(ending)
    ? proof(`The server says itself that it cannot start TLS, after it said 220: ${ending.detail}`)
    : undefined;
}

function echoClue(subject: Case): Clue | undefined {
  const reply = factOf(subject, 'startTls')?.reply;
  return reply !== undefined && echoesMaskedCommand(reply.lines.join(' '))
    ? strong('What arrived at the server was not STARTTLS: it was overwritten on its way.', replyLocation(reply))
    : undefined;
}

function otherPortClue(subject: Case): Clue | undefined {
  const other = furtherTestOf(subject, 'ports')?.digests.find(
    ({ endpoint, tlsVersion }) => endpoint.port !== subject.result.endpoint.port && tlsVersion !== undefined,
  );
  return other === undefined
    ? undefined
    : strong(
        `Port ${other.endpoint.port} of the same host has TLS: only the service of this port cannot load its certificate or key.`,
      );
}

export const tlsUnavailable: Cause = {
  id: 'tls-unavailable',
  title: 'The server has TLS switched on and cannot start it',
  meaning:
    'The server is told to offer TLS, and cannot start it: a certificate or key is missing, unreadable or does not belong to the other, or a helper process (tlsproxy) does not run. The reason stands in its own log.',
  explains: ['handshake/broken-off', 'starttls/refused', 'starttls/not-offered', 'starttls/demanded-not-offered'],
  fix: formatFix({
    first: 'Read the log of the server at the time of the probe: it names the file or the reason.',
    exchange:
      'Get-ExchangeCertificate must show a valid certificate with HasPrivateKey True and SMTP among its services; look for events 12014 and 12016, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP and restart the transport services.',
    postfix:
      'the log names the file that smtpd cannot load; check the paths and rights of smtpd_tls_chain_files, that key and certificate belong together (openssl x509 -noout -pubkey and openssl pkey -pubout must agree), and that tlsproxy runs when postscreen is used.',
    exim: 'the panic log names what is wrong with tls_certificate or tls_privatekey; the Exim user must be able to read both.',
  }),
  sources: [rfc(3207, '4'), postfixPage('TLS_README.html', 'TLS support')],
  examine: (subject) => ({
    ...(unofferedReplyClue(subject) === undefined
      ? {}
      : {
          text: 'TLS is switched on at the server, and its certificate or key fails to load. It would offer STARTTLS even so: the offer is also taken out on the way, or the server leaves it out (Postfix: smtpd_discard_ehlo_keywords).',
        }),
    evidenceFor: [
      lateClue(subject),
      unofferedReplyClue(subject),
      replyClue(subject),
      replyClue(subject) === undefined ? undefined : otherPortClue(subject),
    ],
    evidenceAgainst: [echoClue(subject)],
    nextTest: {
      text: 'Read the log of the server at the time of the probe. The other ports of the host tell whether all of its TLS is affected.',
      furtherTest: 'ports',
    },
  }),
};
