// What a report is made of beside its assessments, and what a format is.

import type { Assessment } from '../model/assessment.ts';
import type { Citation, Severity } from '../model/finding.ts';
import type { TextOptions } from './text.ts';

/** What a report says of a rule. The rules themselves are handed in: this room knows none. */
export interface ReportRule {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly citation: Citation;
  readonly meaning: string;
  readonly fix: string;
}

/** An input that could not be probed or read, and why. */
export interface InputError {
  readonly input: string;
  readonly reason: string;
}

/** Where a file names an endpoint; lines and columns count from 1, columns in UTF-16 code units. */
export interface ReportPlace {
  /** A path as a person wrote it, or a URI. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface ReportOptions {
  readonly rules: readonly ReportRule[];
  /** Of this program. */
  readonly version: string;
  readonly errors: readonly InputError[];
  /** By the key of the endpoint; those of no file are not in it. */
  readonly places: ReadonlyMap<string, ReportPlace>;
  /** The words that stand for what was taken out; absent when nothing was. */
  readonly redactionTokens?: readonly string[];
  /** How text for a terminal is set. */
  readonly text: TextOptions;
}

/** A report that is written piece by piece, so that it need not be held. */
export interface ReportPieces {
  readonly head: string;
  /** `index` counts from 0. */
  readonly piece: (assessment: Assessment, index: number) => string;
  readonly tail: () => string;
}

export type ReportFormatId = 'html' | 'markdown' | 'text' | 'csv' | 'json' | 'ndjson' | 'sarif' | 'junit';

/** The whole report in parts, each short work: whoever asks for them can do something else in between. */
export type ReportParts = (assessments: readonly Assessment[], options: ReportOptions) => Iterable<string>;

export interface ReportFormat {
  readonly id: ReportFormatId;
  readonly title: string;
  /** Without a dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** Identifier of the editor's language. */
  readonly language: string;
  /** A file of it begins with a byte order mark, without which Excel takes it for another encoding. */
  readonly hasByteOrderMark: boolean;
  readonly parts: ReportParts;
  readonly format: (assessments: readonly Assessment[], options: ReportOptions) => string;
  /** Only for formats in which no piece depends on another. */
  readonly open?: (options: ReportOptions) => ReportPieces;
}

/** The two ways to write a report that comes in parts. */
export function wholeAndParts(parts: ReportParts): Pick<ReportFormat, 'parts' | 'format'> {
  return { parts, format: (assessments, options) => [...parts(assessments, options)].join('') };
}

/** The three ways to write a report whose pieces do not depend on each other. */
export function inPieces(
  open: (options: ReportOptions) => ReportPieces,
): Pick<ReportFormat, 'parts' | 'format' | 'open'> {
  return {
    open,
    ...wholeAndParts(function* (assessments, options) {
      const { head, piece, tail } = open(options);
      yield head;
      for (const [index, assessment] of assessments.entries()) yield piece(assessment, index);
      yield tail();
    }),
  };
}

/** Said at the top of every report from which names were taken out. */
export const redactionNotice =
  'Names of hosts, addresses, mailboxes and owners are replaced by the same word each time; keys, prints, serial numbers and PEM texts are left out.';
