// Results with the same symptom and different causes, and with several causes at once.

import type { ProbeResult } from '../../../../src/model/assessment.ts';
import { known } from '../../../../src/model/evidence.ts';
import { chain, distrusted, greeting, inDays, resultWith, verification } from '../../../support/results.ts';
import { exchangeHello, masked, postfixHello, withoutOffer } from './dialogueCases.ts';
import { inClear } from './farewellCases.ts';
import { ofPrivateRoot } from './certificateCases.ts';
import { addresses, atAddress, leaf, onPort, ports, reputation, unoffered, withTests } from './further.ts';

export interface Scenario {
  readonly name: string;
  readonly result: ProbeResult;
  /** The first causes, in order. */
  readonly surest: readonly string[];
  /** These stand too. */
  readonly others: readonly string[];
  /** These do not stand. */
  readonly not?: readonly string[];
  /** These are no more than possible. */
  readonly possible?: readonly string[];
  /** Nothing settles it: all are possible, each with its next test. */
  readonly isOpen?: true;
}

const usual = '250-SIZE 1000000\n250-PIPELINING\n250-ENHANCEDSTATUSCODES\n250-8BITMIME\n250 CHUNKING';

/** Expired, for another name, and sent without its intermediate. */
const threeFaults = resultWith({
  certificates: known({
    certificates: [...chain({ notAfter: inDays(-3) }).certificates].slice(0, 1),
    truncated: false,
  }),
  verification: known({
    ...distrusted(
      { code: 'expired', certificate: 0, text: 'Seen: expired.' },
      { code: 'incomplete-chain', certificate: 0, text: 'Seen: incomplete.' },
    ),
    name: { expected: 'mx.other.example', matches: false, presented: ['mx.example.com'], onlyCommonName: false },
  }),
});

const maskedAndExpired: ProbeResult = resultWith({
  greeting: known(greeting(masked)),
  certificates: known(chain({ notAfter: inDays(-3) })),
  verification: known(verification({ ...distrusted({ code: 'expired', certificate: 0, text: 'Seen: expired.' }) })),
});

const outlookHello =
  '220 AM7EUR06FT009.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready at Mon, 1 Jun 2026';

/** One address that offers STARTTLS at times. */
const flapping = withTests(
  withoutOffer(usual, postfixHello),
  addresses(
    atAddress('192.0.2.1', { leaf: leaf('BB') }),
    atAddress('192.0.2.1', { attempt: 2, startTls: 'not-offered' }),
    atAddress('192.0.2.1', { attempt: 3, leaf: leaf('DD'), tlsVersion: 'TLSv1.2' }),
  ),
);

export const scenarios: readonly Scenario[] = [
  {
    name: 'no STARTTLS from Exchange Online, which has no connector of ours',
    result: withoutOffer(usual, outlookHello),
    surest: ['starttls-removed'],
    others: [],
    not: ['receive-connector-without-tls', 'tls-never-set-up'],
  },
  {
    name: 'no STARTTLS from Exchange, with all else: removal is less likely and not ruled out',
    result: withoutOffer(usual, exchangeHello),
    surest: ['receive-connector-without-tls'],
    others: ['starttls-removed'],
  },
  {
    name: 'no STARTTLS at times, from one address: no proof that one of several servers differs',
    result: flapping,
    surest: ['tls-never-set-up'],
    others: ['one-node-differs', 'starttls-removed'],
    possible: ['one-node-differs', 'starttls-removed'],
  },
  {
    name: 'no STARTTLS, and 454 when it is sent all the same',
    result: withTests(withoutOffer(usual, postfixHello), unoffered('refused', '454 4.7.0 TLS not available')),
    surest: ['tls-unavailable'],
    others: ['starttls-removed'],
    not: ['tls-never-set-up', 'receive-connector-without-tls'],
  },
  {
    name: 'a certificate issued straight by the root of a company',
    result: ofPrivateRoot,
    surest: ['private-authority', 'intermediate-not-sent'],
    others: [],
    not: ['stale-trust-store'],
  },
  {
    name: 'SMTP in clear text after 220: nothing was cut',
    result: inClear('500 5.5.1 Command unrecognized'),
    surest: ['tls-ended-on-the-way'],
    others: [],
    not: ['handshake-cut-off'],
  },
  {
    name: 'no STARTTLS, because a firewall masks it',
    result: withoutOffer('250-SIZE 1000000\n250 XXXXXXXA', masked),
    surest: ['smtp-inspection'],
    others: [],
  },
  {
    name: 'no STARTTLS, because the connector of Exchange has none',
    result: withTests(withoutOffer(usual, exchangeHello), ports(onPort(25, { startTls: 'not-offered' }), onPort(587))),
    surest: ['receive-connector-without-tls'],
    others: [],
  },
  {
    name: 'no STARTTLS, because a proxy takes it out',
    result: withTests(withoutOffer(usual, postfixHello), unoffered('accepted', '220 2.0.0 Ready to start TLS')),
    surest: ['starttls-removed'],
    others: [],
  },
  {
    name: 'no STARTTLS, because Postfix was never given a certificate',
    result: withoutOffer(usual, postfixHello),
    surest: ['tls-never-set-up'],
    others: ['address-refused'],
  },
  {
    name: 'no STARTTLS, and our address is on a list',
    result: withTests(withoutOffer(), reputation('listed')),
    surest: ['address-refused'],
    others: ['starttls-removed', 'tls-never-set-up'],
  },
  {
    name: 'no STARTTLS on one of two nodes',
    result: withTests(
      withoutOffer(usual, postfixHello),
      addresses(atAddress('192.0.2.1'), atAddress('192.0.2.2', { startTls: 'not-offered' })),
    ),
    surest: ['one-node-differs'],
    others: ['tls-never-set-up'],
  },
  {
    name: 'no STARTTLS, and nothing tells why: all is open, each with a test',
    result: withoutOffer(),
    surest: [],
    others: ['starttls-removed', 'receive-connector-without-tls', 'tls-never-set-up', 'address-refused'],
    isOpen: true,
  },
  {
    name: 'three faults of one certificate, all named',
    result: threeFaults,
    surest: ['certificate-not-renewed', 'name-not-covered', 'intermediate-not-sent'],
    others: [],
  },
  {
    name: 'a firewall that rewrites, and an expired certificate behind it',
    result: maskedAndExpired,
    surest: ['smtp-inspection', 'certificate-not-renewed'],
    others: [],
  },
  {
    name: 'an expired certificate of which a newer one exists on one node',
    result: withTests(
      resultWith({
        certificates: known(chain({ notAfter: inDays(-3) })),
        verification: known(distrusted({ code: 'expired', certificate: 0, text: 'Seen: expired.' })),
      }),
      addresses(
        atAddress('192.0.2.1', { leaf: leaf('BB', -3), nameMatches: true }),
        atAddress('192.0.2.2', { leaf: leaf('DD'), nameMatches: true }),
      ),
    ),
    surest: ['one-node-differs', 'renewed-certificate-not-in-use', 'certificate-not-renewed'],
    others: [],
  },
];
