// What Exchange writes into its protocol logs about TLS: the outcome of a negotiation, and certificates.

import type { LoggedCertificate, LoggedHandshake, LogRow } from '../model/protocolLog.ts';
import type { TlsVersion } from '../model/tls.ts';

const succeeded =
  /^TLS protocol (\S{1,60}) negotiation succeeded(?: using bulk encryption algorithm (\S{1,60})(?: with strength \d{1,6} bits, MAC hash algorithm (\S{1,60}) with strength \d{1,6} bits and key exchange algorithm (\S{1,60}) with strength (\d{1,6}) bits)?)?/;

/** Schannel's names. */
const versions: Readonly<Record<string, TlsVersion>> = {
  SP_PROT_TLS1_0: 'TLSv1',
  SP_PROT_TLS1: 'TLSv1',
  SP_PROT_TLS1_1: 'TLSv1.1',
  SP_PROT_TLS1_2: 'TLSv1.2',
  SP_PROT_TLS1_3: 'TLSv1.3',
};

/** Such as "TLS protocol SP_PROT_TLS1_2_CLIENT negotiation succeeded using bulk encryption algorithm CALG_AES_256 with …". */
export function parseTlsSuccess(context: string): LoggedHandshake | undefined {
  const match = context.startsWith('TLS protocol ') ? succeeded.exec(context) : null;
  if (match === null) return undefined;
  const [, protocol = '', cipher, hash, keyExchange, bits] = match;
  const version = versions[protocol.replace(/_(?:CLIENT|SERVER)$/, '').replace(/,$/, '')];
  return {
    protocol,
    ...(version === undefined ? {} : { version }),
    ...(cipher === undefined ? {} : { cipher }),
    ...(hash === undefined ? {} : { hash }),
    ...(keyExchange === undefined ? {} : { keyExchange }),
    ...(bits === undefined ? {} : { keyExchangeBits: Number(bits) }),
  };
}

/** The name of the error in "TLS negotiation failed with error NoCredentials"; "fatal exception" for the other form. */
export function parseTlsFailure(context: string): string | undefined {
  const named = /^TLS negotiation failed with error:? ?([A-Za-z0-9_.-]{1,60})/.exec(context)?.[1];
  if (named !== undefined) return named.replace(/\.$/, '');
  return context.startsWith('TLS negotiation failed') ? 'fatal exception' : undefined;
}

interface Label {
  readonly side: LoggedCertificate['side'];
  readonly text: string;
  /** The label and all names of fields in one context: the fields stand in one cell. */
  readonly isPacked: boolean;
}

const labels: readonly (readonly [beginning: string, side: LoggedCertificate['side']])[] = [
  ['Sending certificate', 'own'],
  ['Remote certificate', 'peer'],
  ['Received certificate', 'peer'],
  ['Validated received certificate', 'peer'],
  ['CRL validation failed with status', 'peer'],
];

function labelOf({ event, context }: LogRow): Label | undefined {
  if (event !== 'information') return undefined;
  const found = labels.find(([beginning]) => context.startsWith(beginning));
  if (found === undefined) return undefined;
  const [beginning, side] = found;
  return { side, text: beginning, isPacked: /\bserial number\b/i.test(context) };
}

type Field = 'subject' | 'issuer' | 'serialNumber' | 'thumbprint' | 'names';

/** One row for each field: the context names it, the data holds it. */
const fieldRows: Readonly<Record<string, Field>> = {
  'Certificate subject': 'subject',
  'Certificate issuer name': 'issuer',
  'Certificate serial number': 'serialNumber',
  'Certificate thumbprint': 'thumbprint',
  'Certificate alternate names': 'names',
};

const mostNames = 200;

function splitNames(text: string): readonly string[] {
  const names = text.split(/[;,\s]+/).filter((name) => name !== '');
  return names.slice(0, mostNames);
}

function hexOf(text: string): string | undefined {
  return /^[0-9a-f]{2,64}$/i.test(text) ? text.toUpperCase() : undefined;
}

type Fields = Pick<
  LoggedCertificate,
  'subject' | 'issuer' | 'serialNumber' | 'thumbprint' | 'notBefore' | 'notAfter'
> & { readonly names: readonly string[] };

/**
 * "CN=a, O=b CN=c, O=d": two names and nothing between them. A new one begins at a `KEY=` before which no comma stands.
 * Where that is not the case exactly once, the text is not taken apart.
 */
function splitDistinguishedNames(words: readonly string[]): Pick<Fields, 'subject' | 'issuer'> {
  const beginnings = words.flatMap((word, index) => {
    const before = words[index - 1] ?? '';
    return index > 0 && /^[A-Za-z0-9.]{1,40}=/.test(word) && !/[,+;]$/.test(before) ? [index] : [];
  });
  const [at] = beginnings;
  if (at === undefined || beginnings.length !== 1) return words.length === 0 ? {} : { subject: words.join(' ') };
  return { subject: words.slice(0, at).join(' '), issuer: words.slice(at).join(' ') };
}

/** Subject, issuer, serial number, thumbprint, perhaps two dates, names: with white space between them. */
function readPacked(data: string): Fields {
  const words = data.trim().split(/\s+/).slice(0, 1_000);
  // The names at the end may be many, but hold no white space; what is before them is two hexadecimal words.
  let serial = -1;
  for (let index = words.length - 2; index >= 0; index--) {
    const [one, other] = [words[index] ?? '', words[index + 1] ?? ''];
    if (/^[0-9a-f]{8,64}$/i.test(one) && /^[0-9a-f]{20,64}$/i.test(other)) {
      serial = index;
      break;
    }
  }
  if (serial < 0) return { names: [] };
  const rest = words.slice(serial + 2);
  const dates = rest.slice(0, 2).filter((word) => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(word));
  const [notBefore, notAfter] = dates.length === 2 ? dates : [];
  const serialNumber = hexOf(words[serial] ?? '');
  const thumbprint = hexOf(words[serial + 1] ?? '');
  return {
    ...splitDistinguishedNames(words.slice(0, serial)),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(thumbprint === undefined ? {} : { thumbprint }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(notAfter === undefined ? {} : { notAfter }),
    names: rest.slice(dates.length === 2 ? 2 : 0).flatMap(splitNames),
  };
}

function readFieldRows(rows: readonly LogRow[], from: number): Fields {
  const found = new Map<Field, string>();
  for (let index = from; index < rows.length; index++) {
    const { event, data, context } = rows[index] as LogRow;
    const field = event === 'information' ? fieldRows[context.trim()] : undefined;
    if (field === undefined) break;
    if (!found.has(field)) found.set(field, data.trim());
  }
  const text = (field: 'subject' | 'issuer'): Partial<Record<'subject' | 'issuer', string>> => {
    const value = found.get(field);
    return value === undefined || value === '' ? {} : { [field]: value };
  };
  const serialNumber = hexOf(found.get('serialNumber') ?? '');
  const thumbprint = hexOf(found.get('thumbprint') ?? '');
  return {
    ...text('subject'),
    ...text('issuer'),
    ...(serialNumber === undefined ? {} : { serialNumber }),
    ...(thumbprint === undefined ? {} : { thumbprint }),
    names: splitNames(found.get('names') ?? ''),
  };
}

/** Both shapes: one row for each field, as Exchange 2010 to 2016 write it, and one row for all, as newer ones do. */
export function readLoggedCertificates(rows: readonly LogRow[]): readonly LoggedCertificate[] {
  const certificates: LoggedCertificate[] = [];
  for (const [index, row] of rows.entries()) {
    const label = labelOf(row);
    if (label === undefined) continue;
    const fields = label.isPacked ? readPacked(row.data) : readFieldRows(rows, index + 1);
    certificates.push({ side: label.side, label: label.text, ...fields, place: row.place });
  }
  return certificates;
}

/** True for rows that say something of TLS; kept of a session of which not every row can be. */
export function tellsOfTls({ event, data, context }: LogRow): boolean {
  if (event === 'information') return /TLS|certificate/i.test(context);
  return event !== 'connected' && /STARTTLS|ANONYMOUSTLS|\bTLS\b/i.test(data);
}
