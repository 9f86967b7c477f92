// What a mail error says: a bounce, a line of a queue or a log, the message of a client library, explained.

import type { Endpoint } from './endpoint.ts';
import type { Citation } from './finding.ts';

/**
 * How far the text itself settles what went wrong. `certain`: it names the fault. `likely`: it names what happened, and one
 * cause stands out. `possible`: several causes lead to the same words. `unknown`: the words are not known.
 */
export type MailErrorConfidence = 'certain' | 'likely' | 'possible' | 'unknown';

/** Offsets into the input, in UTF-16 code units; `to` is the first one behind. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** A host, as far as a text names it. */
export interface NamedPeer {
  readonly host?: string;
  readonly address?: string;
  readonly port?: number;
}

/** What stands around an error: a reply that only quotes another, a log line, a report. */
export interface MailErrorWrapper extends NamedPeer {
  /** Such as "Exchange queue wrapper 4.4.0". */
  readonly kind: string;
  /** SMTP reply code (RFC 5321 section 4.2) and enhanced status code (RFC 3463), where it has its own. */
  readonly code?: string;
  readonly enhancedCode?: string;
  readonly range: TextRange;
}

export interface MailErrorCause {
  readonly text: string;
  /** What would tell this cause from the others. */
  readonly tell: string;
}

export interface SuggestedProbe {
  readonly endpoint: Endpoint;
  readonly why: string;
}

export interface MailErrorExplanation {
  /** Kebab case; `unknown` for words that are not known. */
  readonly id: string;
  /** Its number in the table of known failures, such as H1. */
  readonly row?: string;
  readonly title: string;
  readonly meaning: string;
  readonly confidence: MailErrorConfidence;
  /** False for what only looks alike: authentication, reputation, a mailbox that is full. */
  readonly isAboutTls: boolean;
  /** The words that decide, escaped for display and cut where long. */
  readonly innermost: { readonly text: string; readonly range: TextRange };
  /** Outer to inner. */
  readonly wrappers: readonly MailErrorWrapper[];
  /** Of the innermost reply. */
  readonly code?: string;
  readonly enhancedCode?: string;
  /** Who wrote the innermost words, where that can be told. */
  readonly speaker?: string;
  /** Most likely first. */
  readonly causes: readonly MailErrorCause[];
  readonly lookAt: readonly string[];
  /** What to do. Never weakens TLS or verification. Empty where nothing can be said. */
  readonly fix: string;
  /** Absent where no host can be read from the text. */
  readonly probe?: SuggestedProbe;
  readonly sources: readonly Citation[];
  /** Rules that find the same in a probe. */
  readonly rules: readonly string[];
  /** How often the same stands in the text. */
  readonly count: number;
  /** Line of the first one, counted from 1. */
  readonly line: number;
}

export interface MailErrorReport {
  /** Most specific first; never empty for a text with words in it. */
  readonly explanations: readonly MailErrorExplanation[];
  /** Further distinct ones that are not listed. */
  readonly omitted: number;
  /** Characters at the end of the input that were not read. */
  readonly unread: number;
}
