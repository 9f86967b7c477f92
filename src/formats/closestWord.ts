// "Did you mean …": the known word that a person most likely had in mind.

const maximumLength = 40;

function bareLetters(word: string): string {
  return word.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      let distance = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwap) distance = Math.min(distance, (beforeLast[column - 2] ?? 0) + 1);
      current.push(distance);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

/** Undefined: nothing is near enough to be a guess worth making. */
export function closestWord(text: string, words: readonly string[]): string | undefined {
  const bare = bareLetters(text);
  if (bare === '' || bare.length > maximumLength) return undefined;
  let best: { readonly word: string; readonly distance: number } | undefined;
  for (const word of words) {
    const known = bareLetters(word);
    const isPart = bare.length >= 2 && (known.endsWith(bare) || bare.startsWith(known));
    const distance = isPart ? 1 : editDistance(bare, known);
    const isNear = distance <= (Math.max(bare.length, known.length) <= 4 ? 1 : 2);
    if (isNear && (best === undefined || distance < best.distance)) best = { word, distance };
  }
  return best?.word;
}
