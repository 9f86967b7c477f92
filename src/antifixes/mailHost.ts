// Whether a setting is for a mail server on this machine: by the host that its own object, call, section or prefix names.
// What stands nearest decides: level by level outwards, first through brackets, then through indentation and sections.

import { callCloses, callOpens, openBrackets } from './brackets.ts';
import { indentOf, keyOf } from './indents.ts';
import { isLocalHost, isOfMail, nameBefore, namesLocalHosts } from './namedHosts.ts';

/** Keys and calls between a setting of TLS and the object that names the host. */
const innerName = /^$|tls|ssl|opt|secur|prop|conf|auth|transport|param|^\d/i;

/** What makes a connection for mail: where it is given no host, the host is not known. */
const maker = /(?:transport(?:er)?|client|dialer|smtp(?:_ssl)?)$/i;

/** Before a brace that opens an object rather than a block of statements. */
const beforeObject = new RegExp(`(?:[^\\w${callCloses}]|^|return|new \\w+)$`);

/** Characters looked at on either side. */
const reach = 3_000;

/** A section, and an account of msmtp, is further out than anything else. */
function depthOf(line: string): number {
  return /^\s*(?:\.[\w.-]+\s*$|account\s)/.test(line) ? -1 : indentOf(line);
}

/** Between the nearest lines above and below that are further out than the first of these. */
function blockAround(lines: readonly string[], first: number, last: number): { above: number; below: number } {
  const depth = depthOf(lines[first] ?? '');
  const isOuter = (line: string): boolean => depthOf(line) < depth && line.trim() !== '';
  const below = lines.findIndex((line, index) => index > last && isOuter(line));
  return {
    above: lines.findLastIndex((line, index) => index < first && isOuter(line)),
    below: below < 0 ? lines.length : below,
  };
}

function isListEntry(line: string): boolean {
  return /^\s*- /.test(line);
}

function withoutDash(line: string): string {
  return line.replace(/^(\s*)- /, '$1');
}

/** What is known of a setting on the way outwards. */
interface Setting {
  /** Its name, or that of what it stands in. */
  readonly own: string;
  /** Whether all that was between is part of a connection's settings, so that a mere `host` is for it. */
  readonly isInner: boolean;
}

/** Where no bracket is open: sections, mappings of YAML and blocks of Python by their indentation. */
function isLocalByLines(lines: readonly string[], at: number, setting: Setting, source: string): boolean {
  let [first, last] = [at, at];
  let { own, isInner } = setting;
  for (;;) {
    const line = lines[first] ?? '';
    const depth = depthOf(line);
    const isInnermost = first === at;
    // An entry of a list in the manner of Kubernetes: its name and value are those of a variable.
    const variable = /^\s*- name:\s*['"]?(\w+)/.exec(line)?.[1];
    const { above, below } = blockAround(lines, first, last);
    own = variable ?? own;
    // What is further in is another's, but for calls; another entry of a list too, unless it is a name with its value.
    const isEntryOfAll = (entry: string): boolean => depth % 1 === 0 || /- ['"]?\w+=/.test(entry);
    const direct = lines
      .slice(above + 1, below)
      .filter(
        (entry) =>
          variable !== undefined ||
          (depthOf(entry) === depth && (isInnermost || isEntryOfAll(entry))) ||
          (isInnermost && entry.includes(callOpens)),
      );
    const header = lines[above] ?? '';
    const isItem = isListEntry(header);
    // The first line of an entry of a list is one of the entry, not a key above it.
    const content = [isItem ? header : '', ...direct].map(withoutDash);
    const isOwn = isOfMail(header) || (isInner && /- |:\s*$/.test(header));
    const level = { header: isItem ? '' : withoutDash(header), content: `\n${content.join('\n')}`, own, isOwn };
    const isLocal = namesLocalHosts(level, source);
    if (isLocal !== undefined || above < 0) return isLocal === true;
    const key = keyOf(header);
    isInner &&= isItem || innerName.test(key ?? ' ');
    own = key ?? own;
    [first, last] = [above, below - 1];
  }
}

/** @param offset Of the value of the setting, in a text without comments. */
export function isForLocalHost(text: string, offset: number): boolean {
  const before = text.slice(Math.max(0, offset - reach), offset);
  const after = text.slice(offset, offset + reach);
  const source = before + after;
  const address = /smtps?:\/\/(?:[^@\s'"]+@)?([^\s'"]+)$/i.exec(before)?.[1];
  if (address !== undefined) return isLocalHost(address);

  const { brackets, left, right } = openBrackets(before, after);
  let own = nameBefore(brackets[0]?.left ?? left);
  let isInner = true;
  for (const { sign, line, ...sides } of brackets) {
    const name = nameBefore(line.replace(/\barray$/i, ''));
    const isData = sign !== '{' || beforeObject.test(line);
    const isOwn = isOfMail(isData ? name : line) || (isInner && isData);
    const content = `${sign === '(' ? callOpens : ' '}${sides.left} ${sides.right}`;
    const isLocal = namesLocalHosts({ header: line, content, own, isOwn }, source);
    if (isLocal !== undefined) return isLocal;
    if (maker.test(line)) return false;
    isInner &&= innerName.test(name);
    // A call that is given the settings has no name that the host's would begin with.
    if (name !== '' && !(sign === '(' && isOfMail(own))) own = name;
  }

  const lines = left.split(/\r\n|\r|\n/);
  const [rest = '', ...below] = right.split(/\r\n|\r|\n/);
  const line = `${lines.pop() ?? ''} ${rest}`;
  return isLocalByLines([...lines, line, ...below], lines.length, { own, isInner }, source);
}
