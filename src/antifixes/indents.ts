// What indentation says in YAML and in code.

/** White space before a line; an entry of a list counts as deeper than the key that the list belongs to. */
export function indentOf(line: string): number {
  const [, space = '', dash] = /^([ \t]{0,200})(-[ \t])?/.exec(line) ?? [];
  return space.length + (dash === undefined ? 0 : 0.5);
}

/** The first key of a line, such as `- tls:`. */
export function keyOf(line: string): string | undefined {
  return /^[ \t-]{0,200}['"]?([\w.-]{1,80})['"]?[ \t]{0,20}:/.exec(line)?.[1];
}
