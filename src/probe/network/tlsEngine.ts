// What the TLS library of this process is and can offer. Found out once; the two libraries differ
// (Electron carries BoringSSL, Node.js OpenSSL), and a failure may be the library's own limit.

import { constants } from 'node:crypto';
import { createSecureContext, getCiphers } from 'node:tls';
import type { SecureContext, SecureContextOptions } from 'node:tls';
import type { ClientCertificate } from '../../model/options.ts';
import { tlsVersions } from '../../model/tls.ts';
import type { TlsEngine, TlsVersion } from '../../model/tls.ts';

function isBoringSsl(): boolean {
  return Reflect.get(process.features, 'openssl_is_boringssl') === true;
}

/** Everything but unauthenticated and unencrypted suites, so that weak servers are seen as they are. */
function cipherList(): string {
  return isBoringSsl() ? 'ALL' : 'ALL:!aNULL:!eNULL:!PSK:!SRP:@SECLEVEL=0';
}

/** What the list of suites of this library lacks, in plain words. Takes 2 ms. */
export function describeMissing(names: readonly string[]): readonly string[] {
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  const missing: string[] = ['SSL 2.0 and SSL 3.0'];
  if (!has(/^dhe-/)) missing.push('DHE key exchange');
  if (!has(/rc4/)) missing.push('RC4');
  if (!has(/des-cbc3|3des/)) missing.push('3DES');
  if (!has(/^aes128-sha256$/)) missing.push('the suite AES128-SHA256');
  if (!has(/^ecdhe-rsa-aes256-sha384$/)) missing.push('the suite ECDHE-RSA-AES256-SHA384');
  return missing;
}

/** Of the OpenSSL 3 that Node.js builds and carries itself; a test holds it against the library. */
export const missingFromOwnOpenssl: readonly string[] = ['SSL 2.0 and SSL 3.0', 'RC4', '3DES'];

function describeNotOffered(): readonly string[] {
  const { variables } = process.config as { readonly variables: { readonly node_shared_openssl?: unknown } };
  const isOwn = variables.node_shared_openssl === false && process.versions.openssl.startsWith('3.');
  return isOwn && !isBoringSsl() ? missingFromOwnOpenssl : describeMissing(getCiphers());
}

let notOffered: readonly string[] | undefined;

/** @param minimum Lowest version the person allows; default: the lowest the library can. */
export function tlsEngine(minimum: TlsVersion = 'TLSv1'): TlsEngine {
  notOffered ??= describeNotOffered();
  const electron = process.versions['electron'];
  const runtime = electron === undefined ? `Node.js ${process.versions.node}` : `Electron ${electron}`;
  return {
    library: isBoringSsl() ? 'BoringSSL' : 'OpenSSL',
    version: process.versions.openssl,
    runtime,
    offeredVersions: tlsVersions.slice(tlsVersions.indexOf(minimum)),
    notOffered,
  };
}

function contextOptions(minimum: TlsVersion, certificate: ClientCertificate | undefined): SecureContextOptions {
  const base: SecureContextOptions = {
    // No roots here: the chain is judged by src/pki, and an empty list leaves a verify error, so that
    // Node skips a check of its own that a hostile certificate can crash (getPeerCertificate).
    ca: [],
    minVersion: minimum,
    ciphers: cipherList(),
    // Servers without RFC 5746 are to be seen, not refused. BoringSSL does not know the flag and needs none.
    ...(isBoringSsl() ? {} : { secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT }),
  };
  if (certificate === undefined) return base;
  const passphrase = certificate.passphrase === undefined ? {} : { passphrase: certificate.passphrase };
  return certificate.kind === 'pem'
    ? { ...base, cert: certificate.certificate, key: certificate.key, ...passphrase }
    : { ...base, pfx: Buffer.from(certificate.pfx, 'base64'), ...passphrase };
}

/** Contexts without a client certificate are the same for every probe: made once per lowest version. */
const sharedContexts = new Map<TlsVersion, SecureContext>();

/** @throws When the client certificate cannot be used; the message says why. */
export function secureContext(
  minimum: TlsVersion = 'TLSv1',
  certificate: ClientCertificate | undefined,
): SecureContext {
  if (certificate !== undefined) return createSecureContext(contextOptions(minimum, certificate));
  const shared = sharedContexts.get(minimum) ?? createSecureContext(contextOptions(minimum, undefined));
  sharedContexts.set(minimum, shared);
  return shared;
}
