// A small pull reader of XML, enough for CLIXML: elements, attributes, text. No entities but the five, no DTD.

import type { TextPlace } from '../../model/fleet.ts';

export type XmlToken =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly place: TextPlace }
  /** Also after an element that closes itself. */
  | { readonly kind: 'close'; readonly name: string; readonly place: TextPlace }
  | { readonly kind: 'text'; readonly text: string; readonly place: TextPlace }
  /** Reading ends here. */
  | { readonly kind: 'fault'; readonly message: string; readonly place: TextPlace };

const longestTag = 20_000;

/** What an element's tag holds: a name, attributes in quotes, and the sign that it closes itself. */
const tag = /^<(\/?)([A-Za-z_][\w.:-]{0,100})((?:\s+[A-Za-z_][\w.:-]{0,100}\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>$/;

const namedCharacters: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function characterOf(code: number): string {
  return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '\ufffd';
}

/** An entity that XML does not define stays as it stands: there is no DTD to define it. */
export function decodeXmlText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([\dA-Fa-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/g,
    (_, hex?: string, dec?: string, name?: string) => {
      if (hex !== undefined) return characterOf(Number.parseInt(hex, 16));
      if (dec !== undefined) return characterOf(Number(dec));
      return namedCharacters[name ?? ''] ?? '';
    },
  );
}

/** The value of an attribute in the attributes of a tag. */
export function attributeOf(attributes: string, name: string): string | undefined {
  for (const [, found, double, single] of attributes.matchAll(/([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    if (found === name) return decodeXmlText(double ?? single ?? '');
  }
  return undefined;
}

function fault(message: string, offset: number): XmlToken {
  return { kind: 'fault', message, place: { offset, length: 1 } };
}

/** The token that begins with `<` at `at`, and where it ends; undefined for what tells nothing. */
function readMarkup(text: string, at: number): { readonly end: number; readonly tokens: readonly XmlToken[] } {
  for (const [begin, finish] of [
    ['<!--', '-->'],
    ['<?', '?>'],
  ] as const) {
    if (!text.startsWith(begin, at)) continue;
    const end = text.indexOf(finish, at + begin.length);
    return end < 0
      ? { end: text.length, tokens: [fault('This has no end.', at)] }
      : { end: end + finish.length, tokens: [] };
  }
  if (text.startsWith('<!', at)) {
    return { end: text.length, tokens: [fault('Declarations of document types are not read.', at)] };
  }
  const end = text.indexOf('>', at);
  const whole = end < 0 || end - at > longestTag ? '' : text.slice(at, end + 1);
  const [, closing, name, attributes = '', empty] = tag.exec(whole) ?? [];
  if (name === undefined) return { end: text.length, tokens: [fault('This is no tag of XML.', at)] };
  const place = { offset: at, length: whole.length };
  const close: XmlToken = { kind: 'close', name, place };
  if (closing === '/') return { end: end + 1, tokens: [close] };
  const open: XmlToken = { kind: 'open', name, attributes, place };
  return { end: end + 1, tokens: empty === '/' ? [open, close] : [open] };
}

/** Ends after a fault. Whether each element is closed by its own name is for the caller to see. */
export function* readXmlTokens(text: string): Generator<XmlToken, void> {
  let at = 0;
  while (at < text.length) {
    const next = text.indexOf('<', at);
    const end = next < 0 ? text.length : next;
    if (end > at) yield { kind: 'text', text: text.slice(at, end), place: { offset: at, length: end - at } };
    if (next < 0) return;
    const { end: after, tokens } = readMarkup(text, next);
    for (const token of tokens) {
      yield token;
      if (token.kind === 'fault') return;
    }
    at = after;
  }
}
