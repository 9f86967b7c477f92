// What this version knows of causes. A large part of the program: loaded when somebody asks for an explanation.

import type { CauseText } from '../model/cause.ts';

export interface CauseBook {
  readonly causes: readonly CauseText[];
  readonly findCause: (id: string) => CauseText | undefined;
}

export async function loadCauseBook(): Promise<CauseBook> {
  return import('../causes/index.ts');
}
