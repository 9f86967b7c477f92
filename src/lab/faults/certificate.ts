// Certificates that senders refuse for what stands in them.

import { daysFromNow, issue, selfSign, serverFields } from '../authority.ts';
import type { CertificateFields } from '../authority.ts';
import type { Fault } from '../fault.ts';
import type { TlsScript } from '../server.ts';
import { labName } from '../world.ts';
import type { World } from '../world.ts';

type Row = Omit<Fault, 'id' | 'title' | 'tlsMode' | 'expectedVerdict' | 'expectedRules' | 'script'> & {
  readonly tlsMode?: Fault['tlsMode'];
  readonly expectedVerdict?: Fault['expectedVerdict'];
};

/** A row whose server presents what `tls` makes; `expectedRules` are named below `certificate/`. */
export function presenting(
  id: string,
  title: string,
  expectedRules: readonly string[],
  tls: (world: World) => TlsScript,
  rest: Row = {},
): Fault {
  const tlsMode = rest.tlsMode ?? 'starttls';
  return {
    id: `certificate/${id}`,
    title,
    expectedVerdict: 'broken',
    ...rest,
    tlsMode,
    expectedRules: expectedRules.map((rule) => `certificate/${rule}`),
    script: (world) => ({ tlsMode, tls: tls(world) }),
  };
}

/** The sound certificate with some fields of its own. */
function saying(
  id: string,
  title: string,
  expectedRules: readonly string[],
  fields: (world: World) => CertificateFields,
  rest: Row = {},
): Fault {
  return presenting(id, title, expectedRules, (world) => ({ chain: world.chainWith(fields(world)) }), rest);
}

export const dateFaults: readonly Fault[] = [
  saying('expired', 'The certificate expired three days ago.', ['expired'], () => ({
    notBefore: daysFromNow(-90),
    notAfter: daysFromNow(-3),
  })),
  saying(
    'expired-implicit',
    'The certificate of a TLS port expired yesterday.',
    ['expired'],
    () => ({ notBefore: daysFromNow(-90), notAfter: daysFromNow(-1) }),
    { tlsMode: 'implicit' },
  ),
  saying('not-yet-valid', 'The certificate is valid from tomorrow on.', ['not-yet-valid'], () => ({
    notBefore: daysFromNow(1),
  })),
  saying(
    'expires-in-10-days',
    'The certificate expires in ten days.',
    ['expires-soon'],
    () => ({ notBefore: daysFromNow(-80), notAfter: daysFromNow(10) }),
    { expectedVerdict: 'weak' },
  ),
  saying(
    'expires-in-25-days',
    'The certificate expires in twenty-five days.',
    ['expires-soon'],
    () => ({ notBefore: daysFromNow(-65), notAfter: daysFromNow(25) }),
    { expectedVerdict: 'sound' },
  ),
];

export const nameFaults: readonly Fault[] = [
  saying('name-mismatch', 'The certificate is for another host.', ['name-mismatch'], () => ({
    subject: 'mail.elsewhere.test',
    alternativeNames: ['mail.elsewhere.test', 'www.elsewhere.test'],
  })),
  saying('wildcard-too-high', 'The wildcard stands one label too high.', ['name-mismatch'], () => ({
    subject: '*.test',
    alternativeNames: ['*.test'],
  })),
  saying(
    'address-expected',
    'An IP address is expected, and the certificate has names only.',
    ['name-mismatch'],
    () => ({}),
    { options: () => ({ serverName: '127.0.0.1' }) },
  ),
  saying(
    'no-alternative-name',
    'The host name stands in the common name only.',
    ['no-alternative-name', 'name-mismatch'],
    () => ({ alternativeNames: null }),
  ),
];

export const contentFaults: readonly Fault[] = [
  saying('no-server-auth', 'The certificate is for clients only.', ['no-server-auth'], () => ({
    extendedKeyUsage: ['clientAuth'],
  })),
  presenting(
    'key-usage',
    'The certificate allows keyEncipherment only, and the suite signs.',
    ['key-usage'],
    ({ rsaChainWith }) => ({
      chain: rsaChainWith({ keyUsage: ['keyEncipherment'] }),
      maximum: 'TLSv1.2',
      ciphers: 'ECDHE-RSA-AES128-GCM-SHA256',
    }),
    {},
  ),
  saying(
    'authority-as-leaf',
    'The certificate is marked as an authority.',
    ['authority-as-leaf'],
    () => ({ basicConstraints: { isAuthority: true }, keyUsage: ['digitalSignature', 'keyCertSign'] }),
    { expectedVerdict: 'weak' },
  ),
  presenting('weak-key', 'The key of the certificate has 1,024 bits.', ['weak-key'], (world) => ({
    chain: [issue(world.rsaIntermediate, world.smallServerKey, serverFields(labName)), world.rsaIntermediate],
    ciphers: 'DEFAULT@SECLEVEL=0',
  })),
  presenting('weak-signature-sha1', 'The certificate is signed with SHA-1.', ['weak-signature'], (world) => ({
    chain: world.rsaChainWith({ hash: 'sha1' }),
    ciphers: 'DEFAULT@SECLEVEL=0',
  })),
  presenting('weak-signature-md5', 'The certificate is signed with MD5.', ['weak-signature'], (world) => ({
    chain: world.rsaChainWith({ hash: 'md5' }),
    ciphers: 'DEFAULT@SECLEVEL=0',
  })),
  // OpenSSL too refuses a certificate whose revocation addresses it cannot parse.
  saying(
    'unreadable',
    'The list of revocation addresses in the certificate is garbage.',
    ['unreadable', 'invalid-path'],
    () => ({ extensions: [{ identifier: '2.5.29.31', value: Buffer.from('30ff0102', 'hex') }] }),
  ),
];

/** What Exchange makes at installation: for the machine's own names, signed by itself, valid for five years. */
const exchangeDefault: CertificateFields = {
  subject: 'EXCH01',
  alternativeNames: ['EXCH01', 'EXCH01.contoso.lab.test'],
  keyUsage: ['digitalSignature', 'keyEncipherment'],
  extendedKeyUsage: ['serverAuth'],
  basicConstraints: { isAuthority: false },
};

export const selfSignedFaults: readonly Fault[] = [
  presenting('self-signed', 'The server signed its certificate itself.', ['self-signed'], (world) => ({
    chain: [selfSign(world.serverKey, serverFields(labName))],
  })),
  presenting(
    'self-signed-exchange',
    'The default certificate of Exchange, self-signed for the name of the machine.',
    ['self-signed', 'name-mismatch'],
    (world) => ({
      chain: [
        selfSign(world.rsaServerKey, {
          ...exchangeDefault,
          notBefore: daysFromNow(-400),
          notAfter: daysFromNow(1_400),
        }),
      ],
    }),
  ),
  presenting(
    'three-faults',
    'The certificate is expired, self-signed and for another name.',
    ['expired', 'self-signed', 'name-mismatch'],
    (world) => ({
      chain: [
        selfSign(world.serverKey, {
          ...serverFields('old.elsewhere.test'),
          notBefore: daysFromNow(-700),
          notAfter: daysFromNow(-335),
        }),
      ],
    }),
  ),
];
