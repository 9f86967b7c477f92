// How a certificate and a trust store are called in a sentence.

import { printableText } from '../formats/printable.ts';
import type { TrustStoreName } from '../model/certificate.ts';
import type { ParsedCertificate } from './parsedCertificate.ts';

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

export const storeWords: Readonly<Record<TrustStoreName, string>> = {
  mozilla: "Mozilla's root store",
  system: "this machine's root store",
  given: 'the given authorities',
};

/** `"mx.example.com"`: the common name, else the first alternative name, else the subject; bounded and escaped. */
export function quotedName({ certificate }: ParsedCertificate): string {
  const name = certificate.commonNames[0] ?? certificate.alternativeNames[0]?.value ?? certificate.subject;
  return name === '' ? 'without a name' : `"${printableText(name, 100)}"`;
}

/** `the certificate of "mx.example.com" (sent first)` */
export function describeCertificate(parsed: ParsedCertificate, sentIndex: number, store: TrustStoreName): string {
  const place =
    sentIndex < 0
      ? `from ${storeWords[store]}`
      : `sent ${ordinals[sentIndex] ?? `as number ${(sentIndex + 1).toString()}`}`;
  const name = quotedName(parsed);
  return `the certificate ${name.startsWith('"') ? 'of ' : ''}${name} (${place})`;
}

/** A sentence with its first letter raised. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
