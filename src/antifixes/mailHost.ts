// Whether a setting is for a mail server on this machine: by the host that its own object, call, section or prefix names.

import { indentOf, keyOf } from './indents.ts';

/** Mail that does not leave this machine, or that nobody gets. */
const localHost = /^(?:localhost\b|127\.\d|::1)|mail(?:hog|pit|catcher|trap|dev)|greenmail|smtp4dev/i;

/** Of a key or variable that names the host of a server. */
const hostName =
  /(?:(?<!local|helo_?|proxy_?)(?:(?:smart|relay)?host(?:_?name)?|server)|(?<=smtp_?|\W|^)addr(?:ess)?)['"]?/;

/** Between a name and its value, also in `put(name, value)`, `name: X, value: Y` and `name value`. */
const assignment =
  /(?<sign>\s*(?:=>|:=|[:=\x01]|,(?<=(?:put|set\w*)\x01[^,]+,))|\s+value:|(?<=^\s*(?:ENV )?\w+)[ \t](?!\s*[=:]))/;

/** Calls whose first argument is the host. */
const hostCall = /(?:smtp\w*|connect\w*|dial\w*|sendmail|new\w*|start|createtransport)\x01(?:\w+\s*[=:])?/;

const hostValue = /(?:[^@\s'"/]+@)?(?<value>[^\s'",;{}\x01\x02/]+)(?=[\s'",;{}\x02/]|$)/;

const addressScheme = /smtps?:\/\//;

/** What names a host: a key or a call (behind it \x01 for its bracket) with its value, or an address. */
const naming = new RegExp(
  `(?:(?:${hostName.source}${assignment.source}|${hostCall.source})[ \\t]*['"]?(?:${addressScheme.source})?|${addressScheme.source})${hostValue.source}`,
  'gim',
);

const mailName = /smtp|mail/i;

/** Keys and calls between a setting of TLS and the object that names the host. */
const innerName = /^$|tls|ssl|opt|secur|prop|conf|auth|transport|param|^\d/i;

/** What makes a connection for mail: where it is given no host, the host is not known. */
const maker = /(?:transport(?:er)?|client|dialer|smtp(?:_ssl)?)$/i;

/** Characters looked at on either side. */
const reach = 3_000;

/** Text with closed brackets out of the way: objects and blocks blank, calls and subscripts kept. */
function flatten(text: string): string {
  let flat = text.replace(/\[::1\]/g, '::1');
  for (let last = '', round = 0; flat !== last && round < 12; round++) {
    last = flat;
    flat = flat.replace(/([([{])([^()[\]{}]*)[)\]}]/g, (_whole, open: string, inner: string, at: number) =>
      open === '(' && !inner.includes('=>')
        ? `\x01${inner.replace(/\s+/g, ' ')}\x02`
        : open === '[' && (/^[\r\n]?$/.test(flat.charAt(at - 1)) || /^['":\w.-]*$/.test(inner))
          ? `.${inner.replace(/['":]/g, '')}`
          : ' ',
    );
  }
  return flat;
}

/** The name that a text ends with. */
function nameAtEnd(text: string): string {
  return (/[\w$.>'":-]*$/.exec(text.slice(-120))?.[0] ?? '').replace(/^['":.>-]+/, '');
}

/** The name of what follows a text: `"tls": `, `mail.tls = `, `callback = (a, b) => `. */
function nameBefore(text: string): string {
  return nameAtEnd(text.slice(-400).replace(/['"]?\s*(?:=>|[:=,]+)?\s*(?:\x01[^\x01\x02]*\x02\s*=>)?\s*['"]?\s*$/, ''));
}

/**
 * Whether all hosts that a level names for a setting are local; undefined where it names none.
 * @param header What stands before the level: only a call there counts.
 * @param own The setting, or what it stands in, as this level names it.
 * @param isOwn Whether a mere `host` of this level is that of the setting.
 * @param all Where a variable may have its value from.
 */
function judge(header: string, direct: string, own: string, isOwn: boolean, all: string): boolean | undefined {
  const text = header + direct;
  const sure: boolean[] = [];
  const likely: boolean[] = [];
  const begins = (name: string): boolean => name !== '' && own.toLowerCase().startsWith(name.toLowerCase());
  for (const { 0: whole, index, groups } of text.matchAll(naming)) {
    const { sign = '\x01', value = '' } = groups ?? {};
    const isCall = sign.endsWith('\x01');
    if (index < header.length && !isCall) continue;
    const before = text.slice(0, index);
    const stem = nameAtEnd(before);
    const [, variable = ''] = /([\w$]+)\s*:?=\s*(?:await |new )?[\w$.:]*$/.exec(before.slice(-120)) ?? [];
    const [, known = value] =
      (/^\w+$/.test(value) && new RegExp(`\\b${value}['"]?\\s*:?[:=]\\s*['"]([^'"]+)`).exec(all)) || [];
    const isSure =
      begins(stem) || (isCall && (begins(`${variable}.`) || index + whole.indexOf('\x01') === header.length));
    const isLikely =
      stem === '' && !isCall
        ? isOwn || sign === ' '
        : mailName.test(stem + whole.slice(0, -value.length)) && (isCall || !mailName.test(own));
    if (isSure || isLikely) (isSure ? sure : likely).push(localHost.test(known));
  }
  const hosts = sure.length > 0 ? sure : likely;
  return hosts.length > 0 ? hosts.every(Boolean) : undefined;
}

/** A section, and an account of msmtp, is further out than anything else. */
function depthOf(line: string): number {
  return /^\s*(?:\.[\w.-]+\s*$|account\s)/.test(line) ? -1 : indentOf(line);
}

/** Where no bracket is open: sections, mappings of YAML and blocks of Python by their indentation. */
function judgeLines(lines: readonly string[], at: number, setting: string, wasInner: boolean, all: string): boolean {
  let [first, last, own, isInner] = [at, at, setting, wasInner];
  for (;;) {
    const content = lines[first] ?? '';
    const depth = depthOf(content);
    const [, named] = /^\s*- name:\s*['"]?(\w+)/.exec(content) ?? [];
    const ends = (line: string): boolean => depthOf(line) < depth && line.trim() !== '';
    const up = lines.findLastIndex((line, index) => index < first && ends(line));
    const down = lines.findIndex((line, index) => index > last && ends(line));
    last = down < 0 ? lines.length : down;
    const header = lines[up] ?? '';
    const isItem = /^\s*- /.test(header);
    const isFirst = first === at;
    own = named ?? own;
    // What is further in is another's, but for calls; another entry of a list too, unless it is a name with its value.
    const direct = lines
      .slice(up + 1, last)
      .filter(
        (line) =>
          named !== undefined ||
          (depthOf(line) === depth && (isFirst || depth % 1 === 0 || /- ['"]?\w+=/.test(line))) ||
          (isFirst && line.includes('\x01')),
      );
    const text = [isItem ? '' : header, isItem ? header : '', ...direct].map((line) => line.replace(/^(\s*)- /, '$1'));
    const isOwn = mailName.test(header) || (isInner && /- |:\s*$/.test(header));
    const verdict = judge(text.shift() ?? '', `\n${text.join('\n')}`, own, isOwn, all);
    if (verdict !== undefined || up < 0) return verdict === true;
    const key = keyOf(header);
    isInner &&= isItem || innerName.test(key ?? ' ');
    own = key ?? own;
    first = up;
    last--;
  }
}

/** @param offset Of the value of the setting, in a text without comments. */
export function isForLocalHost(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - reach), offset);
  let after = text.slice(offset, offset + reach);
  const all = before + after;
  const address = /smtps?:\/\/(?:[^@\s'"]+@)?([^\s'"]+)$/i.exec(before)?.[1];
  if (address !== undefined) return localHost.test(address);
  const tagged = before.replace(/<(?=\w+\s[^<>{};]*$)/, '{');
  if (tagged !== before) after = after.replace('>', '}');
  const flat = flatten(tagged);
  const opened = flat.match(/[([{]/g) ?? [];
  const lefts = flat.split(/[([{]/).map((piece) => piece.replace(/^[^]*[)\]}]/, ''));
  const rights = flatten(after)
    .split(/[)\]}]/)
    .map((piece) => piece.replace(/[([{][^]*$/, ''));
  let own = nameBefore(lefts.at(-1) ?? '');
  let isInner = true;
  for (let depth = opened.length; depth > 0; depth--) {
    const bracket = opened[depth - 1];
    const line = /[^;\r\n]*$/.exec((lefts[depth - 1] ?? '').trimEnd())?.[0] ?? '';
    const name = nameBefore(line.replace(/\barray$/i, ''));
    const isData = bracket !== '{' || /(?:[^\w\x02]|^|return|new \w+)$/.test(line);
    const direct = `${bracket === '(' ? '\x01' : ' '}${lefts[depth] ?? ''} ${rights[opened.length - depth] ?? ''}`;
    const isOwn = mailName.test(isData ? name : line) || (isInner && isData);
    const verdict = judge(line, direct, own, isOwn, all);
    if (verdict !== undefined) return verdict;
    if (maker.test(line)) return false;
    isInner &&= innerName.test(name);
    if (name !== '' && !(bracket === '(' && mailName.test(own))) own = name;
  }
  const above = (lefts[0] ?? '').split(/\r\n|\r|\n/);
  const [rest = '', ...below] = (rights[opened.length] ?? '').split(/\r\n|\r|\n/);
  const content = `${above.pop() ?? ''} ${rest}`;
  return judgeLines([...above, content, ...below], above.length, own, isInner, all);
}
