// Which brackets are open at a place of a text, and what stands in them beside it.

/** Stand for the brackets of a call that is closed, so that it can be told from those that are open. */
export const callOpens = '\x01';
export const callCloses = '\x02';

/** Brackets within brackets that are closed one after the other; what is deeper is no setting that a person wrote. */
const deepest = 12;

/** An IPv6 address is no list. */
const ownAddress = /\[::1\]/g;

/** One that holds no other. */
const closedBracket = /([([{])([^()[\]{}]*)[)\]}]/g;

/** Text with closed brackets out of the way: objects and blocks blank, calls, subscripts and `[section]` kept. */
function flatten(text: string): string {
  let flat = text.replace(ownAddress, '::1');
  for (let last = '', round = 0; flat !== last && round < deepest; round++) {
    last = flat;
    flat = flat.replace(closedBracket, (_whole, open: string, inner: string, at: number) => {
      // What holds a function is looked upon as a block.
      if (open === '(' && !inner.includes('=>')) return `${callOpens}${inner.replace(/\s+/g, ' ')}${callCloses}`;
      const isAtLineStart = /^[\r\n]?$/.test(last.charAt(at - 1));
      const isName = open === '[' && (isAtLineStart || /^['":\w.-]*$/.test(inner));
      return isName ? `.${inner.replace(/['":]/g, '')}` : ' ';
    });
  }
  return flat;
}

/** A bracket that is open at the place. */
export interface OpenBracket {
  readonly sign: string;
  /** The statement or line that it stands in, up to it. */
  readonly line: string;
  /** What stands in it, but not in a further bracket, before the place and behind it. */
  readonly left: string;
  readonly right: string;
}

export interface OpenBrackets {
  /** The innermost first. */
  readonly brackets: readonly OpenBracket[];
  /** What stands in none of them, before the place and behind it. */
  readonly left: string;
  readonly right: string;
}

/** A tag of XML is a bracket around its attributes. */
function tagAsBracket(before: string, after: string): readonly [before: string, after: string] {
  const tagged = before.replace(/<(?=\w+\s[^<>{};]*$)/, '{');
  return tagged === before ? [before, after] : [tagged, after.replace('>', '}')];
}

/** @param before The text before the place; what stands behind a bracket that closes too much does not count. */
export function openBrackets(before: string, after: string): OpenBrackets {
  const [beforeTag, afterTag] = tagAsBracket(before, after);
  const flat = flatten(beforeTag);
  const signs = flat.match(/[([{]/g) ?? [];
  // From the outermost to the innermost, and back.
  const lefts = flat.split(/[([{]/).map((piece) => piece.replace(/^[^]*[)\]}]/, ''));
  const rights = flatten(afterTag)
    .split(/[)\]}]/)
    .map((piece) => piece.replace(/[([{][^]*$/, ''));
  const brackets = signs.map((sign, index) => ({
    sign,
    line: /[^;\r\n]*$/.exec((lefts[index] ?? '').trimEnd())?.[0] ?? '',
    left: lefts[index + 1] ?? '',
    right: rights[signs.length - 1 - index] ?? '',
  }));
  return { brackets: brackets.reverse(), left: lefts[0] ?? '', right: rights[signs.length] ?? '' };
}
