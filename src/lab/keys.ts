// Key pairs of the kinds that servers have, and some that no browser takes.

import { generateKeyPair, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

export const keyKinds = [
  'rsa-1024',
  'rsa-2048',
  'rsa-3072',
  'ec-p256',
  'ec-p384',
  'ec-secp256k1',
  'ec-brainpool256',
  'ec-p192',
  'ed25519',
  'ed448',
] as const;

export type KeyKind = (typeof keyKinds)[number];

const curves: { readonly [K in KeyKind]?: string } = {
  'ec-p192': 'prime192v1',
  'ec-p256': 'prime256v1',
  'ec-p384': 'secp384r1',
  'ec-secp256k1': 'secp256k1',
  'ec-brainpool256': 'brainpoolP256r1',
};

/** A key just made. RSA takes some 100 ms of one core: use `makeKeyInBackground` for many. */
export function makeKey(kind: KeyKind): KeyObject {
  switch (kind) {
    case 'rsa-1024':
    case 'rsa-2048':
    case 'rsa-3072':
      return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) }).privateKey;
    case 'ed25519':
      return generateKeyPairSync('ed25519').privateKey;
    case 'ed448':
      return generateKeyPairSync('ed448').privateKey;
    default:
      return generateKeyPairSync('ec', { namedCurve: curves[kind] ?? 'prime256v1' }).privateKey;
  }
}

const generateRsa = promisify((modulusLength: number, done: (error: Error | null, key: KeyObject) => void): void =>
  generateKeyPair('rsa', { modulusLength }, (error, _, privateKey) => done(error, privateKey)),
);

/** The same on the thread pool. */
export function makeKeyInBackground(kind: KeyKind): Promise<KeyObject> {
  return kind.startsWith('rsa-') ? generateRsa(Number(kind.slice(4))) : Promise.resolve(makeKey(kind));
}
