// Offsets in a text as lines and columns, as editors count lines.

/** Offsets of the first character of each line. */
export function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

export interface TextPosition {
  /** Both count from 0; columns in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}

export function positionAt(starts: readonly number[], offset: number): TextPosition {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low, column: offset - (starts[low] ?? 0) };
}
