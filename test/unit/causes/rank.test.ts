// The weights: what makes a cause confirmed, likely, possible or ruled out.

import assert from 'node:assert/strict';
import { proof, strong, weak } from '../../../src/causes/cause.ts';
import { likelihoodOf } from '../../../src/causes/rank.ts';

const [settled, good, slight] = [proof('Seen.'), strong('Seen.'), weak('Seen.')];

describe('likelihood', () => {
  const table = [
    ['proof', [settled], [], 'confirmed'],
    ['proof, and strong against it', [settled], [good, good], 'confirmed'],
    ['proof against', [settled, good], [settled], 'ruled-out'],
    ['one strong clue', [good], [], 'likely'],
    ['three weak clues', [slight, slight, slight], [], 'likely'],
    ['one weak clue', [slight], [], 'possible'],
    ['strong, and weak against it', [good], [slight], 'possible'],
    ['strong for and against', [good], [good], 'ruled-out'],
    ['weak, and strong against it', [slight], [good], 'ruled-out'],
    ['weak for and against', [slight], [slight], 'possible'],
    ['weak, and several weak against it', [slight], [slight, slight, slight], 'possible'],
    ['only weak against', [], [slight], undefined],
    ['only strong against', [], [good], 'ruled-out'],
    ['nothing', [], [], undefined],
  ] as const;
  for (const [what, evidenceFor, evidenceAgainst, expected] of table) {
    it(`${what}: ${expected ?? 'no candidate'}`, () => {
      assert.equal(likelihoodOf(evidenceFor, evidenceAgainst), expected);
    });
  }
});
