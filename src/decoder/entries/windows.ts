// What Windows writes to its event log of TLS on this machine (Schannel).

import { formatFix } from '../../formats/fix.ts';
import { localTlsError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { schannelEvents } from '../sources.ts';

export const windows: readonly MailErrorEntry[] = [
  localTlsError({
    id: 'schannel-private-key',
    weight: 'exact',
    signs: [
      /(?:attempting|trying) to access the (?:tls|ssl) .{0,60}private key/,
      /0x8009030d|0x8009030e|keyset does not exist|0x80090016|0x8009000d/,
      /does not have a private key information property/,
    ],
    title: "Windows cannot use the private key of this machine's certificate",
    meaning: 'Schannel 36870: the key is there but cannot be opened, mostly for want of rights.',
    fix: formatFix({
      first:
        "Give the service's account (for Exchange NETWORK SERVICE) the right to read the key, in certlm.msc under Manage Private Keys.",
    }),
    sources: [schannelEvents],
  }),
  localTlsError({
    id: 'schannel-client-credential',
    weight: 'exact',
    signs: [/creat(?:ing|e) (?:a |the )?(?:(?:tls|ssl) )?(?:client|server) credentials?/],
    title: 'A program on this Windows machine asked for TLS versions that are switched off here',
    meaning:
      'Schannel 36871: no peer is involved. Often noise of another program; where mail stops in the same minute, TLS 1.2 is off for clients.',
    fix: formatFix({
      first:
        'Switch TLS 1.2 on for clients (TLS 1.2\\Client: DisabledByDefault 0, Enabled 1) and let .NET use it (SchUseStrongCrypto), then restart.',
    }),
    sources: [schannelEvents],
  }),
  localTlsError({
    id: 'schannel-no-credential',
    weight: 'exact',
    signs: [/no suitable default server credential/],
    title: 'This Windows machine has no certificate of its own for servers of the system',
    meaning:
      'Schannel 36886: harmless on most machines. Services such as Exchange choose their certificates themselves.',
    fix: formatFix({
      first: 'Nothing for mail. Where LDAP over TLS is wanted on a domain controller, give it a certificate.',
    }),
    sources: [schannelEvents],
  }),
];
