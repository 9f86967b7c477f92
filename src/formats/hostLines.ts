// A list of hosts as people keep it: one a line, with remarks behind a "#".

export interface HostLine {
  /** From 1. */
  readonly line: number;
  readonly text: string;
}

/** Lines with nothing but white space and remarks are left out. */
export function splitHostLines(text: string): readonly HostLine[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ line: index + 1, text: line.replace(/#.*/, '').trim() }))
    .filter(({ text: host }) => host !== '');
}
