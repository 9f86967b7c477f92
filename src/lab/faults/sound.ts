// Servers with nothing wrong: whatever a rule finds here is a false alarm.

import { drip, inPieces, say } from '../acts.ts';
import { issue, serverFields } from '../authority.ts';
import type { Fault } from '../fault.ts';
import { makeKey } from '../keys.ts';
import { multiLine, soundEhlo } from '../server.ts';
import type { ServerScript } from '../server.ts';
import { labName } from '../world.ts';
import type { World } from '../world.ts';

function sound(
  id: string,
  title: string,
  script: (world: World) => Omit<ServerScript, 'tlsMode'>,
  rest: Partial<Fault> = {},
): Fault {
  const tlsMode = rest.tlsMode ?? 'starttls';
  return {
    id: `sound/${id}`,
    title,
    tlsMode,
    expectedVerdict: 'sound',
    expectedRules: [],
    ...rest,
    script: (world) => ({ tlsMode, tls: { chain: world.chain }, ...script(world) }),
  };
}

export const soundServers: readonly Fault[] = [
  sound('starttls', 'A healthy server offers STARTTLS and TLS 1.3.', () => ({})),
  sound('tls-1-2', 'A healthy server speaks TLS 1.2 at most.', ({ chain }) => ({ tls: { chain, maximum: 'TLSv1.2' } })),
  sound('tls-1-3-only', 'A healthy server speaks nothing but TLS 1.3.', ({ chain }) => ({
    tls: { chain, minimum: 'TLSv1.3' },
  })),
  sound('implicit', 'A healthy server speaks TLS from the first byte.', () => ({}), { tlsMode: 'implicit' }),
  sound(
    'implicit-tls-1-2',
    'A healthy server speaks TLS 1.2 from the first byte.',
    ({ chain }) => ({ tls: { chain, maximum: 'TLSv1.2' } }),
    { tlsMode: 'implicit' },
  ),
  sound('rsa-chain', 'A server with RSA certificates throughout.', ({ rsaChain }) => ({ tls: { chain: rsaChain } })),
  sound('rsa-tls-1-2', 'An RSA certificate with TLS 1.2 and ECDHE.', ({ rsaChain }) => ({
    tls: { chain: rsaChain, maximum: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES256-GCM-SHA384' },
  })),
  sound('ed25519', 'A certificate with an Ed25519 key.', (world) => ({
    tls: { chain: [issue(world.intermediate, makeKey('ed25519'), serverFields(labName)), world.intermediate] },
  })),
  sound('ec-p384', 'A certificate with a key on P-384, signed with SHA-512.', (world) => ({
    tls: {
      chain: [
        issue(world.intermediate, makeKey('ec-p384'), { ...serverFields(labName), hash: 'sha512' }),
        world.intermediate,
      ],
    },
  })),
  sound('issued-by-root', 'The certificate comes from the root itself; nothing else is sent.', (world) => ({
    tls: { chain: [issue(world.root, world.serverKey, serverFields(labName))] },
  })),
  sound('wildcard', 'The certificate is for *.lab.test.', ({ chainWith }) => ({
    tls: { chain: chainWith({ subject: '*.lab.test', alternativeNames: ['*.lab.test'] }) },
  })),
  sound('many-names', 'The expected name is the last of forty, in capital letters.', ({ chainWith }) => {
    const others = Array.from({ length: 39 }, (_, index) => `host${index}.example`);
    return { tls: { chain: chainWith({ alternativeNames: [...others, 'MX.LAB.TEST'] }) } };
  }),
  sound(
    'address-name',
    'The certificate is for the IP address that is expected.',
    ({ chainWith }) => ({ tls: { chain: chainWith({ alternativeNames: [['ip', '127.0.0.1'], labName] }) } }),
    { options: () => ({ serverName: '127.0.0.1' }) },
  ),
  sound('long-greeting', 'The greeting has several lines.', () => ({
    greeting: multiLine(220, 'mx.lab.test ESMTP', 'No unsolicited mail,', 'please'),
  })),
  sound('odd-case', 'The capabilities are written in mixed case and odd order.', () => ({
    ehlo: multiLine(250, 'mx.lab.test Hello [127.0.0.1]', 'size 35882577', '8BitMime', 'StartTls', 'Help'),
  })),
  sound('dripping', 'Every reply arrives byte by byte.', () => ({
    greeting: drip('220 mx.lab.test ESMTP ready\r\n'),
    ehlo: drip(soundEhlo.map((line) => `${line}\r\n`).join('')),
    startTls: drip('220 go\r\n'),
  })),
  sound('split-line-end', 'Segments end between CR and LF and inside of codes.', () => ({
    greeting: inPieces(['2', '20 mx.lab.test\r', '\n']),
    ehlo: inPieces(['250-mx.lab.test\r', '\n250-STARTT', 'LS\r\n25', '0 SIZE\r\n']),
  })),
  sound('bare-codes', 'The replies carry no text.', () => ({ greeting: '220', startTls: '220' })),
  sound('without-tickets', 'A TLS 1.2 server that gives no session tickets.', ({ chain }) => ({
    tls: { chain, maximum: 'TLSv1.2', withoutTickets: true },
  })),
  sound('diffie-hellman-group', 'TLS 1.3 with the group secp384r1 only.', ({ chain }) => ({
    tls: { chain, curves: 'secp384r1' },
  })),
  sound('hello-with-address', 'EHLO is answered with the address of the client, as Exchange does.', () => ({
    ehlo: multiLine(
      250,
      'mx.lab.test Hello [203.0.113.5]',
      'SIZE 157286400',
      'PIPELINING',
      'DSN',
      'STARTTLS',
      'CHUNKING',
    ),
  })),
  sound('shy-quit', 'QUIT is answered by closing the connection.', () => ({ quit: say() })),
];
