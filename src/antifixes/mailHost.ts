// Whether a setting is for a mail server on this machine: by the host that its own object, call, section or prefix names.

import { indentOf, keyOf } from './indents.ts';

/** Mail that does not leave this machine, or that nobody gets. */
const localWords = 'localhost\\b|127\\.\\d|::1';
const nobody = 'mail(?:hog|pit|catcher|trap|dev)|greenmail|smtp4dev';
const localHost = new RegExp(`^(?:${localWords})|${nobody}`, 'i');
const localAnywhere = new RegExp(`${localWords}|${nobody}`, 'i');

const keys =
  '(?<!local|helo_?|proxy_?)(?:(?:smart|relay)?host(?:_?name)?|server(?!\\s{0,8}:?=\\s{0,8}(?:await |new )?[\\w.]{1,60}\\x01))|(?<=smtp_?|\\W|^)addr(?:ess)?';
const calls =
  'smtp(?:_ssl|client)?|connect(?:async)?|dial(?:er)?|sendmail|newclient|newdialer|(?<=smtp\\.)(?:new|start)|createtransport';
const signs =
  '[ \\t]{0,8}(?:=>|:=|[:=,\\x01])|\\s{1,80}value:|(?<=^[ \\t]{0,20}(?:ENV )?\\w{1,60})[ \\t]|(?<=-smtpserver)[ \\t:]';

/** What names a host: a key or a call with its value, or an address. */
const naming = new RegExp(
  `(?:(?:(?:${keys})['"]?(?<sign>${signs})|(?:${calls})[ \\t]{0,4}\\x01(?:\\w{1,20}[ \\t]{0,4}[=:])?)[ \\t]{0,20}['"]?(?:smtps?://)?|smtps?://)(?:[^@\\s'"/]{1,200}@)?(?<value>[^\\s'",;{}\\x01\\x02/]{1,200})`,
  'gim',
);

const mailName = /smtp|mail/i;

/** Keys and calls between a setting of TLS and the object that names the host. */
const innerName = /^$|tls|ssl|opt|secur|prop|conf|auth|transport|param|array|dict|^\d|^value$/i;

/** What makes a connection for mail: where it is given no host, the host is not known. */
const maker = /(?:createTransport(?:er)?|client|dialer|smtp(?:_ssl)?)$/i;

/** Characters looked at on either side. */
const reach = 3_000;

/** Text with closed brackets out of the way: objects and blocks blank, calls and subscripts kept. */
function flatten(text: string): string {
  let flat = text.replace(/\[::1\]/g, '::1');
  for (let round = 0; round < 12; round++) {
    const next = flat.replace(
      /(\btry\s{0,8})?([([{])([^()[\]{}]*)[)\]}]/g,
      (_whole, isTry: string | undefined, open: string, inner: string, at: number) => {
        if (open === '{') return isTry === undefined ? ' ' : ` ${inner} `;
        if (open === '(') return inner.includes('=>') ? ' ' : `\x01${inner.replace(/\s+/g, ' ')}\x02`;
        const isSection = at === 0 || /[\r\n]/.test(flat.charAt(at - 1));
        return isSection || /^['":\w.-]*$/.test(inner) ? `.${inner.replace(/['":]/g, '')}` : ' ';
      },
    );
    if (next === flat) break;
    flat = next;
  }
  return flat;
}

/** The name that a text ends with. */
function nameAtEnd(text: string): string {
  return (/[\w$.>'":-]*$/.exec(text.slice(-120))?.[0] ?? '').replace(/^['":.>-]+/, '');
}

/** The name of what follows a text: `"tls": `, `mail.tls = `, `callback = (a, b) => `. */
function nameBefore(text: string): string {
  const cut = text.slice(-400).trimEnd();
  return nameAtEnd(
    cut
      .replace(/\x01[^\x01\x02]*\x02\s*=>$/, '')
      .trimEnd()
      .replace(/['"\]]?\s{0,20}(?:=>|:=|[:=,])?\s{0,20}['"]?$/, ''),
  );
}

interface Level {
  /** What stands before it: only a call there counts. */
  readonly header: string;
  readonly text: string;
  /** The setting, or what it stands in, as this level names it. */
  readonly own: string;
  /** Whether a mere `host` of this level is that of the setting. */
  readonly isOwn: boolean;
}

/** Whether all hosts that a level names for a setting are local; undefined where it names none. */
function judgeLevel({ header, text: direct, own, isOwn }: Level, all: string): boolean | undefined {
  const text = header + direct;
  const sure: boolean[] = [];
  const likely: boolean[] = [];
  const begins = (name: string): boolean => name !== '' && own.toLowerCase().startsWith(name.toLowerCase());
  for (const { 0: whole, index, groups } of text.matchAll(naming)) {
    const { sign = '\x01', value = '' } = groups ?? {};
    const isCall = sign.endsWith('\x01');
    if (index < header.length && !isCall) continue;
    const before = text.slice(Math.max(0, index - 120), index);
    const stem = nameAtEnd(before);
    const variable = isCall ? /([\w$]+)\s*:?=\s*(?:await |new )?[\w$.:]*$/.exec(before)?.[1] : undefined;
    const known = /^\w{2,60}$/.test(value)
      ? new RegExp(`\\b${value}['"]?[ \\t]{0,8}:?[:=][ \\t]{0,8}['"]([^'"\\n]{1,200})`).exec(all)?.[1]
      : undefined;
    const isLocal = localHost.test(known ?? value);
    const isEnclosing = isCall && index + whole.indexOf('\x01') === header.length;
    if (
      isEnclosing ||
      begins(stem) ||
      (variable !== undefined && begins(variable) && /^\W/.test(own.slice(variable.length)))
    ) {
      sure.push(isLocal);
    } else if (
      stem === '' && !isCall
        ? isOwn || sign === ' '
        : mailName.test(stem + whole.slice(0, -value.length)) && (isCall || !mailName.test(own))
    ) {
      likely.push(isLocal);
    }
  }
  const hosts = sure.length > 0 ? sure : likely;
  return hosts.length > 0 ? hosts.every(Boolean) : undefined;
}

/** Where no bracket is open: sections, mappings of YAML and blocks of Python by their indentation. */
function judgeLines(above: string[], below: string[], all: string, setting: string, wasInner: boolean): boolean {
  let own = setting;
  let isInner = wasInner;
  let content = `${above.pop() ?? ''} ${below.shift() ?? ''}`;
  for (let isFirst = true; ; isFirst = false) {
    const indent = indentOf(content);
    const named = /^\s*-\s+name:\s*['"]?(\w+)/.exec(content)?.[1];
    own = named ?? own;
    const lines = [content];
    const isSection = (line: string): boolean => /^[ \t]*(?:\.[\w.-]+[ \t]*$|account[ \t])/.test(line);
    const belongs = (line: string): boolean =>
      named !== undefined ||
      (indentOf(line) === indent && (isFirst || Number.isInteger(indent) || /^\s*-\s*['"]?\w+=/.test(line))) ||
      (isFirst && line.includes('\x01'));
    let header = '';
    while (header === '' && above.length > 0) {
      const line = above.pop() ?? '';
      if (line.trim() === '') continue;
      if (isSection(line) || indentOf(line) < indent) header = line;
      else if (belongs(line)) lines.unshift(line);
    }
    while (below.length > 0) {
      const line = below[0] ?? '';
      if (line.trim() !== '' && (isSection(line) || indentOf(line) < indent)) break;
      below.shift();
      if (belongs(line)) lines.push(line);
    }
    const isItem = header.trimStart().startsWith('- ');
    const key = keyOf(header);
    const verdict = judgeLevel(
      {
        header: isItem ? '' : header,
        text: ['', ...(isItem ? [header.replace('-', ' ')] : []), ...lines].join('\n'),
        own,
        isOwn: mailName.test(header) || (isInner && (isItem || /:[ \t]*$/.test(header))),
      },
      all,
    );
    if (verdict !== undefined) return verdict;
    if (header === '' || isSection(header)) return false;
    isInner &&= isItem || innerName.test(key ?? ' ');
    own = key ?? own;
    content = header;
  }
}

/** @param offset Of the value of the setting, in a text without comments. */
export function isForLocalHost(text: string, offset: number): boolean {
  let before = text.slice(Math.max(0, offset - reach), offset);
  let after = text.slice(offset, offset + reach);
  const all = before + after;
  if (!localAnywhere.test(all)) return false;
  const address = /smtps?:\/\/(?:[^@\s'"]{1,200}@)?([^\s'"]{1,300})$/i.exec(before)?.[1];
  if (address !== undefined) return localHost.test(address);
  const tag = before.lastIndexOf('<');
  if (/^<\w[\w.:-]{0,60}\s[^<>{};]*$/.test(before.slice(tag))) {
    before = `${before.slice(0, tag)}{${before.slice(tag + 1)}`;
    after = after.replace('>', '}');
  }
  const flat = flatten(before);
  const opened = flat.match(/[([{]/g) ?? [];
  const lefts = flat.split(/[([{]/).map((piece) => piece.replace(/^[^]*[)\]}]/, ''));
  const rights = flatten(after)
    .split(/[)\]}]/)
    .map((piece) => piece.replace(/[([{][^]*$/, ''));
  let own = nameBefore(lefts.at(-1) ?? '');
  let isInner = true;
  for (let depth = opened.length; depth > 0; depth--) {
    const isCall = opened[depth - 1] === '(';
    const line = /[^;\r\n]*$/.exec((lefts[depth - 1] ?? '').trimEnd())?.[0] ?? '';
    const name = nameBefore(line.replace(/\barray$/i, ''));
    const isData = opened[depth - 1] !== '{' || !/[\w\x02]$/.test(line) || /\b(?:return|new [\w.]+)$/.test(line);
    const level = {
      header: line,
      text: `${isCall ? '\x01' : ' '}${lefts[depth] ?? ''} ${rights[opened.length - depth] ?? ''}`,
      own,
      isOwn: mailName.test(isData ? name : line) || (isInner && isData),
    };
    const verdict = judgeLevel(level, all);
    if (verdict !== undefined) return verdict;
    if (maker.test(line)) return false;
    isInner &&= innerName.test(name);
    if (name !== '' && !(isCall && mailName.test(own))) own = name;
  }
  const above = (lefts[0] ?? '').split(/\r\n|\r|\n/);
  const below = (rights[opened.length] ?? '').split(/\r\n|\r|\n/);
  return judgeLines(above, below, all, own, isInner);
}
