// What stands around a line: whether a general setting is about mail, and in which section, key or object it is.

import type { TextPosition } from '../formats/lineStarts.ts';
import type { Context } from './antiFix.ts';
import { indentOf, keyOf } from './indents.ts';
import { isForLocalHost } from './mailHost.ts';

/** Words that show that mail is sent. "Mail" and "e-mail" alone are in too many programs that send none. */
const mailWords =
  /smtp|nodemailer|mailer|sendmail|send-mailmessage|createTransport|mailkit|mimekit|net\/mail|gomail|go-mail|javax\.mail|jakarta\.mail|mail_?(?:host|server|port|options|config|settings)|(?:send|receive|inbound|outbound)connector|starttls|\bport['"]?[ \t]{0,8}(?:=>|[:=,(])[ \t]{0,8}['"]?(?:25|465|587|2525)\b/i;

/** Words of protocols that the same setting is more often about. */
const otherWords =
  /\bhttps?\.|['"](?:node:)?https?['"]|net\/http|http\.(?:Transport|Client)|HttpClient|_https_context|\baxios\b|\bfetch\(|\bgot\(|undici|urllib|\brequests\.|aiohttp|httpx|postgres|\bpg\b|\bPool\(|connectionString|sequelize|typeorm|knex|mysql|mongo|redis|ldap|mqtt|amqp|rabbit|kafka|elastic|websocket|\bws\b|imap|pop3|\bftps?\b|grpc|faraday|Net::HTTP|\bcurl_|guzzle|\bssl['"]?[ \t]{0,8}:[ \t]{0,8}\{[ \t]{0,8}reject/i;

const reachUp = 20;
const reachDown = 12;
const aroundReach = 20;
const sectionReach = 2_000;
const belowReach = 400;
const recordReach = 200;
/** To each side, in an export that is one line. */
const braceReach = 20_000;

/** A text with its comments blanked, by lines. What is found out about a line is kept. */
export interface Surroundings {
  readonly text: string;
  readonly lines: readonly string[];
  /** Bits for each line: looked at, mail, other. */
  readonly seen: Uint8Array;
  readonly fileAnswers: Map<Context, boolean>;
  /** For offsets: whether the mail server is on this machine. */
  readonly localAnswers: Map<number, boolean>;
}

export function openSurroundings(text: string): Surroundings {
  const lines = text.split(/\r\n|\r|\n/);
  return { text, lines, seen: new Uint8Array(lines.length), fileAnswers: new Map(), localAnswers: new Map() };
}

const bits = { looked: 1, mail: 2, other: 4 } as const;

function wordsOf({ lines, seen }: Surroundings, index: number): number {
  const known = seen[index] ?? 0;
  if (known !== 0) return known;
  const line = lines[index];
  if (line === undefined) return bits.looked;
  const found = bits.looked | (mailWords.test(line) ? bits.mail : 0) | (otherWords.test(line) ? bits.other : 0);
  seen[index] = found;
  return found;
}

/** Lines to the nearest one with this word; above and on the line itself, then below. */
function distanceTo(around: Surroundings, index: number, bit: number): number {
  for (let distance = 0; distance <= reachUp; distance++) {
    if ((wordsOf(around, index - distance) & bit) !== 0) return distance;
    if (distance <= reachDown && (wordsOf(around, index + distance) & bit) !== 0) return distance;
  }
  return Number.POSITIVE_INFINITY;
}

/** Answers of one text at most: each takes about a millisecond. */
const maximumLocalAnswers = 300;

function isLocal({ text, localAnswers }: Surroundings, offset: number): boolean {
  const known = localAnswers.get(offset);
  if (known !== undefined) return known;
  const answer = localAnswers.size < maximumLocalAnswers && isForLocalHost(text, offset);
  localAnswers.set(offset, answer);
  return answer;
}

function matches(text: string, has: RegExp | undefined, lacks: RegExp | undefined): boolean {
  return (has === undefined || has.test(text)) && (lacks === undefined || !lacks.test(text));
}

function isInSection({ lines }: Surroundings, index: number, name: RegExp): boolean {
  for (let line = index; line >= Math.max(0, index - sectionReach); line--) {
    const section = /^[ \t]{0,40}\[([^\]\r\n]{1,300})\]/.exec(lines[line] ?? '')?.[1];
    if (section !== undefined) return name.test(section);
  }
  return false;
}

function isBelowKey({ lines }: Surroundings, index: number, column: number, name: RegExp): boolean {
  const own = lines[index]?.slice(0, column) ?? '';
  // Between braces: the key before them is above it too.
  const above = own.includes('{') ? keyOf(own) : undefined;
  if (above !== undefined && name.test(above)) return true;
  let indent = indentOf(lines[index] ?? '');
  for (let line = index - 1; line >= Math.max(0, index - belowReach) && indent > 0; line--) {
    const text = lines[line] ?? '';
    if (text.trim() === '') continue;
    const itsIndent = indentOf(text);
    if (itsIndent >= indent) continue;
    indent = itsIndent;
    const key = keyOf(text);
    if (key !== undefined && name.test(key)) return true;
  }
  return false;
}

/** Where the brackets around a column open and close; objects inside the same object stand closed between them. */
function braceAt(line: string, column: number, own: string, other: string): number {
  const step = own === '{' ? -1 : 1;
  let depth = 0;
  for (let at = column; Math.abs(at - column) < braceReach && at >= 0 && at < line.length; at += step) {
    if (line[at] === other) depth++;
    else if (line[at] === own && depth-- === 0) return at;
  }
  return -1;
}

/** One object: what is between braces on the line, the lines that are indented as deep, or those up to an empty one. */
function recordAt({ lines }: Surroundings, index: number, column: number): string {
  const line = lines[index] ?? '';
  const open = braceAt(line, column, '{', '}');
  if (open >= 0 || line.length > braceReach) {
    const close = braceAt(line, column, '}', '{');
    return line.slice(Math.max(open, column - braceReach), close < 0 ? column + braceReach : close);
  }
  const indent = indentOf(line);
  const belongs = (text: string | undefined): boolean =>
    text !== undefined && text.trim() !== '' && indentOf(text) >= indent;
  let first = index;
  while (first > 0 && index - first < recordReach && belongs(lines[first - 1])) first--;
  let last = index;
  while (last - index < recordReach && belongs(lines[last + 1])) last++;
  return lines.slice(first, last + 1).join('\n');
}

/** Whether what is found at a place counts. */
export function fits(around: Surroundings, context: Context, { line, column }: TextPosition, offset: number): boolean {
  switch (context.kind) {
    case 'near':
      return distanceTo(around, line, bits.mail) < distanceTo(around, line, bits.other) && !isLocal(around, offset);
    case 'around': {
      const text = around.lines.slice(Math.max(0, line - aroundReach), line + aroundReach + 1).join('\n');
      return matches(text, context.has, context.lacks) && !isLocal(around, offset);
    }
    case 'file': {
      const known = around.fileAnswers.get(context);
      if (known !== undefined) return known;
      const answer = matches(around.text, context.has ?? mailWords, context.lacks);
      around.fileAnswers.set(context, answer);
      return answer;
    }
    case 'section':
      return isInSection(around, line, context.name);
    case 'below':
      return isBelowKey(around, line, column, context.name) && !isLocal(around, offset);
    case 'record':
      return matches(recordAt(around, line, column), context.has, context.lacks);
  }
}
