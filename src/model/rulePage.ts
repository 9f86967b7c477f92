// A rule as a page for a person: what it says in a finding, and what stands behind it.

import type { Citation, Severity } from './finding.ts';

/** Something to do by hand to see the same as the probe, and how to read it. */
export interface HandCheck {
  /** Plain sentences. */
  readonly text: string;
  /** Lines to type, with HOST, PORT and other words in capitals to be filled in; empty when the text says it all. */
  readonly commands: readonly string[];
  readonly shell: 'sh' | 'powershell';
}

/** Some of the things that a rule may have met, all of which are mended alike. */
export interface RuleCases {
  readonly members: readonly {
    /** What it is called where it is seen, such as "handshake_failure (40)". */
    readonly names: readonly string[];
    readonly meaning: string;
  }[];
  readonly fix: string;
}

/** What a rule's page tells beyond the rule itself. */
export interface Explanation {
  /** What stops because of it, and for whom. */
  readonly consequence: string;
  /** How to see it without this program. */
  readonly checks: readonly HandCheck[];
  /** Further sources, beside the one of the rule. */
  readonly sources: readonly Citation[];
}

export interface RulePage extends Explanation {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /** The first source: what the rule takes its authority from. */
  readonly citation: Citation;
  readonly meaning: string;
  readonly fix: string;
  /** What has to be filled into the commands of the checks. */
  readonly checkNote?: string;
  /** Empty for a rule that is one thing. */
  readonly cases: readonly RuleCases[];
}
