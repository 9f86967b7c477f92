// Brings a pasted text into one form: plain quotes, single spaces, no entities, small letters. Patterns are written for it.

import { joinContinuedReplies } from './continuedReplies.ts';
import { openMappedText } from './mappedText.ts';
import type { MappedText } from './mappedText.ts';
import { decodeQuotedPrintable, stripHtml } from './transferEncoding.ts';

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ldquo: '"',
  rdquo: '"',
  lsquo: "'",
  rsquo: "'",
};

const folds: ReadonlyMap<string, string> = new Map([
  ...[...'“”„‟«»″'].map((sign) => [sign, '"'] as const),
  ...[...'‘’‚‛′`´'].map((sign) => [sign, "'"] as const),
  ...[...'‐‑‒–—'].map((sign) => [sign, '-'] as const),
  ['→', '->'],
  ['…', '...'],
]);

/** Soft hyphen, zero width characters, marks of direction, byte order mark. */
const invisible = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/;

/** Undefined: what stands there is none. */
export function readEntity(
  text: string,
  index: number,
): { readonly text: string; readonly length: number } | undefined {
  const [whole = '', name, decimal, hex] =
    /^&(?:([a-z]{2,5})|#(\d{1,6})|#x([0-9a-f]{1,5}));/i.exec(text.slice(index, index + 10)) ?? [];
  if (name !== undefined) {
    const value = entities[name.toLowerCase()];
    return value === undefined ? undefined : { text: value, length: whole.length };
  }
  const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : 0;
  if (code === 0 || code > 0xffff) return undefined;
  const character = String.fromCharCode(code);
  return { text: folds.get(character) ?? character, length: whole.length };
}

/** What a mail program or a copy from one leaves behind: soft line breaks and coded signs. */
function looksQuotedPrintable(text: string): boolean {
  return /=\r?\n/.test(text) || /=(?:3D|20\r?\n|E2=80=9|C2=A0)/.test(text);
}

/** As in logs of IIS: blanks are written as plus signs. */
function hasPlusForBlank(text: string): boolean {
  return /[a-z;]\+[a-z]{1,40}\+[a-z]{1,40}\+[a-z]/i.test(text);
}

/** Takes off what a copy from a mail program or a browser has left around the words. */
export function decodePasted(source: MappedText): MappedText {
  const isHtml = /^\s{0,100}<(?:!doctype html|html)\b/i.test(source.text);
  const plain = isHtml ? stripHtml(source) : source;
  return looksQuotedPrintable(plain.text) ? decodeQuotedPrintable(plain) : plain;
}

/** Line breaks stay, one for each run of white space that holds one. */
export function foldText({ text, offsets }: MappedText, joinsLines = false): MappedText {
  const isPlusBlank = hasPlusForBlank(text);
  const writer = openMappedText(text.length * 3);
  let space: { readonly place: number; hasBreak: boolean } | undefined;
  let isAtLineStart = true;
  const put = (piece: string, place: number): void => {
    if (space !== undefined) {
      if (writer.length() > 0 && !(joinsLines && space.hasBreak)) writer.put(space.hasBreak ? '\n' : ' ', space.place);
      space = undefined;
    }
    isAtLineStart = false;
    writer.put(piece, place);
  };
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    const place = offsets[index] ?? 0;
    if (/\s/.test(character) || (isPlusBlank && character === '+')) {
      space ??= { place, hasBreak: false };
      if (character === '\n' || character === '\r') {
        space.hasBreak = true;
        isAtLineStart = true;
      }
      continue;
    }
    // The marks of a quotation in mail and on the web.
    if (isAtLineStart && (character === '>' || character === '|') && /[\s>|]/.test(text[index + 1] ?? ' ')) continue;
    if (character < '\u0080') {
      if (character === '&') {
        const entity = readEntity(text, index);
        if (entity !== undefined) {
          index += entity.length - 1;
          if (entity.text.trim() === '') space ??= { place, hasBreak: false };
          else put(entity.text.toLowerCase(), place);
          continue;
        }
      } else if (character === '\\') {
        const next = text[index + 1] ?? '';
        // Quotes and line ends as JSON and programs write them.
        if (next === '"' || next === "'") continue;
        if ((next === 'n' || next === 'r') && !/[a-z]/.test(text[index + 2] ?? '')) {
          space ??= { place, hasBreak: false };
          index++;
          continue;
        }
      } else if (character === '"' && text[index + 1] === '"') {
        // Doubled in a field of CSV.
        put('"', place);
        index++;
        continue;
      }
      put(character >= 'A' && character <= 'Z' ? character.toLowerCase() : character, place);
      continue;
    }
    if (invisible.test(character)) continue;
    const lower = character.toLowerCase();
    put(folds.get(character) ?? (lower.length === 1 ? lower : character), place);
  }
  return joinContinuedReplies(writer.finish(offsets[text.length] ?? 0));
}
