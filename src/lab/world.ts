// The lab's public key infrastructure: two roots, their intermediates, and the keys that the faults share.

import type { KeyObject } from 'node:crypto';
import { authorityFields, issue, makeAuthority, serverFields } from './authority.ts';
import type { CertificateFields, Issued } from './authority.ts';
import { makeKey, makeKeyInBackground } from './keys.ts';

/** The name that the lab's servers have and probes of them expect. */
export const labName = 'mx.lab.test';

export interface World {
  /** PEM of both roots: the whole trust store of a lab probe. */
  readonly authorities: string;
  readonly root: Issued;
  readonly intermediate: Issued;
  readonly rsaRoot: Issued;
  readonly rsaIntermediate: Issued;
  /** A root that no trust store holds. */
  readonly foreignRoot: Issued;
  /** EC P-256. */
  readonly serverKey: KeyObject;
  readonly rsaServerKey: KeyObject;
  /** RSA with 1,024 bits. */
  readonly smallServerKey: KeyObject;
  /** A sound chain for `labName`, as a server sends it. */
  readonly chain: readonly Issued[];
  readonly rsaChain: readonly Issued[];
  /** The server's certificate with some fields of its own, then its intermediate. */
  readonly chainWith: (fields: CertificateFields) => readonly Issued[];
  readonly rsaChainWith: (fields: CertificateFields) => readonly Issued[];
}

/** Makes the keys, RSA ones side by side on the thread pool, and the certificates of the authorities. */
export async function makeWorld(): Promise<World> {
  const [rsaRootKey, rsaIntermediateKey, rsaServerKey, smallServerKey] = await Promise.all([
    makeKeyInBackground('rsa-2048'),
    makeKeyInBackground('rsa-2048'),
    makeKeyInBackground('rsa-2048'),
    makeKeyInBackground('rsa-1024'),
  ]);
  const serverKey = makeKey('ec-p256');
  const root = makeAuthority(makeKey('ec-p256'), { subject: 'Lab root' });
  const intermediate = issue(root, makeKey('ec-p256'), authorityFields('Lab intermediate'));
  const rsaRoot = makeAuthority(rsaRootKey, { subject: 'Lab RSA root' });
  const rsaIntermediate = issue(rsaRoot, rsaIntermediateKey, authorityFields('Lab RSA intermediate'));
  const own = serverFields(labName);
  const chainWith = (fields: CertificateFields): readonly Issued[] => [
    issue(intermediate, serverKey, { ...own, ...fields }),
    intermediate,
  ];
  const rsaChainWith = (fields: CertificateFields): readonly Issued[] => [
    issue(rsaIntermediate, rsaServerKey, { ...own, ...fields }),
    rsaIntermediate,
  ];
  return {
    authorities: root.pem + rsaRoot.pem,
    root,
    intermediate,
    rsaRoot,
    rsaIntermediate,
    foreignRoot: makeAuthority(makeKey('ec-p256'), { subject: 'Foreign root' }),
    serverKey,
    rsaServerKey,
    smallServerKey,
    chain: chainWith({}),
    rsaChain: rsaChainWith({ keyUsage: ['digitalSignature', 'keyEncipherment'] }),
    chainWith,
    rsaChainWith,
  };
}
