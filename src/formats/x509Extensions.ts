// Certificate extensions (RFC 5280 section 4.2): decoding, with everything that could not be read named.

import type { BasicConstraints } from '../model/certificate.ts';
import type { DerElement } from './der.ts';
import { derChildren, derContent, derTags, parseDer, readBoolean, readNamedBits, readObjectIdentifier } from './der.ts';
import { readDerChildren, readIntegerBytes, readSmallInteger } from './der.ts';
import {
  extendedKeyUsageNames,
  extensionIdentifiers as ids,
  extensionName,
  keyUsageNames,
} from './objectIdentifiers.ts';
import { printableText } from './printable.ts';
import type { GeneralName } from './x509Names.ts';
import { generalNameChoices, generalNameText, readGeneralNames } from './x509Names.ts';

export interface AuthorityKey {
  /** Upper-case hex. */
  readonly identifier?: string;
  /** Upper-case hex of the issuer's serial number. */
  readonly serialNumber?: string;
}

export interface NameConstraints {
  readonly permitted: readonly GeneralName[];
  readonly excluded: readonly GeneralName[];
  /** A minimum or maximum was given, which RFC 5280 section 4.2.1.10 does not allow. */
  readonly hasBounds: boolean;
}

export interface ExtensionEntry {
  readonly identifier: string;
  readonly critical: boolean;
}

export interface DecodedExtensions {
  readonly entries: readonly ExtensionEntry[];
  readonly keyUsage?: readonly string[];
  readonly extendedKeyUsage?: readonly string[];
  readonly basicConstraints?: BasicConstraints;
  readonly subjectKeyIdentifier?: string;
  readonly authorityKey?: AuthorityKey;
  readonly alternativeNames?: readonly GeneralName[];
  readonly nameConstraints?: NameConstraints;
  /** The old Netscape certificate type extension allows TLS servers. */
  readonly netscapeServer?: boolean;
  readonly ocspUrls: readonly string[];
  readonly issuerUrls: readonly string[];
  readonly crlUrls: readonly string[];
  readonly mustStaple: boolean;
  readonly timestampCount: number;
  /** Plain words for each part that could not be read. */
  readonly unreadable: readonly string[];
  /** Those of `unreadable` that a verifier must not overlook. */
  readonly damage: readonly string[];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What a decoder may fill. It returns false when the extension cannot be read. */
type Draft = Mutable<DecodedExtensions>;

const maximumUrls = 32;
const maximumExtensions = 100;

function childrenOf(element: DerElement): readonly DerElement[] | undefined {
  return derChildren(element, derTags.sequence);
}

function decodeKeyUsage(element: DerElement, draft: Draft): boolean {
  const bits = readNamedBits(element);
  if (bits === undefined) return false;
  draft.keyUsage = bits.map((bit) => keyUsageNames[bit] ?? `bit ${bit}`);
  return true;
}

function decodeExtendedKeyUsage(element: DerElement, draft: Draft): boolean {
  const children = childrenOf(element);
  if (children === undefined || children.length === 0) return false;
  const purposes: string[] = [];
  for (const child of children) {
    const identifier = readObjectIdentifier(child);
    if (identifier === undefined) return false;
    purposes.push(extendedKeyUsageNames.get(identifier) ?? identifier);
  }
  draft.extendedKeyUsage = purposes;
  return true;
}

function decodeBasicConstraints(element: DerElement, draft: Draft): boolean {
  const children = childrenOf(element);
  if (children === undefined || children.length > 2) return false;
  const hasFlag = children[0]?.tag === derTags.boolean;
  const isAuthority = hasFlag ? readBoolean(children[0]) : false;
  const rest = hasFlag ? children.slice(1) : children;
  if (isAuthority === undefined || rest.length > 1) return false;
  if (rest[0] === undefined) {
    draft.basicConstraints = { isAuthority };
    return true;
  }
  const pathLength = readSmallInteger(rest[0]);
  if (pathLength === undefined) return false;
  draft.basicConstraints = { isAuthority, pathLength };
  return true;
}

function hex(bytes: Buffer): string {
  return bytes.toString('hex').toUpperCase();
}

function decodeSubjectKeyIdentifier(element: DerElement, draft: Draft): boolean {
  if (element.tag !== derTags.octetString || element.end - element.contentStart > 256) return false;
  draft.subjectKeyIdentifier = hex(derContent(element));
  return true;
}

function decodeAuthorityKeyIdentifier(element: DerElement, draft: Draft): boolean {
  const authorityKey: Mutable<AuthorityKey> = {};
  for (const child of childrenOf(element) ?? [undefined]) {
    if (child === undefined || child.end - child.contentStart > 4_096) return false;
    if (child.tag === 0x80) authorityKey.identifier = hex(derContent(child));
    else if (child.tag === 0x82) authorityKey.serialNumber = hex(derContent(child));
    else if (child.tag !== 0xa1) return false;
  }
  draft.authorityKey = authorityKey;
  return true;
}

function decodeAlternativeNames(element: DerElement, draft: Draft): boolean {
  const children = childrenOf(element);
  const names = children === undefined ? undefined : readGeneralNames(children);
  if (names === undefined) return false;
  draft.alternativeNames = names;
  return true;
}

function decodeNameConstraints(element: DerElement, draft: Draft): boolean {
  const lists = childrenOf(element);
  // RFC 5280 section 4.2.1.10: an empty sequence is not allowed.
  if (lists === undefined || lists.length === 0 || lists.length > 2) return false;
  const constraints = { permitted: [] as GeneralName[], excluded: [] as GeneralName[], hasBounds: false };
  for (const list of lists) {
    const subtrees = list.tag === 0xa0 || list.tag === 0xa1 ? readDerChildren(list) : undefined;
    if (subtrees?.status !== 'parsed' || subtrees.value.length === 0) return false;
    for (const subtree of subtrees.value) {
      const parts = childrenOf(subtree);
      const names = parts?.[0] === undefined ? undefined : readGeneralNames([parts[0]]);
      if (parts === undefined || names === undefined) return false;
      (list.tag === 0xa0 ? constraints.permitted : constraints.excluded).push(...names);
      if (parts.length > 1) constraints.hasBounds = true;
    }
  }
  draft.nameConstraints = constraints;
  return true;
}

function pushUrl(urls: string[], name: GeneralName): void {
  if (name.choice !== generalNameChoices.uri || urls.length >= maximumUrls) return;
  urls.push(printableText(generalNameText(name)));
}

function decodeInformationAccess(element: DerElement, draft: Draft): boolean {
  const descriptions = childrenOf(element);
  if (descriptions === undefined) return false;
  const ocspUrls: string[] = [];
  const issuerUrls: string[] = [];
  for (const description of descriptions) {
    const parts = childrenOf(description);
    const method = readObjectIdentifier(parts?.[0]);
    const [name] = (parts?.[1] === undefined ? undefined : readGeneralNames([parts[1]])) ?? [];
    if (method === undefined || name === undefined) return false;
    if (method === '1.3.6.1.5.5.7.48.1') pushUrl(ocspUrls, name);
    if (method === '1.3.6.1.5.5.7.48.2') pushUrl(issuerUrls, name);
  }
  draft.ocspUrls = ocspUrls;
  draft.issuerUrls = issuerUrls;
  return true;
}

function decodeCrlDistributionPoints(element: DerElement, draft: Draft): boolean {
  const points = childrenOf(element);
  if (points === undefined) return false;
  const urls: string[] = [];
  for (const point of points) {
    const fields = childrenOf(point);
    if (fields === undefined) return false;
    // DistributionPoint [0] DistributionPointName [0] fullName
    const fullName = derChildren(derChildren(fields[0], 0xa0)?.[0], 0xa0);
    const names = fullName === undefined ? [] : readGeneralNames(fullName);
    if (names === undefined) return false;
    for (const name of names) pushUrl(urls, name);
  }
  draft.crlUrls = urls;
  return true;
}

function decodeTlsFeature(element: DerElement, draft: Draft): boolean {
  const features = childrenOf(element);
  if (features === undefined) return false;
  // RFC 7633 section 4.1: the numbers of TLS extensions; 5 is status_request, 17 status_request_v2.
  draft.mustStaple = features.some((feature) => [5, 17].includes(readSmallInteger(feature) ?? -1));
  return features.every((feature) => readIntegerBytes(feature) !== undefined);
}

/** RFC 6962 section 3.3: an octet string that holds a list in TLS encoding. */
function decodeTimestamps(element: DerElement, draft: Draft): boolean {
  if (element.tag !== derTags.octetString) return false;
  const list = derContent(element);
  if (list.length < 2 || list.readUInt16BE(0) !== list.length - 2) return false;
  let count = 0;
  let offset = 2;
  while (offset < list.length) {
    if (list.length - offset < 2) return false;
    offset += 2 + list.readUInt16BE(offset);
    count++;
  }
  draft.timestampCount = count;
  return offset === list.length;
}

function decodeNetscapeType(element: DerElement, draft: Draft): boolean {
  const bits = readNamedBits(element);
  draft.netscapeServer = bits?.includes(1) === true;
  return bits !== undefined;
}

type Decoder = (element: DerElement, draft: Draft) => boolean;

/** The second part says whether a verifier must refuse a certificate in which it cannot be read. */
const decoders: ReadonlyMap<string, readonly [decode: Decoder, decisive: boolean]> = new Map([
  [ids.keyUsage, [decodeKeyUsage, true]],
  [ids.extendedKeyUsage, [decodeExtendedKeyUsage, true]],
  [ids.basicConstraints, [decodeBasicConstraints, true]],
  [ids.subjectKeyIdentifier, [decodeSubjectKeyIdentifier, true]],
  [ids.authorityKeyIdentifier, [decodeAuthorityKeyIdentifier, true]],
  [ids.subjectAltName, [decodeAlternativeNames, true]],
  [ids.nameConstraints, [decodeNameConstraints, true]],
  [ids.crlDistributionPoints, [decodeCrlDistributionPoints, true]],
  [ids.netscapeCertificateType, [decodeNetscapeType, true]],
  [ids.authorityInformationAccess, [decodeInformationAccess, false]],
  [ids.tlsFeature, [decodeTlsFeature, false]],
  [ids.signedTimestamps, [decodeTimestamps, false]],
]);

function readExtension(element: DerElement): (ExtensionEntry & { readonly value: Buffer }) | undefined {
  const parts = childrenOf(element);
  const identifier = readObjectIdentifier(parts?.[0]);
  if (parts === undefined || identifier === undefined || parts.length > 3) return undefined;
  const critical = parts.length === 3 ? readBoolean(parts[1]) : false;
  const value = parts.at(-1);
  if (critical === undefined || value?.tag !== derTags.octetString) return undefined;
  return { identifier, critical, value: derContent(value) };
}

/** Decodes the Extensions sequence of a certificate; `undefined` is a certificate without any. Never fails as a whole. */
export function decodeExtensions(sequence: DerElement | undefined): DecodedExtensions {
  const entries: ExtensionEntry[] = [];
  const unreadable: string[] = [];
  const damage: string[] = [];
  const draft: Draft = {
    entries,
    ocspUrls: [],
    issuerUrls: [],
    crlUrls: [],
    mustStaple: false,
    timestampCount: 0,
    unreadable,
    damage,
  };
  if (sequence === undefined) return draft;
  const report = (text: string, decisive: boolean): void => {
    unreadable.push(text);
    if (decisive) damage.push(text);
  };
  const elements = childrenOf(sequence);
  if (elements === undefined || elements.length === 0) report('The list of extensions cannot be read.', true);
  const seen = new Set<string>();
  if ((elements?.length ?? 0) > maximumExtensions) {
    report(`There are more than ${maximumExtensions} extensions; the rest was not read.`, true);
  }
  for (const element of elements?.slice(0, maximumExtensions) ?? []) {
    const extension = readExtension(element);
    if (extension === undefined) {
      if (!seen.has('')) report('An extension cannot be read.', true);
      seen.add('');
      continue;
    }
    const { identifier, critical, value } = extension;
    const name = extensionName(identifier);
    if (seen.has(identifier)) {
      // RFC 5280 section 4.2: not more than one instance of an extension.
      if (!seen.has(`${identifier} twice`)) report(`The extension ${name} occurs more than once.`, true);
      seen.add(`${identifier} twice`);
      continue;
    }
    seen.add(identifier);
    entries.push({ identifier, critical });
    const [decode, decisive] = decoders.get(identifier) ?? [];
    if (decode === undefined) continue;
    const inner = parseDer(value);
    if (inner.status === 'invalid' || !decode(inner.value, draft)) {
      report(`The extension ${name} cannot be read.`, decisive === true || critical);
    }
  }
  return draft;
}
