// One argument as a word of a command line, for the shells that people paste into.

/** `posix`: sh, bash, zsh. `powershell`: Windows PowerShell and PowerShell 7. */
export type Shell = 'posix' | 'powershell';

/** Made of characters that mean nothing to the shell, wherever in a word they stand: such a word stays bare. */
const plainWords: Readonly<Record<Shell, RegExp>> = {
  posix: /^[A-Za-z0-9_./:+=-]+$/,
  // Windows PowerShell cuts a bare word in two at the first dot or colon when it begins with a dash.
  powershell: /^(?:[A-Za-z0-9_/][A-Za-z0-9_./:+=-]*|-[A-Za-z0-9_-]+)$/,
};

/** No argument of a program can hold a NUL. */
function withoutNul(text: string): string {
  return text.replaceAll('\0', '');
}

/** A single-quoted string of a POSIX shell: nothing inside is special but the quote itself. */
function quotePosix(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** PowerShell takes the typographic quotes for its own: each of the five ends a string, and doubled stands for itself. */
export function quotePowerShell(text: string): string {
  return `'${withoutNul(text).replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}

export function quoteWord(text: string, shell: Shell): string {
  const word = withoutNul(text);
  if (plainWords[shell].test(word)) return word;
  return shell === 'posix' ? quotePosix(word) : quotePowerShell(word);
}

export function formatCommandLine(words: readonly string[], shell: Shell): string {
  return words.map((word) => quoteWord(word, shell)).join(' ');
}
