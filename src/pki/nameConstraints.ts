// Name constraints of authorities (RFC 5280 sections 4.2.1.10 and 6.1.3 (b), (c)).

import { derContent } from '../formats/der.ts';
import { commonNameIdentifier, emailAddressIdentifier } from '../formats/objectIdentifiers.ts';
import { printableText } from '../formats/printable.ts';
import type { NameConstraints } from '../formats/x509Extensions.ts';
import type { GeneralName } from '../formats/x509Names.ts';
import {
  attributeTexts,
  canonicalRelativeNames,
  generalNameChoices,
  generalNameDirectory,
  generalNameText,
} from '../formats/x509Names.ts';
import type { ParsedCertificate } from './parsedCertificate.ts';

/** A name or a constraint, decoded once. */
type ComparableName =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly text: string }
  | { readonly kind: 'ip'; readonly bytes: Buffer }
  | { readonly kind: 'directory'; readonly names: readonly string[] }
  | { readonly kind: 'unsupported'; readonly choice: number };

export interface ConstraintBreach {
  readonly text: string;
}

function comparable(name: GeneralName): ComparableName {
  switch (name.choice) {
    case generalNameChoices.dns:
      return { kind: 'dns', text: generalNameText(name) };
    case generalNameChoices.email:
      return { kind: 'email', text: generalNameText(name) };
    case generalNameChoices.uri:
      return { kind: 'uri', text: generalNameText(name) };
    case generalNameChoices.ip:
      return { kind: 'ip', bytes: derContent(name.element) };
    case generalNameChoices.directory: {
      const directory = generalNameDirectory(name);
      if (directory === undefined) return { kind: 'unsupported', choice: name.choice };
      return { kind: 'directory', names: canonicalRelativeNames(directory) };
    }
    default:
      return { kind: 'unsupported', choice: name.choice };
  }
}

function choiceOf(name: ComparableName): number {
  return name.kind === 'unsupported' ? name.choice : generalNameChoices[name.kind];
}

/** A common name that reads as a host name. Clients that still fall back on it must find it constrained too. */
function isHostLike(text: string): boolean {
  return text.length <= 253 && /^(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)+$/i.test(text);
}

const namesOf = new WeakMap<ParsedCertificate, readonly ComparableName[]>();

/** Every name the constraints of its authorities apply to: subject, its mail addresses, subjectAltName. */
function constrainedNames(certificate: ParsedCertificate): readonly ComparableName[] {
  const before = namesOf.get(certificate);
  if (before !== undefined) return before;
  const alternatives = certificate.extensions.alternativeNames ?? [];
  const names = alternatives.map(comparable);
  const { subjectName } = certificate;
  if (subjectName.length > 0) names.push({ kind: 'directory', names: canonicalRelativeNames(subjectName) });
  for (const text of attributeTexts(subjectName, emailAddressIdentifier)) names.push({ kind: 'email', text });
  if (!alternatives.some((name) => name.choice === generalNameChoices.dns)) {
    for (const text of attributeTexts(subjectName, commonNameIdentifier)) {
      if (isHostLike(text)) names.push({ kind: 'dns', text });
    }
  }
  namesOf.set(certificate, names);
  return names;
}

/** Printable ASCII without spaces: what a mail address, host name or URI in a certificate may be made of. */
function isSoundText(text: string): boolean {
  return /^[\x21-\x7e]*$/.test(text);
}

function isWithinHost(host: string, base: string): boolean {
  if (base === '') return true;
  const lower = host.toLowerCase();
  const suffix = base.toLowerCase();
  if (suffix.startsWith('.')) return lower.endsWith(suffix) && lower.length > suffix.length;
  return lower === suffix || lower.endsWith(`.${suffix}`);
}

function matchesDns(name: string, base: string, isExcluding: boolean): boolean {
  if (isWithinHost(name, base)) return true;
  // A wildcard reaches the excluded name when that is one label below the wildcard's own domain.
  if (!isExcluding || !name.startsWith('*.')) return false;
  const dot = base.indexOf('.', base.startsWith('.') ? 1 : 0);
  return dot > 0 && base.slice(dot + 1).toLowerCase() === name.slice(2).toLowerCase();
}

/** A host as mail and URI constraints name it: the host itself, or with a leading dot any below it. */
function matchesHost(host: string, base: string): boolean {
  if (base.startsWith('.')) return isWithinHost(host, base);
  return host.toLowerCase() === base.toLowerCase();
}

function matchesEmail(address: string, base: string): boolean | undefined {
  const at = address.lastIndexOf('@');
  if (at < 1) return undefined;
  const host = address.slice(at + 1);
  const baseAt = base.lastIndexOf('@');
  if (baseAt === -1) return base === '' || matchesHost(host, base);
  return address.slice(0, at) === base.slice(0, baseAt) && host.toLowerCase() === base.slice(baseAt + 1).toLowerCase();
}

function matchesUri(uri: string, base: string): boolean | undefined {
  const authority = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#@:[\]]+)(?::\d*)?(?:[/?#]|$)/i.exec(uri)?.[1];
  // RFC 5280 section 4.2.1.10: a URI without a host name, or with an address, is to be refused.
  if (authority === undefined || /^[\d.]+$/.test(authority)) return undefined;
  return base === '' || matchesHost(authority, base);
}

function matchesAddress(address: Buffer, base: Buffer): boolean | undefined {
  if (base.length !== 8 && base.length !== 32) return undefined;
  if (address.length !== 4 && address.length !== 16) return undefined;
  if (base.length !== address.length * 2) return false;
  return address.every((octet, index) => {
    const mask = base[address.length + index] ?? 0;
    return (octet & mask) === ((base[index] ?? 0) & mask);
  });
}

/** Whether a name lies within a constraint of its own kind; undefined when that cannot be told. */
function matches(name: ComparableName, base: ComparableName, isExcluding: boolean): boolean | undefined {
  if (name.kind === 'ip' && base.kind === 'ip') return matchesAddress(name.bytes, base.bytes);
  if (name.kind === 'directory' && base.kind === 'directory') {
    return base.names.length <= name.names.length && base.names.every((part, index) => part === name.names[index]);
  }
  if (!('text' in name) || !('text' in base) || !isSoundText(name.text) || !isSoundText(base.text)) return undefined;
  if (base.text.includes('*')) return undefined;
  if (name.kind === 'dns') return matchesDns(name.text, base.text, isExcluding);
  if (name.kind === 'email') return matchesEmail(name.text, base.text);
  return matchesUri(name.text, base.text);
}

const kindWords: Readonly<Record<ComparableName['kind'], string>> = {
  dns: 'DNS name',
  email: 'mail address',
  uri: 'URI',
  ip: 'IP address',
  directory: 'directory name',
  unsupported: 'name',
};

function describeName(name: ComparableName): string {
  const words = kindWords[name.kind];
  if ('text' in name) return `${words} "${printableText(name.text, 100)}"`;
  if (name.kind === 'ip' && name.bytes.length === 4) return `${words} ${name.bytes.join('.')}`;
  return words;
}

function checkName(
  name: ComparableName,
  permitted: readonly ComparableName[],
  excluded: readonly ComparableName[],
): ConstraintBreach | undefined {
  const choice = choiceOf(name);
  const ofKind = (base: ComparableName): boolean => choiceOf(base) === choice;
  const cannotTell = (): ConstraintBreach => ({
    text: `its ${describeName(name)} cannot be compared with the constraint`,
  });
  for (const base of excluded.filter(ofKind)) {
    const isMatch = matches(name, base, true);
    if (isMatch === undefined) return cannotTell();
    if (isMatch) return { text: `its ${describeName(name)} is excluded` };
  }
  const bases = permitted.filter(ofKind);
  if (bases.length === 0) return undefined;
  for (const base of bases) {
    const isMatch = matches(name, base, false);
    if (isMatch === undefined) return cannotTell();
    if (isMatch) return undefined;
  }
  return { text: `its ${describeName(name)} is not among those permitted` };
}

/** Comparisons that `checkNameConstraints` may make: to be held against a bound first. */
export function countComparisons(constraints: NameConstraints, certificate: ParsedCertificate): number {
  return (constraints.permitted.length + constraints.excluded.length) * constrainedNames(certificate).length;
}

/** The first breach of an authority's constraints by a certificate below it; undefined when it keeps to them. */
export function checkNameConstraints(
  constraints: NameConstraints,
  certificate: ParsedCertificate,
): ConstraintBreach | undefined {
  if (constraints.hasBounds) return { text: 'the constraint has a minimum or maximum, which is not allowed' };
  const permitted = constraints.permitted.map(comparable);
  const excluded = constraints.excluded.map(comparable);
  for (const name of constrainedNames(certificate)) {
    const breach = checkName(name, permitted, excluded);
    if (breach !== undefined) return breach;
  }
  return undefined;
}
