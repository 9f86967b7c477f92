// `<I>issuer<S>subject`, as Exchange names a certificate, and distinguished names as texts, compared whatever their spelling.

export interface CertificateIdentifier {
  /** Undefined: only the subject is named. */
  readonly issuer?: string;
  readonly subject: string;
}

const longestName = 8_192;

/** Parts in either order; undefined when there is no subject, or a text that is neither. */
export function parseCertificateIdentifier(text: string): CertificateIdentifier | undefined {
  if (text.length > longestName) return undefined;
  const marks = [...text.matchAll(/<([IS])>/gi)];
  const [first] = marks;
  if (first === undefined || marks.length > 2 || text.slice(0, first.index).trim() !== '') return undefined;
  const parts = new Map<string, string>();
  for (const [index, mark] of marks.entries()) {
    const letter = (mark[1] ?? '').toUpperCase();
    if (parts.has(letter)) return undefined;
    parts.set(letter, text.slice(mark.index + 3, marks[index + 1]?.index).trim());
  }
  const [issuer, subject] = [parts.get('I'), parts.get('S')];
  if (subject === undefined || subject === '' || issuer === '') return undefined;
  if (attributesOf(subject) === undefined || (issuer !== undefined && attributesOf(issuer) === undefined))
    return undefined;
  return issuer === undefined ? { subject } : { issuer, subject };
}

/** The same attribute under the names that Windows, OpenSSL and RFC 4514 have for it. */
const synonyms: Readonly<Record<string, string>> = {
  s: 'st',
  stateorprovincename: 'st',
  e: 'email',
  emailaddress: 'email',
  '1.2.840.113549.1.9.1': 'email',
  commonname: 'cn',
  '2.5.4.3': 'cn',
  '2.5.4.5': 'serialnumber',
  '2.5.4.6': 'c',
  '2.5.4.7': 'l',
  '2.5.4.8': 'st',
  '2.5.4.9': 'street',
  '2.5.4.10': 'o',
  '2.5.4.11': 'ou',
  '2.5.4.12': 't',
  title: 't',
  givenname: 'g',
  gn: 'g',
  '2.5.4.42': 'g',
  surname: 'sn',
  '2.5.4.4': 'sn',
  '0.9.2342.19200300.100.1.25': 'dc',
  '2.5.4.15': 'businesscategory',
  '2.5.4.17': 'postalcode',
  '2.5.4.97': 'organizationidentifier',
};

interface Attribute {
  readonly type: string;
  readonly value: string;
}

/** One value from `at` to its separator: in quotation marks, with escapes, or plain. */
function readAttributeValue(text: string, at: number): { readonly value: string; readonly next: number } | undefined {
  let value = '';
  let index = at;
  while (text[index] === ' ') index++;
  if (text[index] === '"') {
    for (index++; ; index++) {
      const character = text[index];
      if (character === undefined) return undefined;
      if (character === '"' && text[index + 1] !== '"') break;
      if (character === '"' || (character === '\\' && text[index + 1] !== undefined)) index++;
      value += text[index] ?? '';
    }
    index++;
    while (text[index] === ' ') index++;
    const end = text[index];
    return end === undefined || /[,;+]/.test(end) ? { value, next: index } : undefined;
  }
  for (; index < text.length && !/[,;+]/.test(text[index] ?? ''); index++) {
    if (text[index] !== '\\') {
      value += text[index] ?? '';
      continue;
    }
    const hex = /^[\dA-Fa-f]{2}/.exec(text.slice(index + 1, index + 3))?.[0];
    value += hex === undefined ? (text[index + 1] ?? '') : String.fromCharCode(Number.parseInt(hex, 16));
    index += hex === undefined ? 1 : 2;
  }
  return { value, next: index };
}

/** The attributes of a distinguished name in the order of the text; undefined when it is none. */
export function attributesOf(text: string): readonly Attribute[] | undefined {
  if (text.length > longestName) return undefined;
  const attributes: Attribute[] = [];
  let at = 0;
  for (;;) {
    const [whole, name] =
      /^\s*(?:OID\.)?([A-Za-z][\w-]{0,40}|\d{1,10}(?:\.\d{1,10}){1,20})\s*=/i.exec(text.slice(at, at + 300)) ?? [];
    if (whole === undefined || name === undefined) return undefined;
    const read = readAttributeValue(text, at + whole.length);
    if (read === undefined) return undefined;
    const type = name.toLowerCase();
    attributes.push({ type: synonyms[type] ?? type, value: read.value });
    if (read.next >= text.length) return attributes;
    at = read.next + 1;
  }
}

/** Blanks do not count: a window may have broken the text anywhere. */
function canonical({ type, value }: Attribute): string {
  return `${type}=${value.normalize('NFC').toLowerCase().replace(/\s+/g, '')}`;
}

/** Whether two texts are the same name: order, case, blanks and escaping do not count. False when one is no name. */
export function sameDistinguishedName(one: string, other: string): boolean {
  const [left, right] = [attributesOf(one), attributesOf(other)];
  if (left === undefined || right === undefined || left.length !== right.length) return false;
  const others = right.map(canonical).sort();
  return left
    .map(canonical)
    .sort()
    .every((text, index) => text === others[index]);
}

/** The first common name of a distinguished name. */
export function commonNameOf(text: string): string | undefined {
  return attributesOf(text)
    ?.find(({ type }) => type === 'cn')
    ?.value.trim();
}

/** Whether an identifier names the certificate of this issuer and subject. */
export function identifies(
  identifier: CertificateIdentifier,
  certificate: { readonly issuer: string; readonly subject: string },
): boolean {
  if (!sameDistinguishedName(identifier.subject, certificate.subject)) return false;
  return identifier.issuer === undefined || sameDistinguishedName(identifier.issuer, certificate.issuer);
}
