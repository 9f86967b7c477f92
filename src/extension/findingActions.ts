// What can be done about a finding, in one bundle: most of what the two need is the same.

import { acceptFinding } from './acceptFinding.ts';
import { correctPairing } from './correctPairing.ts';

export const findingActions = { accept: acceptFinding, correct: correctPairing };
