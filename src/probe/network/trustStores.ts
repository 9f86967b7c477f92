// Where roots come from: Mozilla's as bundled with Node, this machine's, or a file the person gave.

import { existsSync, readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import * as tls from 'node:tls';
import { createTrustStore } from '../../pki/trustStore.ts';
import type { TrustStore } from '../../pki/trustStore.ts';

/** Bundles of Debian, Red Hat, Alpine and the BSDs, in that order. */
const systemBundles: readonly string[] = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/etc/ssl/ca-bundle.pem',
];

let mozilla: TrustStore | undefined;
let system: TrustStore | undefined;
let given: { readonly pem: string; readonly store: TrustStore } | undefined;

export function mozillaStore(): TrustStore {
  mozilla ??= createTrustStore('mozilla', rootCertificates).store;
  return mozilla;
}

/** Undefined when the operating system cannot be asked. */
function askSystem(getCertificates: (kind: string) => unknown): readonly string[] | undefined {
  try {
    const roots = getCertificates('system');
    return Array.isArray(roots) ? [...new Set(roots.filter((root) => typeof root === 'string'))] : undefined;
  } catch {
    return undefined;
  }
}

/** Node 22.15 and later ask the operating system; older ones read the bundle file, where there is one. */
function readSystemRoots(): readonly string[] {
  const getCertificates: unknown = Reflect.get(tls, 'getCACertificates');
  if (typeof getCertificates === 'function') {
    const roots = askSystem(getCertificates as (kind: string) => unknown);
    if (roots !== undefined) return roots;
  }
  const bundle = systemBundles.find((path) => existsSync(path));
  return bundle === undefined ? [] : [readFileSync(bundle, 'utf8')];
}

export function systemStore(): TrustStore {
  system ??= createTrustStore('system', readSystemRoots()).store;
  return system;
}

export function givenStore(pem: string): TrustStore {
  if (given?.pem !== pem) given = { pem, store: createTrustStore('given', [pem]).store };
  return given.store;
}
