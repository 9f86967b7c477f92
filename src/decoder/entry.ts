// What is known of one mail error: the words by which it is recognised, what they mean and what to do.

import type { Citation } from '../model/finding.ts';
import type { MailErrorCause, MailErrorConfidence } from '../model/mailError.ts';

/**
 * Words in a passage. Patterns are written for folded text: small letters, plain quotes, single spaces. Each gap in them is
 * bounded, so that none takes more than linear time.
 */
export interface Sign {
  readonly text: RegExp;
  /** Must stand in the passage too: who speaks, or in which direction. */
  readonly needs?: RegExp;
  /** Must not. */
  readonly lacks?: RegExp;
  /** Where these words say more or less than the others. */
  readonly confidence?: MailErrorConfidence;
}

/**
 * `exact`: names the fault. `specific`: names what happened. `general`: gives way to everything that says more in the same
 * passage. `beside`: a consequence or a remark, which gives way to everything else.
 */
export type EntryWeight = 'exact' | 'specific' | 'general' | 'beside';

export interface MailErrorEntry {
  /** Kebab case. */
  readonly id: string;
  /** Its number in the table of known failures. */
  readonly row?: string;
  readonly signs: readonly (Sign | RegExp)[];
  readonly weight: EntryWeight;
  /** Entries whose words, in the same passage, are the cause where these are the consequence or the usual beginning. */
  readonly givesWayTo?: readonly string[];
  readonly title: string;
  readonly meaning: string;
  readonly confidence: Exclude<MailErrorConfidence, 'unknown'>;
  readonly isAboutTls: boolean;
  readonly causes: readonly MailErrorCause[];
  readonly lookAt: readonly string[];
  readonly fix: string;
  /** Why a probe of the host that the text names helps; absent where it would show nothing. */
  readonly probe?: string;
  readonly sources: readonly Citation[];
  readonly rules: readonly string[];
}

type Given = Pick<MailErrorEntry, 'id' | 'signs' | 'title' | 'meaning' | 'fix' | 'sources'> & Partial<MailErrorEntry>;

/** An error of TLS: specific, and a probe shows whether it is still there. */
export function tlsError(given: Given): MailErrorEntry {
  return {
    weight: 'specific',
    confidence: 'certain',
    isAboutTls: true,
    causes: [],
    lookAt: [],
    rules: [],
    probe: 'shows line by line what the host offers and presents now',
    ...given,
  };
}

/** An error with the words of TLS, or its codes, that is none; or one of a machine that no probe reaches. */
export function otherError(given: Given): MailErrorEntry {
  return { weight: 'specific', confidence: 'certain', isAboutTls: false, causes: [], lookAt: [], rules: [], ...given };
}

/** An error of TLS on the machine that wrote the text: its own configuration, which no probe of a peer shows. */
export function localTlsError(given: Given): MailErrorEntry {
  return { ...otherError(given), isAboutTls: true };
}

/** A cause, and what would tell it from the others. */
export function because(text: string, tell: string): MailErrorCause {
  return { text, tell };
}
