// What a row of anti-fixes is tried on.

export interface AntiFixCase {
  /** Name of the file that the texts stand in. */
  readonly file: string;
  /** Texts in which the row is found once, with what is marked. */
  readonly guilty: readonly (readonly [text: string, marked: string])[];
  /** Texts in which it is not found: a comment, another value, another context. */
  readonly innocent: readonly string[];
}

export type AntiFixCases = Readonly<Record<string, AntiFixCase>>;
