// Key pairs of the kinds that servers have, and some that no browser takes.

import { generateKeyPair, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export const keyKinds = ['rsa-1024', 'rsa-2048', 'ec-p256', 'ec-p384', 'ec-brainpool256', 'ed25519'] as const;

export type KeyKind = (typeof keyKinds)[number];

const curves: { readonly [K in KeyKind]?: string } = {
  'ec-p256': 'prime256v1',
  'ec-p384': 'secp384r1',
  'ec-brainpool256': 'brainpoolP256r1',
};

/** A key just made. RSA takes some 100 ms of one core: use `makeKeyInBackground` for many. */
export function makeKey(kind: KeyKind): KeyObject {
  switch (kind) {
    case 'rsa-1024':
    case 'rsa-2048':
      return generateKeyPairSync('rsa', { modulusLength: Number(kind.slice(4)) }).privateKey;
    case 'ed25519':
      return generateKeyPairSync('ed25519').privateKey;
    default:
      return generateKeyPairSync('ec', { namedCurve: curves[kind] ?? 'prime256v1' }).privateKey;
  }
}

function generateRsa(modulusLength: number): Promise<KeyObject> {
  return new Promise((settle, refuse) => {
    generateKeyPair('rsa', { modulusLength }, (error, _, privateKey) => {
      if (error === null) settle(privateKey);
      else refuse(error);
    });
  });
}

/** The same on the thread pool. */
export function makeKeyInBackground(kind: KeyKind): Promise<KeyObject> {
  return kind.startsWith('rsa-') ? generateRsa(Number(kind.slice(4))) : Promise.resolve(makeKey(kind));
}
