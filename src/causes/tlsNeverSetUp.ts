// The server was never told to offer TLS.

import type { Clue } from '../model/cause.ts';
import { postfixPage, rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { replyLocation } from '../formats/quoting.ts';
import { factOf, furtherTestOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import {
  exchangeOnlineOf,
  lacksOffer,
  maskingClue,
  otherPortClue,
  productOf,
  unofferedClue,
  unofferedOutcome,
} from './offer.ts';

function productClue(subject: Case): Clue | undefined {
  const product = productOf(subject);
  if (product === undefined || product.product === 'Exchange') return undefined;
  return strong(
    `The server is ${product.product} (${product.seen}), which offers STARTTLS only once it has been given a certificate.`,
    { line: product.line },
  );
}

function unknownProductClue(subject: Case): Clue | undefined {
  const reply = factOf(subject, 'capabilities')?.reply;
  if (productOf(subject) !== undefined || reply === undefined) return undefined;
  return weak(
    'The server does not say what it is. Most mail servers offer no TLS until they are given a certificate.',
    replyLocation(reply),
  );
}

function noPortClue(subject: Case): Clue | undefined {
  const digests = furtherTestOf(subject, 'ports')?.digests ?? [];
  const talked = digests.filter(
    ({ startTls, ending }) => startTls === 'not-offered' || ending?.code === 'connection-refused',
  );
  return digests.length > 1 && talked.length === digests.length ? weak('No port of the host offers TLS.') : undefined;
}

export const tlsNeverSetUp: Cause = {
  id: 'tls-never-set-up',
  title: 'The server has not been set up for TLS',
  meaning:
    'A mail server offers STARTTLS once it has a certificate and key and is told to use them. This one may never have been told, or an update took the setting back.',
  explains: ['starttls/not-offered', 'starttls/demanded-not-offered'],
  fix: formatFix({
    first: "Get a certificate for the host name (Let's Encrypt issues them free of charge) and switch TLS on.",
    postfix:
      'smtpd_tls_security_level = may, and smtpd_tls_chain_files with key, certificate and intermediates; then postfix reload. The server must not be told to leave keywords out of its EHLO reply (postconf smtpd_discard_ehlo_keywords shows it).',
    exim: 'tls_advertise_hosts = *, tls_certificate and tls_privatekey, both readable by the Exim user; then restart it.',
    exchange: 'see the cause about the Receive connector.',
  }),
  sources: [postfixPage('TLS_README.html', 'TLS support'), rfc(3207, '4')],
  examine: (subject) => {
    if (!lacksOffer(subject) || productOf(subject)?.product === 'Exchange') return undefined;
    if (exchangeOnlineOf(subject) !== undefined) return undefined;
    return {
      evidenceFor: [
        productClue(subject),
        unknownProductClue(subject),
        noPortClue(subject),
        unofferedClue(subject, 'not-known'),
      ],
      evidenceAgainst: [
        maskingClue(subject),
        otherPortClue(subject),
        furtherTestOf(subject, 'unoffered-starttls')?.outcome === 'accepted'
          ? strong('STARTTLS works although it was not offered: TLS is set up.')
          : undefined,
        unofferedOutcome(subject) === 'cannot-start'
          ? strong('The server says that it has TLS and cannot start it: it was set up.')
          : undefined,
      ],
      nextTest: {
        text: 'Compare the ports of the host: if none offers TLS, it was never set up. On the server itself, its log tells at the start whether it loaded a certificate.',
        furtherTest: 'ports',
      },
    };
  },
};
