// PEM (RFC 7468): certificates out of text and into it.

import { parseDer, readDerElement } from './der.ts';
import { printableText } from './printable.ts';

export interface PemCertificates {
  /** DER of each certificate, in order. */
  readonly certificates: readonly Buffer[];
  /** One plain sentence for each block that gave none. */
  readonly problems: readonly string[];
}

const certificateLabels: readonly string[] = ['CERTIFICATE', 'X509 CERTIFICATE', 'TRUSTED CERTIFICATE'];

/** One PEM block with lines of 64 characters and a line end after the last. */
export function formatPem(der: Buffer, label = 'CERTIFICATE'): string {
  const text = der.toString('base64');
  let lines = '';
  for (let offset = 0; offset < text.length; offset += 64) lines += `${text.slice(offset, offset + 64)}\n`;
  return `-----BEGIN ${label}-----\n${lines}-----END ${label}-----\n`;
}

function decodeBlock(label: string, body: string): Buffer | string {
  if (!certificateLabels.includes(label)) return `is a "${printableText(label, 60)}", not a certificate`;
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(body)) return 'is not base64 text';
  const der = Buffer.from(body, 'base64');
  // OpenSSL's TRUSTED CERTIFICATE has its own settings behind the certificate.
  if (label === 'TRUSTED CERTIFICATE') {
    const element = readDerElement(der, 0, der.length);
    return element.status === 'parsed' ? der.subarray(0, element.value.end) : `is damaged: ${element.reason}`;
  }
  const element = parseDer(der);
  return element.status === 'parsed' ? der : `is damaged: ${element.reason}`;
}

/** Every certificate in a text. Text between blocks is ignored (RFC 7468 section 2); a damaged block spoils no other. */
export function parsePemCertificates(text: string): PemCertificates {
  const certificates: Buffer[] = [];
  const problems: string[] = [];
  const begin = /-----BEGIN ([^\r\n-]{1,80})-----/g;
  let count = 0;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    count++;
    const label = match[1] ?? '';
    const bodyStart = match.index + match[0].length;
    const end = text.indexOf('-----', bodyStart);
    if (end === -1 || !text.startsWith(`-----END ${label}-----`, end)) {
      problems.push(`PEM block ${count} has no matching END line.`);
      continue;
    }
    const decoded = decodeBlock(label, text.slice(bodyStart, end));
    if (typeof decoded === 'string') problems.push(`PEM block ${count} ${decoded}.`);
    else certificates.push(decoded);
    begin.lastIndex = end + 5;
  }
  if (count === 0) problems.push('The text holds no PEM block ("-----BEGIN CERTIFICATE-----").');
  return { certificates, problems };
}
