// The readable parts of a mail (RFC 2045, 2046) or of a bounce (RFC 3464): text, delivery status, decoded.

import type { MappedText } from './mappedText.ts';
import { decodeBase64, decodeQuotedPrintable, stripHtml } from './transferEncoding.ts';

/** A bounce holds three parts; what has more is read so far and no further. */
const maximumParts = 60;
const maximumDepth = 6;
const maximumHeaderLength = 64 * 1_024;

interface Part {
  readonly header: string;
  readonly body: MappedText;
}

function sliceOf({ text, offsets }: MappedText, from: number, to: number): MappedText {
  return { text: text.slice(from, to), offsets: offsets.subarray(from, to + 1) };
}

/** RFC 5322 section 2.2.3: a header field goes on in lines that begin with white space. */
function fieldOf(header: string, name: string): string {
  const unfolded = header.replace(/\r?\n[ \t]+/g, ' ');
  const line = unfolded.split(/\r?\n/).find((candidate) => candidate.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim() ?? '';
}

function splitHeader(source: MappedText): Part {
  const head = source.text.slice(0, maximumHeaderLength);
  const gap = /\r?\n[ \t]*\r?\n/.exec(head);
  if (gap === null) return { header: head, body: sliceOf(source, source.text.length, source.text.length) };
  const start = gap.index + gap[0].length;
  return { header: head.slice(0, gap.index), body: sliceOf(source, start, source.text.length) };
}

/** RFC 2046 section 5.1.1. */
function splitAtBoundary(body: MappedText, boundary: string): readonly MappedText[] {
  const parts: MappedText[] = [];
  const delimiter = `--${boundary}`;
  let from = -1;
  let at = body.text.indexOf(delimiter);
  while (at !== -1 && parts.length < maximumParts) {
    const isAtLineStart = at === 0 || body.text[at - 1] === '\n';
    if (isAtLineStart) {
      if (from !== -1) parts.push(sliceOf(body, from, at));
      const lineEnd = body.text.indexOf('\n', at);
      if (body.text.startsWith('--', at + delimiter.length) || lineEnd === -1) return parts;
      from = lineEnd + 1;
    }
    at = body.text.indexOf(delimiter, at + delimiter.length);
  }
  if (from !== -1 && parts.length < maximumParts) parts.push(sliceOf(body, from, body.text.length));
  return parts;
}

function decodeBody({ header, body }: Part): MappedText {
  const charset = /charset="?([\w-]{1,40})/i.exec(fieldOf(header, 'content-type'))?.[1]?.toLowerCase();
  const encoding = fieldOf(header, 'content-transfer-encoding').toLowerCase();
  if (encoding === 'base64') return decodeBase64(body, charset);
  return encoding === 'quoted-printable' ? decodeQuotedPrintable(body, charset) : body;
}

/** Undefined for what is not made of parts. */
function boundaryOf(contentType: string): string | undefined {
  if (!/^multipart\//i.test(contentType)) return undefined;
  return /\bboundary=(?:"([^"\r\n]{1,200})"|([^\s;]{1,200}))/i.exec(contentType)?.filter(Boolean)[1];
}

function readParts(source: MappedText, depth: number, isInside: boolean): readonly MappedText[] {
  const part = splitHeader(source);
  const contentType = fieldOf(part.header, 'content-type');
  const boundary = boundaryOf(contentType);
  if (boundary !== undefined && depth < maximumDepth) {
    return splitAtBoundary(part.body, boundary).flatMap((inner) => readParts(inner, depth + 1, true));
  }
  // The mail that came back is not the error, but for what a connector wrote into its header.
  if (/^(?:message\/rfc822|text\/rfc822-headers|message\/global)\b/i.test(contentType)) {
    const [line] = /^x-crosspremises[^\r\n]{1,500}/im.exec(part.body.text.slice(0, maximumHeaderLength)) ?? [];
    if (line === undefined) return [];
    const at = part.body.text.indexOf(line);
    return [sliceOf(part.body, at, at + line.length)];
  }
  if (contentType !== '' && !/^(?:text|message)\//i.test(contentType)) return [];
  if (contentType === '' && !isInside && part.header === source.text.slice(0, maximumHeaderLength)) return [source];
  const decoded = decodeBody(part);
  return [/^text\/html\b/i.test(contentType) ? stripHtml(decoded) : decoded];
}

/** A whole mail as it is kept in an .eml file begins with header fields. */
export function isMail(text: string): boolean {
  const head = text.slice(0, maximumHeaderLength);
  return (
    /^(?:From [^\n]{1,200}\r?\n)?[\w-]{2,60}:/.test(head) &&
    /^(?:mime-version|return-path|received|message-id):/im.test(head) &&
    /^content-type:/im.test(head) &&
    /\r?\n[ \t]*\r?\n/.test(head)
  );
}

/** Text, HTML without its tags, delivery status, and the header of the mail that came back. */
export function readMailParts(source: MappedText): readonly MappedText[] {
  return readParts(source, 0, false);
}

export interface Attachment {
  readonly contentType: string;
  /** As the mail has it; empty where it has none. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

type Wanted = (contentType: string, name: string) => boolean;

function collectAttachments(source: MappedText, isWanted: Wanted, depth: number): readonly Attachment[] {
  const { header, body } = splitHeader(source);
  const contentType = fieldOf(header, 'content-type');
  const boundary = boundaryOf(contentType);
  if (depth < maximumDepth && boundary !== undefined) {
    return splitAtBoundary(body, boundary).flatMap((inner) => collectAttachments(inner, isWanted, depth + 1));
  }
  // A report that somebody passed on.
  if (depth < maximumDepth && /^message\/rfc822\b/i.test(contentType))
    return collectAttachments(body, isWanted, depth + 1);
  const names = `${fieldOf(header, 'content-disposition')} ${contentType}`;
  const name = /\b(?:file)?name=(?:"([^"]{1,250})"|([^\s;]{1,250}))/i.exec(names)?.filter(Boolean)[1] ?? '';
  if (!isWanted(contentType, name)) return [];
  const encoding = fieldOf(header, 'content-transfer-encoding').toLowerCase();
  const decoded = encoding === 'quoted-printable' ? decodeQuotedPrintable(body).text : body.text;
  return [{ contentType, name, bytes: Buffer.from(decoded, encoding === 'base64' ? 'base64' : 'utf8') }];
}

/** What a mail carries beside its text, as far as it is wanted; also in a mail that was passed on with it. */
export function readAttachments(mail: string, isWanted: Wanted): readonly Attachment[] {
  return collectAttachments({ text: mail, offsets: new Uint32Array(0) }, isWanted, 0);
}
