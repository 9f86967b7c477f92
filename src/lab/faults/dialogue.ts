// Greetings and EHLO replies that refuse, delay or were changed on the way.

import { close, wait } from '../acts.ts';
import type { Fault } from '../fault.ts';
import { multiLine, parts, soundGreeting } from '../server.ts';
import type { ServerScript } from '../server.ts';
import type { World } from '../world.ts';

type Row = Omit<Fault, 'tlsMode' | 'script'> & {
  readonly tlsMode?: Fault['tlsMode'];
  readonly server: Omit<ServerScript, 'tlsMode'>;
};

function row({ server, tlsMode = 'starttls', ...rest }: Row): Fault {
  return { tlsMode, ...rest, script: ({ chain }: World) => ({ tlsMode, tls: { chain }, ...server }) };
}

const maskedGreeting = `220 ${'*'.repeat(24)}2${'*'.repeat(7)}0${'*'.repeat(12)}`;
const maskedEhlo = multiLine(250, 'mx.lab.test', 'SIZE 10240000', 'XXXXXXXA', 'ENHANCEDSTATUSCODES');

export const greetingFaults: readonly Fault[] = [
  row({
    id: 'greeting/refused-554',
    title: 'The greeting refuses the session for good.',
    expectedVerdict: 'inconclusive',
    expectedRules: ['greeting/refused'],
    expectedEnding: 'greeting-rejected',
    server: { greeting: parts('554 5.7.1 mx.lab.test No SMTP service here', close()) },
  }),
  row({
    id: 'greeting/refused-banned',
    title: 'The greeting names the address of the client as banned.',
    expectedVerdict: 'inconclusive',
    expectedRules: ['greeting/refused'],
    expectedEnding: 'greeting-rejected',
    server: { greeting: parts('550 5.7.606 Access denied, banned sending IP [203.0.113.5]', close()) },
  }),
  row({
    id: 'greeting/refused-451',
    title: 'The greeting refuses the session for now.',
    expectedVerdict: 'inconclusive',
    expectedRules: ['greeting/refused'],
    expectedEnding: 'greeting-rejected',
    server: { greeting: parts('451 4.7.1 Please try again later', close()) },
  }),
  row({
    id: 'greeting/slow',
    title: 'The greeting comes after more than five seconds.',
    expectedVerdict: 'sound',
    expectedRules: ['greeting/slow'],
    isSlow: true,
    server: { greeting: parts(wait(5_300), soundGreeting) },
  }),
  row({
    id: 'greeting/rewritten',
    title: 'A firewall masks the greeting and the STARTTLS keyword.',
    expectedVerdict: 'broken',
    expectedRules: ['greeting/rewritten', 'ehlo/rewritten', 'starttls/not-offered'],
    expectedEnding: 'starttls-not-offered',
    server: {
      greeting: maskedGreeting,
      ehlo: maskedEhlo,
      startTls: '500 5.5.1 Command unrecognized: "XXXXXXXX"',
      refusesTls: true,
    },
  }),
  row({
    id: 'greeting/rewritten-only',
    title: 'The greeting is masked, STARTTLS works all the same.',
    expectedVerdict: 'weak',
    expectedRules: ['greeting/rewritten'],
    server: { greeting: maskedGreeting },
  }),
];

export const ehloFaults: readonly Fault[] = [
  row({
    id: 'ehlo/refused-helo-works',
    title: 'EHLO is not known, HELO is.',
    expectedVerdict: 'broken',
    expectedRules: ['ehlo/refused'],
    expectedEnding: 'starttls-not-offered',
    server: { ehlo: '500 5.5.1 Command unrecognized' },
  }),
  row({
    id: 'ehlo/refused-both',
    title: 'Neither EHLO nor HELO is known.',
    expectedVerdict: 'broken',
    expectedRules: ['ehlo/refused'],
    expectedEnding: 'ehlo-rejected',
    server: { ehlo: '502 5.5.1 Command not implemented', helo: '502 5.5.1 Command not implemented' },
  }),
  row({
    id: 'ehlo/refused-name',
    title: 'The server turns the name in EHLO and HELO away.',
    expectedVerdict: 'inconclusive',
    expectedRules: ['ehlo/refused'],
    expectedEnding: 'ehlo-rejected',
    server: { ehlo: '550 5.7.1 Invalid EHLO name', helo: '550 5.7.1 Invalid HELO name' },
  }),
  row({
    id: 'ehlo/rewritten',
    title: 'A firewall replaced the STARTTLS keyword by XXXXXXXA.',
    expectedVerdict: 'broken',
    expectedRules: ['ehlo/rewritten', 'starttls/not-offered'],
    expectedEnding: 'starttls-not-offered',
    server: { ehlo: maskedEhlo },
  }),
  row({
    id: 'ehlo/refused-inside-tls',
    title: 'EHLO works in clear text and is refused inside TLS.',
    expectedVerdict: 'broken',
    expectedRules: ['ehlo/refused'],
    expectedEnding: 'ehlo-rejected',
    server: {
      ehloInTls: '502 5.5.1 Command not implemented',
      helo: '502 5.5.1 Command not implemented',
    },
  }),
];
