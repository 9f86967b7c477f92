// Servers whose faults have a cause to be found: the same symptom for different reasons, and several reasons at once.

import { close, inTurn } from '../acts.ts';
import { authorityFields, daysFromNow, issue, selfSign, serverFields } from '../authority.ts';
import type { Fault } from '../fault.ts';
import { makeKey } from '../keys.ts';
import { multiLine } from '../server.ts';
import type { ServerScript } from '../server.ts';
import { labName } from '../world.ts';
import type { World } from '../world.ts';

type Row = Omit<Fault, 'tlsMode' | 'script' | 'expectedVerdict' | 'expectedCauses'> & {
  readonly expectedVerdict?: Fault['expectedVerdict'];
  readonly expectedCauses: readonly string[];
  readonly server: (world: World) => Omit<ServerScript, 'tlsMode'>;
};

function row({ id, server, ...rest }: Row): Fault {
  return {
    tlsMode: 'starttls',
    expectedVerdict: 'broken',
    ...rest,
    id: `scenario/${id}`,
    script: (world) => ({ tlsMode: 'starttls', tls: { chain: world.chain }, ...server(world) }),
  };
}

const masked = `220 ${'*'.repeat(24)}2${'*'.repeat(7)}0${'*'.repeat(12)}`;
const exchange = '220 mail.lab.test Microsoft ESMTP MAIL Service ready';
const postfix = '220 mx.lab.test ESMTP Postfix (Debian/GNU)';

const exchangeKeywords = [
  'SIZE 37748736',
  'PIPELINING',
  'DSN',
  'ENHANCEDSTATUSCODES',
  '8BITMIME',
  'BINARYMIME',
  'CHUNKING',
];
const postfixKeywords = [
  'PIPELINING',
  'SIZE 10240000',
  'VRFY',
  'ETRN',
  'ENHANCEDSTATUSCODES',
  '8BITMIME',
  'DSN',
  'CHUNKING',
];

const withoutOffer = { expectedRules: ['starttls/not-offered'], expectedEnding: 'starttls-not-offered' } as const;

export const scenarioServers: readonly Fault[] = [
  row({
    id: 'exchange-without-certificate',
    title: 'Exchange has no certificate for its Receive connector, and offers no STARTTLS.',
    ...withoutOffer,
    expectedCauses: ['receive-connector-without-tls'],
    server: () => ({
      greeting: exchange,
      ehlo: multiLine(250, 'mail.lab.test Hello [127.0.0.1]', ...exchangeKeywords),
    }),
  }),
  row({
    id: 'postfix-never-set-up',
    title: 'Postfix was never given a certificate, and offers no STARTTLS.',
    ...withoutOffer,
    expectedCauses: ['tls-never-set-up'],
    server: () => ({ greeting: postfix, ehlo: multiLine(250, 'mx.lab.test', ...postfixKeywords) }),
  }),
  row({
    id: 'proxy-in-front',
    title: 'A mail proxy speaks for Exchange, knows fewer keywords, and lets no STARTTLS through.',
    ...withoutOffer,
    expectedCauses: ['starttls-removed'],
    server: () => ({ greeting: exchange, ehlo: multiLine(250, 'mail.lab.test', 'SIZE 37748736') }),
  }),
  row({
    id: 'masked-and-unavailable',
    title: 'A firewall masks the greeting, and the server behind it cannot start TLS.',
    expectedRules: ['greeting/rewritten', 'starttls/refused'],
    expectedEnding: 'starttls-rejected',
    expectedCauses: ['smtp-inspection', 'tls-unavailable'],
    server: () => ({
      greeting: masked,
      startTls: '454 4.7.0 TLS not available due to local problem',
      refusesTls: true,
    }),
  }),
  row({
    id: 'masked-expired-other-name',
    title: 'A firewall masks the greeting, and the certificate is expired and for another name.',
    expectedRules: ['greeting/rewritten', 'certificate/expired', 'certificate/name-mismatch'],
    expectedCauses: ['smtp-inspection', 'certificate-not-renewed', 'name-not-covered'],
    server: (world) => ({
      greeting: masked,
      tls: {
        chain: [
          issue(world.intermediate, world.serverKey, {
            ...serverFields('old.elsewhere.test'),
            notBefore: daysFromNow(-400),
            notAfter: daysFromNow(-35),
          }),
          world.intermediate,
        ],
      },
    }),
  }),
  row({
    id: 'old-exchange',
    title: 'An old Exchange with the certificate of its set-up speaks TLS 1.0 at most.',
    expectedRules: ['tls/old-version', 'tls/weak-cipher', 'certificate/self-signed', 'certificate/name-mismatch'],
    expectedCauses: ['old-tls-only', 'name-not-covered', 'wrong-certificate-bound'],
    server: (world) => ({
      greeting: exchange,
      tls: {
        chain: [
          selfSign(world.rsaServerKey, {
            subject: 'EX01',
            alternativeNames: ['EX01', 'EX01.corp.lab.test'],
            extendedKeyUsage: ['serverAuth'],
            keyUsage: ['digitalSignature', 'keyEncipherment'],
            notBefore: daysFromNow(-400),
            notAfter: daysFromNow(1_400),
          }),
        ],
        minimum: 'TLSv1',
        maximum: 'TLSv1',
        ciphers: 'ECDHE-RSA-AES256-SHA:@SECLEVEL=0',
      },
    }),
  }),
  row({
    id: 'inspecting-firewall',
    title: 'A firewall with deep inspection shows a certificate of its own.',
    expectedRules: ['certificate/untrusted-root'],
    expectedCauses: ['tls-ended-on-the-way', 'private-authority'],
    server: (world) => {
      const device = selfSign(makeKey('ec-p256'), authorityFields('FortiGate CA'));
      return { tls: { chain: [issue(device, world.serverKey, serverFields(labName)), device] } };
    },
  }),
  row({
    id: 'exchange-cuts-the-handshake',
    title: 'Exchange cuts the connection in place of a handshake, as Windows does without a usable key.',
    expectedRules: ['handshake/broken-off'],
    expectedEnding: 'tls-after-starttls-failed',
    expectedCauses: ['handshake-cut-off'],
    server: () => ({ greeting: exchange, inPlaceOfTls: inTurn(close()) }),
  }),
];
