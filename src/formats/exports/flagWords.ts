// True and False as exports write them: a CSV that a spreadsheet saved has them in the language of the spreadsheet.

const words = {
  true: 'true wahr vrai verdadero vero verdadeiro waar prawda sant sand sann pravda tosi igaz истина $true 1',
  false: 'false falsch faux falso onwaar fałsz falskt falsk usann nepravda epätosi hamis ложь $false 0',
} as const;

/** In lower case. */
export const flagWords: ReadonlyMap<string, boolean> = new Map(
  Object.entries(words).flatMap(([value, text]) => text.split(' ').map((word) => [word, value === 'true'] as const)),
);

/** For a pattern without regard to case. */
export function flagPattern(value: keyof typeof words): string {
  return words[value].replaceAll('$', '\\$').replaceAll(' ', '|');
}
