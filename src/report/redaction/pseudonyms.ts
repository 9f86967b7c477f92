// The words that stand for names and addresses: each always the same one, none of them a name that really occurs.

import { canonicalAddress } from '../../formats/ipAddress.ts';
import { readPrintableBytes } from '../../formats/printable.ts';
import { parseHost } from '../../formats/targetText.ts';

/** Identify nobody, and are words of these reports: they stay where they stand for themselves. */
const genericWords: ReadonlySet<string> = new Set(
  (
    'smtp smtps esmtp lmtp mail mails mailer mailhost mx relay gateway server servers service services host hosts client ' +
    'localhost localdomain internal external default test example com net org www ftp dns ns tls ssl starttls ehlo helo ' +
    'quit auth size root ca authority certificate certificates intermediate issuing issuer subject key name names web cloud ' +
    'exchange postfix exim sendmail microsoft windows linux debian ubuntu openssl boringssl node office365 outlook google gmail ' +
    'and the for not with from this that none error warning note sound weak broken domain unknown self signed snakeoil ' +
    'some state internet widgits pty ltd gmbh inc llc corp limited company organization organisation department it'
  ).split(' '),
);

const shortestWord = 3;

/** Shorter names of domains stand in words by chance, and every word is held against each of them. */
const shortestInside = 5;
const mostInside = 50;

/** A label before the last that belongs to a registry, as in example.co.uk. */
const secondLevelWords: ReadonlySet<string> = new Set(['co', 'com', 'net', 'org', 'ac', 'gov', 'edu', 'or', 'ne']);

/** A name of more is none of a host, and not looked through. */
const mostLabels = 40;

function isGeneric(word: string): boolean {
  return word.length < shortestWord || genericWords.has(word) || /^\d+$/.test(word);
}

/** One spelling for all of a name: its bytes decoded, in A-labels, in lower case, without the dot of the root. */
export function hostKey(text: string): string {
  const decoded = text.includes('\\') ? readPrintableBytes(text).toString('utf8') : text;
  const bare = decoded.replace(/\.+$/, '').toLowerCase();
  if (/^[\0-\x7f]*$/.test(bare)) return bare;
  const parsed = parseHost(bare);
  return parsed.status === 'parsed' ? parsed.value : bare;
}

/** `192.000.002.001` → `192.0.2.1`; an IPv4 address inside IPv6 is that address. */
export function addressKey(text: string): string | undefined {
  const quad = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) ? text.split('.').map(Number) : undefined;
  const canonical = canonicalAddress(quad === undefined ? text : quad.join('.'));
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(canonical ?? '');
  if (mapped === null) return canonical;
  const [high, low] = [mapped[1], mapped[2]].map((part) => Number.parseInt(part ?? '0', 16));
  return [(high ?? 0) >> 8, (high ?? 0) & 255, (low ?? 0) >> 8, (low ?? 0) & 255].join('.');
}

type Kind = 'host' | 'domain' | 'address' | 'mailbox' | 'name' | 'print' | 'file' | 'input';

export class Pseudonyms {
  readonly #byKey = new Map<string, string>();
  readonly #counts = new Map<Kind, number>();
  readonly #hosts = new Set<string>();
  /** Looked for inside other words, too. */
  readonly #domains: string[] = [];
  /** Single words that give away a host or a domain → the key of what they stand for. */
  readonly #words = new Map<string, readonly [Kind, string]>();
  /** First word → the phrases that begin with it, all in lower case. */
  readonly #phrases = new Map<string, string[]>();
  readonly #phraseKinds = new Map<string, Kind>();

  /** In the order of their first use. */
  tokens(): readonly string[] {
    return [...new Set(this.#byKey.values())];
  }

  of(kind: Kind, key: string): string {
    const id = `${kind} ${key}`;
    const known = this.#byKey.get(id);
    if (known !== undefined) return known;
    let word: string;
    do {
      const count = (this.#counts.get(kind) ?? 0) + 1;
      this.#counts.set(kind, count);
      word = `${kind}-${count}`;
    } while (this.#hosts.has(word) || this.#words.has(word));
    this.#byKey.set(id, word);
    return word;
  }

  /** Takes note of a name. `isIdentity`: of a machine, whose short name and domain give it away, too. */
  addHost(text: string, isIdentity: boolean): void {
    const key = hostKey(text.replace(/^\*\./, ''));
    if (key === '' || addressKey(key) !== undefined) return;
    const labels = key.split('.');
    if (labels.length === 1) {
      if (!isGeneric(key)) this.#words.set(key, ['host', key]);
      return;
    }
    this.#hosts.add(key);
    if (!isIdentity) return;
    const [first = ''] = labels;
    if (labels.length > 2) {
      this.#hosts.add(labels.slice(1).join('.'));
      if (!isGeneric(first) && !this.#words.has(first)) this.#words.set(first, ['host', key]);
    }
    const isBelowRegistry = labels.length > 2 && secondLevelWords.has(labels.at(-2) ?? '');
    const own = labels.at(isBelowRegistry ? -3 : -2) ?? '';
    if (own.length > shortestWord && !isGeneric(own) && !this.#words.has(own)) {
      this.#words.set(own, ['domain', own]);
      if (own.length >= shortestInside && this.#domains.length < mostInside) this.#domains.push(own);
    }
  }

  /** Takes note of an owner's name, a file's or an input: any text with a word in it. */
  addPhrase(kind: 'name' | 'file' | 'input', text: string): void {
    const key = text.trim().toLowerCase();
    const words = key.match(/[\p{L}\p{N}]+/gu) ?? [];
    const [first] = words;
    if (first === undefined || key.length < shortestWord || words.every(isGeneric)) return;
    const phrases = this.#phrases.get(first) ?? [];
    if (phrases.includes(key)) return;
    // The longest first: a part of a name never hides the whole.
    this.#phrases.set(
      first,
      [...phrases, key].sort((one, other) => other.length - one.length),
    );
    this.#phraseKinds.set(key, kind);
  }

  /** The phrase that begins at a word of a text, and its pseudonym. */
  phraseAt(
    text: string,
    index: number,
  ): { readonly from: number; readonly until: number; readonly word: string } | undefined {
    const [first] = /^[\p{L}\p{N}]+/u.exec(text.slice(index, index + 200)) ?? [];
    const candidates = first === undefined ? undefined : this.#phrases.get(first.toLowerCase());
    for (const phrase of candidates ?? []) {
      // Signs may stand before the first word.
      const from = index - phrase.search(/[\p{L}\p{N}]/u);
      const until = from + phrase.length;
      if (from < 0 || text.slice(from, until).toLowerCase() !== phrase) continue;
      if (/^[\p{L}\p{N}]/u.test(text.slice(until, until + 2))) continue;
      return { from, until, word: this.of(this.#phraseKinds.get(phrase) ?? 'name', phrase) };
    }
    return undefined;
  }

  /** The pseudonym of a word or a dotted name that is known, or holds one that is; undefined for any other. */
  ofWord(token: string): string | undefined {
    const key = hostKey(token);
    if (this.#hosts.has(key)) return this.of('host', key);
    const word = this.#words.get(key);
    if (word !== undefined) return this.of(...word);
    const labels = key.split('.');
    if (labels.length === 1) return this.#ofParts(key.split(/[-_]/)) ?? this.#withoutDomains(token);
    const bounded = labels.slice(0, mostLabels);
    const isBelowKnown =
      labels.length > mostLabels ||
      bounded.some((_, from) =>
        bounded.some((_other, until) => until > from && this.#hosts.has(bounded.slice(from, until + 1).join('.'))),
      );
    const holdsWord = key.split(/[-_.]/).some((part) => this.#words.has(part));
    return isBelowKnown || holdsWord ? this.of('host', key) : undefined;
  }

  /** A word with the name of a domain inside, such as MyContosoMail. */
  #withoutDomains(token: string): string | undefined {
    const key = token.toLowerCase();
    for (const domain of this.#domains) {
      const at = key.indexOf(domain);
      if (at < 0) continue;
      return `${token.slice(0, at)}${this.of('domain', domain)}${token.slice(at + domain.length)}`;
    }
    return undefined;
  }

  #ofParts(parts: readonly string[]): string | undefined {
    const found = parts.length < 2 ? undefined : parts.find((part) => this.#words.has(part));
    const word = found === undefined ? undefined : this.#words.get(found);
    return word === undefined ? undefined : this.of(...word);
  }

  /** Of a host field, whatever it holds. */
  ofHost(text: string): string {
    const address = addressKey(text.replace(/^\[(?:IPv6:)?(.*)\]$/i, '$1'));
    if (address !== undefined)
      return text.startsWith('[') ? `[${this.of('address', address)}]` : this.of('address', address);
    const wildcard = text.startsWith('*.') ? '*.' : '';
    return wildcard + this.of('host', hostKey(text.slice(wildcard.length)));
  }
}
