// PowerShell: which statement a parameter belongs to, through strings, tables (`@{…}`), splatting and continued lines.

/** From the bracket that opens it; a table's entries and a block's statements are in it. */
interface Frame {
  readonly open: number;
  end: number;
  readonly outer: Statement | undefined;
}

interface Statement {
  readonly frame: Frame;
  readonly begin: number;
  end: number;
}

/** What begins at `from`, up to the next of them. */
interface Span {
  readonly from: number;
  readonly statement: Statement;
  readonly isString: boolean;
}

/** Of one statement, and uses of one variable, at most. */
const longest = 4_000;
const mostUses = 20;

const doubleQuotes = '"“”„';

/** Behind the quote that closes the string; undefined where none does. PowerShell takes typographic quotes for plain ones. */
function endOfString(text: string, open: number): number | undefined {
  const isDouble = doubleQuotes.includes(text[open] ?? '');
  if (text[open - 1] === '@' && /^.[ \t]{0,80}[\r\n]/.test(text.slice(open, open + 90))) {
    const close = text.indexOf(`\n${text[open] ?? ''}@`, open);
    return close < 0 ? undefined : close + 3;
  }
  const marks = isDouble ? /[`"“”„]/g : /['‘’‚‛]/g;
  marks.lastIndex = open + 1;
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    // An escaped character, or two quotes that stand for one.
    const next = text[marks.lastIndex] ?? '';
    if (match[0] !== '`' && !(isDouble ? doubleQuotes : `'‘’‚‛`).includes(next || ' ')) return marks.lastIndex;
    marks.lastIndex++;
  }
  return undefined;
}

/**
 * One pass over a text without comments. What it gives tells of a place which statements it has to do with, each with
 * its cmdlet first where it has one: that of a parameter, those that a table is splatted on; none for what is only
 * said (a string) or reported (an object).
 */
export function openStatements(text: string): (from: number, to: number) => readonly string[] {
  let statement: Statement = { frame: { open: -1, end: text.length, outer: undefined }, begin: 0, end: text.length };
  const spans: Span[] = [{ from: 0, statement, isString: false }];
  const uses = new Map<string, Statement[]>();
  const marks = /`\r?[^]|["“”„'‘’‚‛({})|;\r\n]|@\w{1,100}/g;
  const enter = (frame: Frame, begin: number): void => {
    statement = { frame, begin, end: text.length };
    spans.push({ from: begin, statement, isString: false });
  };
  for (let match = marks.exec(text); match !== null; match = marks.exec(text)) {
    const [mark] = match;
    const { index } = match;
    const { frame } = statement;
    if (mark.startsWith('`')) continue;
    if (mark.length > 1) {
      const name = mark.slice(1).toLowerCase();
      uses.set(name, [...(uses.get(name) ?? []), statement].slice(0, mostUses));
    } else if (mark === '{' || mark === '(') enter({ open: index, end: text.length, outer: statement }, index + 1);
    else if (mark === '}' || mark === ')') {
      statement.end = index;
      frame.end = index;
      if (frame.outer !== undefined) {
        statement = frame.outer;
        spans.push({ from: index + 1, statement, isString: false });
      }
    } else if (/[|;\r\n]/.test(mark)) {
      // After a comma or an equals sign the statement goes on.
      if (/[;|]/.test(mark) || !/[,=][ \t\r]{0,80}$/.test(text.slice(Math.max(0, index - 80), index))) {
        statement.end = index;
        enter(frame, index + 1);
      }
    } else {
      const end = endOfString(text, index);
      if (end === undefined) continue;
      spans.push({ from: index, statement, isString: true }, { from: end, statement, isString: false });
      marks.lastIndex = end;
    }
  }

  const spanAt = (offset: number): Span | undefined => {
    let low = 0;
    let high = spans.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((spans[middle]?.from ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return spans[low];
  };
  const textOf = (begin: number, end: number): string => text.slice(begin, Math.min(end, begin + longest));
  /** From its cmdlet on. */
  const shown = ({ begin, end }: Statement): string =>
    textOf(begin, end).replace(/^[^]{0,200}?(?=(?<![\w-])[a-z]{1,30}-[a-z]\w{1,60}(?![\w-]))/i, '');
  const splatted = (variable: string): readonly string[] => (uses.get(variable.toLowerCase()) ?? []).map(shown);

  return (from, to) => {
    const span = spanAt(from);
    if (span === undefined || (span.isString && span === spanAt(to - 1))) return [];
    const { frame, begin } = span.statement;
    const { open, outer } = frame;
    if (text[open - 1] === '@' && text[open] === '{' && outer !== undefined) {
      const head = text.slice(Math.max(outer.begin, open - 300), open - 1);
      if (/\[pscustomobject\]\s{0,20}(?:\[ordered\]\s{0,20})?$|-Property[\s:]{1,20}$/i.test(head)) return [];
      const table = textOf(open, frame.end);
      const variable = /\$(?:\w{1,20}:)?(\w{1,100})\s{0,40}\+?=[^=]{0,40}$/.exec(head)?.[1];
      const statements = variable === undefined ? [] : splatted(variable);
      return statements.length === 0 ? [table] : statements.map((one) => `${one}\n${table}`);
    }
    // $table.Name = value, $table['Name'] = value
    const variable = /^\s{0,200}\$(?:\w{1,20}:)?(\w{1,100})(?:\.|\[['"]?)$/.exec(text.slice(begin, from))?.[1];
    return variable === undefined ? [shown(span.statement)] : splatted(variable);
  };
}
