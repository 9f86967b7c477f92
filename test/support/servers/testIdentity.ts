// The certificates that real servers show in tests, made in memory: root, intermediate, server.

import { daysFromNow, authorityFields, issue, makeAuthority, serverFields } from '../../../src/lab/authority.ts';
import type { CertificateFields } from '../../../src/lab/authority.ts';
import { makeKey } from '../../../src/lab/keys.ts';
import type { KeyKind } from '../../../src/lab/keys.ts';
import type { ServerIdentity } from './realServer.ts';

export const serverName = 'mx.example.test';

/** A server's chain without its root, and the root apart. */
export interface TestIdentity extends ServerIdentity {
  readonly rootPem: string;
  /** The server's own certificate and the intermediate, as PEM, in the order sent. */
  readonly certificates: readonly string[];
}

export interface ClientIdentity {
  readonly certificatePem: string;
  readonly keyPem: string;
}

export function makeTestIdentity(fields: CertificateFields = {}, keyKind: KeyKind = 'ec-p256'): TestIdentity {
  const root = makeAuthority(makeKey('ec-p256'));
  const intermediate = issue(root, makeKey('ec-p256'), {
    ...authorityFields('Lab intermediate'),
    basicConstraints: { isAuthority: true, pathLength: 0 },
  });
  const server = issue(intermediate, makeKey(keyKind), { ...serverFields(serverName), ...fields });
  const certificates = [server.pem, intermediate.pem];
  return { rootPem: root.pem, certificates, chainPem: certificates.join(''), keyPem: server.keyPem };
}

/** Fields of a certificate that ran out yesterday. */
export const expiredFields: CertificateFields = { notBefore: daysFromNow(-90), notAfter: daysFromNow(-1) };

/** A client's certificate and the authority that issued it. */
export function makeClientIdentity(): ClientIdentity & { readonly authorityPem: string } {
  const authority = makeAuthority(makeKey('ec-p256'), { subject: 'Lab client root' });
  const client = issue(authority, makeKey('ec-p256'), {
    subject: 'relay.example.test',
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: ['clientAuth'],
    basicConstraints: { isAuthority: false },
  });
  return { certificatePem: client.pem, keyPem: client.keyPem, authorityPem: authority.pem };
}
