// Chains that lead to no trusted root, or to one by a way that RFC 5280 forbids.

import { authorityFields, daysFromNow, issue, selfSign, serverFields } from '../authority.ts';
import type { CertificateFields, Issued } from '../authority.ts';
import type { Fault } from '../fault.ts';
import { makeKey } from '../keys.ts';
import { labName } from '../world.ts';
import type { World } from '../world.ts';
import { presenting } from './certificate.ts';

/** An intermediate below the lab's root that says something of its own. */
function intermediate(world: World, fields: CertificateFields): Issued {
  return issue(world.root, makeKey('ec-p256'), { ...authorityFields('Odd intermediate'), ...fields });
}

function serverBelow(issuer: Issued, world: World, fields: CertificateFields = {}): readonly Issued[] {
  return [issue(issuer, world.serverKey, { ...serverFields(labName), ...fields }), issuer];
}

function invalid(id: string, title: string, fields: CertificateFields): Fault {
  return presenting(`invalid-path-${id}`, title, ['invalid-path'], (world) => ({
    chain: serverBelow(intermediate(world, fields), world),
  }));
}

export const chainFaults: readonly Fault[] = [
  presenting('intermediate-expired', 'The intermediate expired a month ago.', ['intermediate-expired'], (world) => ({
    chain: serverBelow(intermediate(world, { notAfter: daysFromNow(-30) }), world),
  })),
  presenting(
    'intermediate-not-yet-valid',
    'The intermediate is valid from next week on.',
    ['not-yet-valid'],
    (world) => ({
      chain: serverBelow(intermediate(world, { notBefore: daysFromNow(7) }), world),
    }),
  ),
  presenting('untrusted-root', 'The chain ends in a root that nobody knows.', ['untrusted-root'], (world) => ({
    chain: serverBelow(world.foreignRoot, world),
  })),
  presenting(
    'untrusted-root-deep',
    'An intermediate and a root that nobody knows stand behind the certificate.',
    ['untrusted-root'],
    (world) => {
      const below = issue(world.foreignRoot, makeKey('ec-p256'), authorityFields('Foreign intermediate'));
      return { chain: [...serverBelow(below, world), world.foreignRoot] };
    },
  ),
  presenting(
    'incomplete-chain',
    'The server sends its own certificate and not the intermediate.',
    ['incomplete-chain'],
    (world) => ({ chain: world.chain.slice(0, 1) }),
  ),
  presenting(
    'incomplete-chain-wrong-intermediate',
    'The server sends an intermediate of another authority.',
    ['incomplete-chain'],
    (world) => ({ chain: [...world.chain.slice(0, 1), world.rsaIntermediate] }),
  ),
  // RFC 8446 section 4.4.2: the root MAY be left out, so it may be sent.
  presenting(
    'root-sent-too',
    'The server sends the root too, which is allowed.',
    [],
    (world) => ({ chain: [...world.chain, world.root] }),
    { expectedVerdict: 'sound' },
  ),
  presenting(
    'superfluous-stranger',
    'A certificate that belongs to another chain stands between the needed ones.',
    ['superfluous'],
    (world) => ({ chain: [...world.chain.slice(0, 1), world.rsaIntermediate, ...world.chain.slice(1)] }),
    { expectedVerdict: 'sound' },
  ),
  presenting(
    'too-many',
    'The server sends forty certificates, more than are read.',
    ['superfluous', 'unreadable'],
    (world) => {
      const strangers = Array.from({ length: 38 }, (_, index) =>
        selfSign(world.serverKey, authorityFields(`Stranger ${index}`)),
      );
      return { chain: [...world.chain, ...strangers] };
    },
    { expectedVerdict: 'sound' },
  ),
  invalid('name-constraints', 'The intermediate may sign for another domain only.', {
    nameConstraints: { permitted: [['dns', 'elsewhere.test']] },
  }),
  invalid('excluded-name', 'The intermediate must not sign for this domain.', {
    nameConstraints: { excluded: [['dns', 'lab.test']] },
  }),
  invalid('not-an-authority', 'The intermediate is not marked as an authority.', {
    basicConstraints: { isAuthority: false },
    keyUsage: null,
  }),
  invalid('no-basic-constraints', 'The intermediate does not say whether it is an authority.', {
    basicConstraints: null,
  }),
  invalid('key-usage', 'The key usage of the intermediate does not allow signing certificates.', {
    keyUsage: ['digitalSignature'],
  }),
  invalid('purpose', 'The intermediate is for signing code only.', { extendedKeyUsage: ['codeSigning'] }),
  invalid('critical-extension', 'The intermediate has a critical extension that nobody understands.', {
    extensions: [{ identifier: '1.3.6.1.4.1.99999.1', critical: true, value: Buffer.of(0x05, 0x00) }],
  }),
  presenting(
    'invalid-path-length',
    'One intermediate more than the first allows stands in the chain.',
    ['invalid-path'],
    (world) => {
      const first = intermediate(world, { basicConstraints: { isAuthority: true, pathLength: 0 } });
      const second = issue(first, makeKey('ec-p256'), authorityFields('Intermediate too many'));
      return { chain: [...serverBelow(second, world), first] };
    },
  ),
  presenting(
    'invalid-path-signature',
    'The signature of the certificate does not verify.',
    ['invalid-path'],
    (world) => ({
      chain: world.chainWith({ breakSignature: true }),
    }),
  ),
  presenting(
    'invalid-path-intermediate-signature',
    'The signature of the intermediate does not verify.',
    ['invalid-path'],
    (world) => ({ chain: serverBelow(intermediate(world, { breakSignature: true }), world) }),
  ),
  presenting('weak-signature-intermediate', 'The intermediate is signed with SHA-1.', ['weak-signature'], (world) => ({
    chain: serverBelow(intermediate(world, { hash: 'sha1' }), world),
    ciphers: 'DEFAULT@SECLEVEL=0',
  })),
  presenting('weak-key-intermediate', 'The key of the intermediate has 1,024 bits.', ['weak-key'], (world) => {
    const small = issue(world.root, world.smallServerKey, authorityFields('Small intermediate'));
    return { chain: serverBelow(small, world), ciphers: 'DEFAULT@SECLEVEL=0' };
  }),
  presenting(
    'profile-lapse',
    'The server’s certificate does not name the key that signed it.',
    ['profile-lapse'],
    (world) => ({ chain: serverBelow(intermediate(world, {}), world, { authorityKeyIdentifier: null }) }),
    { expectedVerdict: 'sound' },
  ),
  presenting(
    'brainpool-authority',
    'The intermediate has a brainpool key, which crashes careless probes.',
    [],
    (world) => {
      const odd = issue(world.root, makeKey('ec-brainpool256'), authorityFields('Brainpool intermediate'));
      return { chain: serverBelow(odd, world) };
    },
    { expectedVerdict: 'sound' },
  ),
  presenting(
    'chain-of-everything',
    'Expired, for another name, for clients only, below an expired intermediate of an unknown root.',
    ['expired', 'name-mismatch', 'no-server-auth', 'intermediate-expired', 'untrusted-root'],
    (world) => {
      const past = { notBefore: daysFromNow(-800), notAfter: daysFromNow(-30) };
      const root = selfSign(makeKey('ec-p256'), authorityFields('Forgotten root'));
      const below = issue(root, makeKey('ec-p256'), { ...authorityFields('Forgotten intermediate'), ...past });
      const fields = { ...serverFields('forgotten.test'), ...past, extendedKeyUsage: ['clientAuth'] as const };
      return { chain: [issue(below, world.serverKey, fields), below, root] };
    },
  ),
];
