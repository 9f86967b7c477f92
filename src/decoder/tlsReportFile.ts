// A file that a person was sent → the report on TLS in it (RFC 8460): JSON, gzip, or a mail that carries either.

import { gunzip, isGzip } from '../formats/gzip.ts';
import { printableText } from '../formats/printable.ts';
import type { Parsed } from '../formats/targetText.ts';
import { decodeText } from '../formats/textDecoding.ts';
import { isTlsReport, maximumTlsReport, parseReportJson, readTlsReport } from '../formats/tlsReport.ts';
import type { TlsReport } from '../model/tlsReport.ts';
import { isMail, readAttachments } from './mime.ts';

/** `text`: no report, to be read as whatever else it is; the trouble says why what looks like a report is none. */
export type ReportFile =
  | { readonly status: 'report'; readonly report: TlsReport }
  | { readonly status: 'text'; readonly text: string; readonly trouble?: string }
  | { readonly status: 'unreadable'; readonly reason: string };

const maximumUnpacked = 8_000_000;

/** Characters of a mail: base64 of the largest report, with room. */
const maximumMail = 12_000_000;

/** RFC 8460 section 5: application/tlsrpt+gzip or +json. Some senders know only the general types, or none. */
function isReportPart(contentType: string, name: string): boolean {
  return /^application\/(?:tlsrpt\+(?:gzip|json)|(?:x-)?gzip|json)\b/i.test(contentType) || /\.json$|\.gz$/i.test(name);
}

function looksLikeReport(text: string): boolean {
  return (
    /^\s{0,1000}\{/.test(text) &&
    /"(?:organization[-_]name|report[-_]id|date[-_]range|policies)"/.test(text.slice(0, 4_000))
  );
}

/** Undefined for a text that does not even look like a report. */
function readJson(text: string): Parsed<TlsReport> | undefined {
  if (!looksLikeReport(text)) return undefined;
  if (text.length > maximumTlsReport) {
    return { status: 'invalid', reason: `it is longer than ${maximumTlsReport / 1_000_000} million characters` };
  }
  const json = parseReportJson(text);
  if (json.status === 'invalid') return json;
  return isTlsReport(json.value) ? readTlsReport(json.value) : undefined;
}

function readMail(text: string): ReportFile {
  const troubles: string[] = [];
  const reports: TlsReport[] = [];
  for (const { name, bytes } of readAttachments(text, isReportPart)) {
    const unpacked = isGzip(bytes) ? gunzip(bytes, maximumUnpacked) : { status: 'parsed' as const, value: bytes };
    const read = unpacked.status === 'parsed' ? readJson(decodeText(unpacked.value)) : unpacked;
    const called = name === '' ? 'without a name' : `"${printableText(name, 100)}"`;
    if (read?.status === 'parsed') reports.push(read.value);
    else if (read !== undefined) troubles.push(`The attachment ${called} cannot be read: ${read.reason}.`);
  }
  const [report] = reports;
  if (report === undefined)
    return { status: 'text', text, ...(troubles.length === 0 ? {} : { trouble: troubles.join(' ') }) };
  const others =
    reports.length === 1
      ? []
      : [`The mail carries ${reports.length} reports; this is the first. Save the others apart.`];
  return { status: 'report', report: { ...report, problems: [...report.problems, ...troubles, ...others] } };
}

export function readReportText(text: string): ReportFile {
  if (text.length <= maximumMail && isMail(text)) return readMail(text);
  const read = readJson(text);
  if (read === undefined) return { status: 'text', text };
  return read.status === 'parsed'
    ? { status: 'report', report: read.value }
    : { status: 'text', text, trouble: `This looks like a report on TLS (RFC 8460), but ${read.reason}.` };
}

export function readReportFile(bytes: Uint8Array): ReportFile {
  if (!isGzip(bytes)) return readReportText(decodeText(bytes));
  const unpacked = gunzip(bytes, maximumUnpacked);
  return unpacked.status === 'invalid'
    ? { status: 'unreadable', reason: unpacked.reason }
    : readReportText(decodeText(unpacked.value));
}
