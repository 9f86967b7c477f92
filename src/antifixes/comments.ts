// Comments as blanks of the same length: what is commented out is no setting, and places stay where they are.

import type { Language } from './antiFix.ts';

interface CommentStyle {
  /** Begin a comment as the first thing on a line. */
  readonly atStart?: readonly string[];
  /** Begin a comment at the start of a line and after white space or a bracket. */
  readonly afterSpace?: readonly string[];
  /** Begin a comment anywhere outside of a string. */
  readonly anywhere?: readonly string[];
  readonly blocks?: readonly (readonly [open: string, close: string])[];
  /** Characters that begin and end a string on one line. */
  readonly quotes?: string;
  /** Characters that begin and end a string over many lines. */
  readonly longQuotes?: string;
  readonly escape?: string;
}

const cLike: CommentStyle = { anywhere: ['//'], blocks: [['/*', '*/']], quotes: `"'`, escape: '\\' };
const hashAtStart: CommentStyle = { atStart: ['#'] };

const styles: Readonly<Record<Language, CommentStyle>> = {
  powershell: { afterSpace: ['#'], blocks: [['<#', '#>']], quotes: `"'`, escape: '`' },
  registry: { atStart: [';'] },
  'connector-export': {},
  'postfix-main': hashAtStart,
  'postfix-master': hashAtStart,
  'postfix-policy': hashAtStart,
  exim: hashAtStart,
  sendmail: { atStart: ['#'], afterSpace: ['dnl '] },
  'sendmail-access': hashAtStart,
  msmtp: hashAtStart,
  cisco: { atStart: ['!'] },
  javascript: { ...cLike, longQuotes: '`' },
  // A string of three quotes is most often a docstring.
  python: {
    anywhere: ['#'],
    blocks: [
      ['"""', '"""'],
      ["'''", "'''"],
    ],
    quotes: `"'`,
    escape: '\\',
  },
  csharp: cLike,
  php: { ...cLike, anywhere: ['//', '#'] },
  java: cLike,
  go: { ...cLike, longQuotes: '`' },
  ruby: { afterSpace: ['#'], blocks: [['\n=begin', '\n=end']], quotes: `"'`, escape: '\\' },
  properties: { atStart: ['#', '!'] },
  yaml: { afterSpace: ['#'], quotes: `"'`, escape: '\\' },
  json: { ...cLike, quotes: '"' },
  xml: { blocks: [['<!--', '-->']] },
  ini: { atStart: ['#', ';'] },
  env: { afterSpace: ['#'], quotes: `"'`, escape: '\\' },
  shell: { afterSpace: ['#'], atStart: ['::', 'rem ', 'REM '], quotes: `"'`, escape: '\\' },
};

const beforeComment = /[\s;(){}|,]/;

function isLineEnd(character: string): boolean {
  return character === '\n' || character === '\r';
}

/** One pass over the text. */
export function maskComments(text: string, language: Language): string {
  const {
    atStart = [],
    afterSpace = [],
    anywhere = [],
    blocks = [],
    quotes = '',
    longQuotes = '',
    escape,
  } = styles[language];
  if (atStart.length + afterSpace.length + anywhere.length + blocks.length === 0) return text;
  const pieces: string[] = [];
  let kept = 0;
  let index = 0;
  let isBlankSoFar = true;
  let quote = '';
  const blankUntil = (end: number): void => {
    pieces.push(text.slice(kept, index), text.slice(index, end).replace(/[^\r\n]/g, ' '));
    kept = end;
    index = end;
  };
  const endOfLine = (): number => {
    let end = index;
    while (end < text.length && !isLineEnd(text[end] ?? '')) end++;
    return end;
  };
  while (index < text.length) {
    const character = text[index] ?? '';
    if (quote !== '') {
      if (character === escape) index++;
      else if (character === quote || (isLineEnd(character) && !longQuotes.includes(quote))) quote = '';
      if (isLineEnd(character)) isBlankSoFar = true;
      index++;
      continue;
    }
    const block = blocks.find(([open]) => text.startsWith(open, index));
    if (block !== undefined) {
      const close = text.indexOf(block[1], index + block[0].length);
      blankUntil(close < 0 ? text.length : close + block[1].length);
      continue;
    }
    const before = index === 0 ? '\n' : (text[index - 1] ?? '');
    const begins =
      anywhere.some((mark) => text.startsWith(mark, index)) ||
      (isBlankSoFar && atStart.some((mark) => text.startsWith(mark, index))) ||
      (beforeComment.test(before) && afterSpace.some((mark) => text.startsWith(mark, index)));
    if (begins) {
      blankUntil(endOfLine());
      continue;
    }
    if (quotes.includes(character) || longQuotes.includes(character)) quote = character;
    isBlankSoFar = isLineEnd(character) || (isBlankSoFar && (character === ' ' || character === '\t'));
    index++;
  }
  pieces.push(text.slice(kept));
  return pieces.join('');
}
