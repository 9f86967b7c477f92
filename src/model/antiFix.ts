// A line that makes an error go away by turning TLS or verification off, as it is told to a person.

import type { Citation, Severity } from './finding.ts';

export interface AntiFixText {
  /** Product and name in kebab case, such as `exchange/ignore-starttls`. */
  readonly id: string;
  /** What the line does, without a full stop. */
  readonly title: string;
  /** error: TLS or verification is off. warning: it is weaker than it was. note: there is something better. */
  readonly severity: Severity;
  /** What happens because of it, in plain sentences. */
  readonly effect: string;
  /** What to do in its place. Never weakens TLS or verification. */
  readonly alternative: string;
  /** Rules whose pages lead to the root cause. */
  readonly rules: readonly string[];
  readonly citation: Citation;
}

/** Where one stands in a text. Line and column count from 0, columns in UTF-16 code units; it is on one line. */
export interface AntiFixPlace {
  readonly antiFix: AntiFixText;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly text: string;
}

/** A file that was looked through. */
export interface CheckedFile {
  readonly file: string;
  readonly findings: readonly AntiFixPlace[];
  /** Why not all of it was looked at, where that is so: no sentence, no full stop. */
  readonly unread?: string;
}

/** Ways to write down what was found in files. */
export const checkFormats = ['text', 'json', 'sarif'] as const;
export type CheckFormat = (typeof checkFormats)[number];

export interface CheckReport {
  readonly files: readonly CheckedFile[];
  /** What could not be looked at. */
  readonly errors: readonly { readonly file: string; readonly reason: string }[];
  /** Of this program. */
  readonly version: string;
}
