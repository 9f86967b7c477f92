// X.509 extensions (RFC 5280 section 4.2) as bytes, right and wrong ones alike.

import * as der from './derWriter.ts';

/** RFC 5280 section 4.2.1.3, in the order of its bits. */
const keyUsageBits = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

export type KeyUsageName = (typeof keyUsageBits)[number];

const purposes = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  codeSigning: '1.3.6.1.5.5.7.3.3',
  emailProtection: '1.3.6.1.5.5.7.3.4',
  OCSPSigning: '1.3.6.1.5.5.7.3.9',
  any: '2.5.29.37.0',
} as const;

export type PurposeName = keyof typeof purposes;

export type GeneralName = readonly [kind: 'dns' | 'ip' | 'email' | 'uri', value: string];

export interface ExtraExtension {
  readonly identifier: string;
  readonly critical?: boolean;
  readonly value: Buffer;
}

/** The extensions of a certificate. `null` or nothing given leaves one out. */
export interface ExtensionFields {
  readonly alternativeNames?: readonly (string | GeneralName)[] | null;
  readonly keyUsage?: readonly KeyUsageName[] | null;
  readonly extendedKeyUsage?: readonly (PurposeName | `${number}.${string}`)[] | null;
  readonly basicConstraints?: { readonly isAuthority: boolean; readonly pathLength?: number } | null;
  readonly nameConstraints?: {
    readonly permitted?: readonly GeneralName[];
    readonly excluded?: readonly GeneralName[];
  };
  readonly subjectKeyIdentifier?: Buffer | null;
  readonly authorityKeyIdentifier?: Buffer | null;
  readonly ocspUrls?: readonly string[];
  readonly issuerUrls?: readonly string[];
  readonly crlUrls?: readonly string[];
  /** RFC 7633: status_request. */
  readonly mustStaple?: boolean;
  readonly extensions?: readonly ExtraExtension[];
}

function addressBytes(text: string): Buffer {
  const [address = '', mask] = text.split('/');
  const own = address.includes(':')
    ? Buffer.from(expandIpv6(address).join(''), 'hex')
    : Buffer.from(address.split('.').map(Number));
  // In name constraints an address is followed by its mask.
  return mask === undefined ? own : Buffer.concat([own, addressBytes(mask)]);
}

function expandIpv6(address: string): readonly string[] {
  const [head = '', tail] = address.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: zeros }, () => '0'), ...after].map((group) => group.padStart(4, '0'));
}

function generalName(name: string | GeneralName): Buffer {
  const [kind, value] = typeof name === 'string' ? (['dns', name] as const) : name;
  switch (kind) {
    case 'email':
      return der.implicitTag(1, Buffer.from(value, 'latin1'));
    case 'dns':
      return der.implicitTag(2, Buffer.from(value, 'latin1'));
    case 'uri':
      return der.implicitTag(6, Buffer.from(value, 'latin1'));
    case 'ip':
      return der.implicitTag(7, addressBytes(value));
  }
}

function extension(identifier: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [der.boolean(true)] : [];
  return der.sequence(der.objectIdentifier(identifier), ...flag, der.octetString(value));
}

function accessDescriptions(fields: ExtensionFields): readonly Buffer[] {
  const describe = (method: string, urls: readonly string[] = []): readonly Buffer[] =>
    urls.map((url) => der.sequence(der.objectIdentifier(method), generalName(['uri', url])));
  return [...describe('1.3.6.1.5.5.7.48.1', fields.ocspUrls), ...describe('1.3.6.1.5.5.7.48.2', fields.issuerUrls)];
}

function subtrees(tag: number, names: readonly GeneralName[] | undefined): readonly Buffer[] {
  if (names === undefined || names.length === 0) return [];
  return [der.explicitTag(tag, ...names.map((name) => der.sequence(generalName(name))))];
}

/** Each extension as an element, in the order in which they stand in the certificate. */
export function extensionList(fields: ExtensionFields): readonly Buffer[] {
  const list: Buffer[] = [];
  const { basicConstraints, keyUsage, extendedKeyUsage, alternativeNames, nameConstraints } = fields;
  if (basicConstraints) {
    const { isAuthority, pathLength } = basicConstraints;
    const parts = [
      ...(isAuthority ? [der.boolean(true)] : []),
      ...(pathLength === undefined ? [] : [der.smallInteger(pathLength)]),
    ];
    list.push(extension('2.5.29.19', true, der.sequence(...parts)));
  }
  if (keyUsage) {
    const bits = keyUsage.map((name) => keyUsageBits.indexOf(name));
    list.push(extension('2.5.29.15', true, der.namedBits(bits)));
  }
  if (extendedKeyUsage) {
    const names = extendedKeyUsage.map((name) =>
      der.objectIdentifier(name in purposes ? purposes[name as PurposeName] : name),
    );
    list.push(extension('2.5.29.37', false, der.sequence(...names)));
  }
  if (fields.subjectKeyIdentifier) {
    list.push(extension('2.5.29.14', false, der.octetString(fields.subjectKeyIdentifier)));
  }
  if (fields.authorityKeyIdentifier) {
    list.push(extension('2.5.29.35', false, der.sequence(der.implicitTag(0, fields.authorityKeyIdentifier))));
  }
  if (alternativeNames) {
    list.push(extension('2.5.29.17', false, der.sequence(...alternativeNames.map(generalName))));
  }
  if (nameConstraints) {
    const trees = [...subtrees(0, nameConstraints.permitted), ...subtrees(1, nameConstraints.excluded)];
    list.push(extension('2.5.29.30', true, der.sequence(...trees)));
  }
  if (fields.crlUrls) {
    const points = fields.crlUrls.map((url) =>
      der.sequence(der.explicitTag(0, der.explicitTag(0, generalName(['uri', url])))),
    );
    list.push(extension('2.5.29.31', false, der.sequence(...points)));
  }
  const access = accessDescriptions(fields);
  if (access.length > 0) list.push(extension('1.3.6.1.5.5.7.1.1', false, der.sequence(...access)));
  // RFC 7633 section 6: a list of TLS features; 5 is status_request.
  if (fields.mustStaple === true) list.push(extension('1.3.6.1.5.5.7.1.24', false, der.sequence(der.smallInteger(5))));
  for (const { identifier, critical, value } of fields.extensions ?? []) {
    list.push(extension(identifier, critical === true, value));
  }
  return list;
}
