// A device on the way takes STARTTLS out of the answer to EHLO, without leaving marks.

import type { Clue } from '../model/cause.ts';
import { rfc, transportRouting } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { quote, replyLocation } from '../formats/quoting.ts';
import { factOf, furtherTestOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { exchangeOnlineOf, lacksOffer, maskingClue, productOf, unofferedClue, wasAskedUnoffered } from './offer.ts';

/** Every version in use offers these; a proxy that speaks for the server often knows fewer. */
const usualKeywords: Readonly<Partial<Record<string, readonly string[]>>> = {
  Exchange: ['CHUNKING', '8BITMIME', 'ENHANCEDSTATUSCODES', 'PIPELINING', 'SIZE'],
  Postfix: ['8BITMIME', 'ENHANCEDSTATUSCODES', 'PIPELINING', 'SIZE'],
};

function shrunkClue(subject: Case): Clue | undefined {
  const product = productOf(subject);
  const capabilities = factOf(subject, 'capabilities');
  if (product === undefined || capabilities?.verb !== 'EHLO') return undefined;
  const offered = capabilities.keywords.map(({ keyword }) => keyword);
  const lacking = (usualKeywords[product.product] ?? []).filter((keyword) => !offered.includes(keyword));
  if (lacking.length < 2) return undefined;
  return strong(
    `The server says it is ${product.product}, which offers ${lacking.join(' and ')} too; they are missing as well, as behind an SMTP proxy.`,
    replyLocation(capabilities.reply),
  );
}

/** Nothing but STARTTLS is missing: a server without a certificate looks just so. */
function wholeClue(subject: Case): Clue | undefined {
  const product = productOf(subject);
  const capabilities = factOf(subject, 'capabilities');
  if (product === undefined || capabilities?.verb !== 'EHLO') return undefined;
  const usual = usualKeywords[product.product] ?? [];
  const offered = capabilities.keywords.map(({ keyword }) => keyword);
  return usual.length > 0 && usual.every((keyword) => offered.includes(keyword))
    ? weak(`Everything else that ${product.product} offers came through.`, replyLocation(capabilities.reply))
    : undefined;
}

function addressesClue(subject: Case): Clue | undefined {
  const digests = furtherTestOf(subject, 'addresses')?.digests ?? [];
  const isMixed =
    digests.some(({ startTls }) => startTls === 'offered') &&
    digests.some(({ startTls }) => startTls === 'not-offered');
  return isMixed
    ? weak('STARTTLS comes and goes between connections: what stands in front of the server is not always the same.')
    : undefined;
}

/** Whoever says that it is Exchange Online is it, or speaks for it: either way its offer was there. */
function onlineClue(subject: Case): Clue | undefined {
  const online = exchangeOnlineOf(subject);
  return online === undefined
    ? undefined
    : strong(`The server says it is ${quote(online.name)}: Exchange Online offers STARTTLS to everybody.`, {
        line: online.line,
      });
}

const hiddenText =
  'The server has TLS, and its offer does not arrive: a firewall, mail proxy or provider on the way takes the line STARTTLS out of the answer to EHLO, or the server leaves it out itself (Postfix: smtpd_discard_ehlo_keywords).';

export const starttlsRemoved: Cause = {
  id: 'starttls-removed',
  title: 'STARTTLS is removed on the way',
  meaning:
    'A firewall, mail proxy or provider on the way may take the line STARTTLS out of the answer to EHLO. Then the server is sound and the mail goes in clear text all the same.',
  explains: ['starttls/not-offered', 'starttls/demanded-not-offered'],
  fix: formatFix({
    first:
      'Find the device: probe from one network after the other, from the server outwards; it stands where STARTTLS is lost. Exempt port 25 of the mail server from SMTP proxies, antivirus and deep inspection on it. Between Exchange and Exchange Online nothing may change SMTP at all.',
    last: 'Senders that must not be fooled by this use MTA-STS or DANE: publish a policy for the domain.',
  }),
  sources: [rfc(3207, '6'), transportRouting],
  examine: (subject) => {
    if (!lacksOffer(subject)) return undefined;
    const capabilities = factOf(subject, 'capabilities');
    return {
      ...(unofferedClue(subject, 'accepted', 'cannot-start') === undefined ? {} : { text: hiddenText }),
      evidenceFor: [
        onlineClue(subject),
        capabilities === undefined
          ? undefined
          : weak(
              'STARTTLS is missing, and from here nobody can tell who left it out.',
              replyLocation(capabilities.reply),
            ),
        shrunkClue(subject),
        unofferedClue(subject, 'accepted', 'cannot-start'),
        addressesClue(subject),
      ],
      evidenceAgainst: [wholeClue(subject), unofferedClue(subject, 'not-known', 'refused'), maskingClue(subject)],
      nextTest: wasAskedUnoffered(subject)
        ? {
            text: 'Probe from the network of the server: if STARTTLS is offered there, it is taken out on the way. If not, the server leaves it out itself (Postfix: postconf smtpd_discard_ehlo_keywords).',
          }
        : {
            text: 'Send STARTTLS although it is not offered: if TLS begins, the offer was taken out on the way or is hidden by the server. The same probe from the network of the server settles it for good.',
            furtherTest: 'unoffered-starttls',
          },
    };
  },
};
