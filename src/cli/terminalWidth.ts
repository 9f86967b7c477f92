// How wide a page of text may be.

/** Columns; a pipe or a file gets the width of a plain terminal. */
export function terminalWidth(): number {
  return Math.min(100, Math.max(40, process.stdout.isTTY ? process.stdout.columns || 80 : 80));
}
