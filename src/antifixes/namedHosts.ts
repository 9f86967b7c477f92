// Which hosts a level of a text (an object, a call, a section, a block) names, and whether those of a setting are local.

import { callCloses, callOpens } from './brackets.ts';

/** Mail that does not leave this machine, or that nobody gets. */
const localHost = /^(?:localhost\b|127\.\d|::1)|mail(?:hog|pit|catcher|trap|dev)|greenmail|smtp4dev/i;

export function isLocalHost(host: string): boolean {
  return localHost.test(host);
}

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

export function isOfMail(name: string): boolean {
  return mailName.test(name);
}

/** The name that a text ends with. */
function nameAtEnd(text: string): string {
  return (/[\w$.>'":-]*$/.exec(text.slice(-120))?.[0] ?? '').replace(/^['":.>-]+/, '');
}

/** Between a name and what it names, up to the parameters of a function: ` = `, `": `, ` = (a, b) => `. */
const namedBy = new RegExp(
  `['"]?\\s*(?:=>|[:=,]+)?\\s*(?:${callOpens}[^${callOpens}${callCloses}]*${callCloses}\\s*=>)?\\s*['"]?\\s*$`,
);

/** The name of what follows a text: `"tls": `, `mail.tls = `, `callback = (a, b) => `. */
export function nameBefore(text: string): string {
  return nameAtEnd(text.slice(-400).replace(namedBy, ''));
}

/** The variable that what follows a text is assigned to: `const a = await `, `a := mail.`. */
function variableBefore(text: string): string {
  return /([\w$]+)\s*:?=\s*(?:await |new )?[\w$.:]*$/.exec(text.slice(-120))?.[1] ?? '';
}

/** A value, or what a text says it is where it is the name of a variable. */
function resolved(value: string, text: string): string {
  if (!/^\w+$/.test(value)) return value;
  return new RegExp(`\\b${value}['"]?\\s*:?[:=]\\s*['"]([^'"]+)`).exec(text)?.[1] ?? value;
}

/** What stands around a setting, or around what it stands in. */
export interface Level {
  /** What stands before the level: only a call there counts. */
  readonly header: string;
  /** What stands in it, but not further in. */
  readonly content: string;
  /** The setting, or what it stands in, as this level names it. */
  readonly own: string;
  /** Whether a mere `host` of this level is that of the setting. */
  readonly isOwn: boolean;
}

/**
 * Whether all hosts that a level names for a setting are local; undefined where it names none.
 * @param source Where a variable may have its value from.
 */
export function namesLocalHosts({ header, content, own, isOwn }: Level, source: string): boolean | undefined {
  const text = header + content;
  // Those that begin as the setting does (SMTP_HOST, SMTP_TLS), or are of the same object or call; the others of mail.
  const sure: boolean[] = [];
  const likely: boolean[] = [];
  const isStemOfOwn = (name: string): boolean => name !== '' && own.toLowerCase().startsWith(name.toLowerCase());
  for (const { 0: whole, index, groups } of text.matchAll(naming)) {
    // Where there is no sign, a call or an address named it.
    const { sign = callOpens, value = '' } = groups ?? {};
    const isCall = sign.endsWith(callOpens);
    if (index < header.length && !isCall) continue;
    const before = text.slice(0, index);
    const stem = nameAtEnd(before);
    const isCallAroundLevel = index + whole.indexOf(callOpens) === header.length;
    if (isStemOfOwn(stem) || (isCall && (isStemOfOwn(`${variableBefore(before)}.`) || isCallAroundLevel))) {
      sure.push(isLocalHost(resolved(value, source)));
      continue;
    }
    const isMere = stem === '' && !isCall;
    const isLikely = isMere
      ? isOwn || sign === ' '
      : isOfMail(stem + whole.slice(0, -value.length)) && (isCall || !isOfMail(own));
    if (isLikely) likely.push(isLocalHost(resolved(value, source)));
  }
  const hosts = sure.length > 0 ? sure : likely;
  return hosts.length > 0 ? hosts.every(Boolean) : undefined;
}
