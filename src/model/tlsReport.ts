// A report on TLS that a sender wrote about a domain (TLSRPT, RFC 8460), and what it says in plain words.

import type { Citation } from './finding.ts';
import type { MailErrorCause, SuggestedProbe } from './mailError.ts';

/** Sessions that failed for the same reason (RFC 8460 section 4.4). Only what the sender wrote, escaped for display. */
export interface TlsFailureDetail {
  readonly resultType: string;
  /** Absent where the sender gave no count. */
  readonly sessions: number | undefined;
  readonly receivingHost: string | undefined;
  readonly receivingAddress: string | undefined;
  readonly sendingAddress: string | undefined;
  readonly reasonCode: string | undefined;
  readonly information: string | undefined;
}

export interface ReportedTlsPolicy {
  /** `sts`, `tlsa` or `no-policy-found`; what else a sender wrote stands as it is. */
  readonly type: string;
  /** Left out by some senders where no policy was found. */
  readonly domain: string | undefined;
  /** Lines of the policy, as the sender applied it. */
  readonly lines: readonly string[];
  readonly mxHosts: readonly string[];
  /** Absent where the sender gave no count. */
  readonly successful: number | undefined;
  readonly failed: number | undefined;
  readonly details: readonly TlsFailureDetail[];
}

export interface TlsReport {
  readonly organization: string | undefined;
  readonly contact: string | undefined;
  readonly id: string | undefined;
  /** As ISO 8601 in UTC, or as it was written where it is no date. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly policies: readonly ReportedTlsPolicy[];
  /** What could not be read, each with its place. */
  readonly problems: readonly string[];
}

/** Which host was met, how often, and what the sender said of it. */
export interface TlsFailurePlace {
  readonly domain: string | undefined;
  /** The name of the MX host, else its address. */
  readonly host: string | undefined;
  readonly sessions: number | undefined;
  /** Codes and remarks of the sender, each once. */
  readonly remarks: readonly string[];
  /** What the `mx:` patterns of the policy say to this host, where they do not cover it. */
  readonly mismatch: string | undefined;
}

/** Failures of one meaning, whatever the host. */
export interface ExplainedTlsFailure {
  readonly resultType: string;
  /** False for a result type that RFC 8460 does not have. */
  readonly isKnown: boolean;
  readonly policyType: string;
  /** Together, where they were counted. */
  readonly sessions: number | undefined;
  readonly title: string;
  readonly meaning: string;
  readonly causes: readonly MailErrorCause[];
  readonly lookAt: readonly string[];
  /** Never weakens TLS or verification. Empty where nothing can be said. */
  readonly fix: string;
  readonly sources: readonly Citation[];
  /** Rules that find the same in a probe. */
  readonly rules: readonly string[];
  /** Most failed sessions first. */
  readonly places: readonly TlsFailurePlace[];
  /** Further ones that are not listed. */
  readonly omittedPlaces: number;
  /** Of the host that failed most. */
  readonly probe?: SuggestedProbe;
}

/** One policy of the report in a few words. */
export interface TlsPolicySummary {
  readonly type: string;
  /** The type in plain words. */
  readonly kind: string;
  readonly domain: string | undefined;
  readonly mxHosts: readonly string[];
  readonly successful: number | undefined;
  readonly failed: number | undefined;
  /** Failed sessions of which the report does not say why. */
  readonly unexplained: number | undefined;
  /** What a failed session meant for the mail, by the mode of the policy. */
  readonly consequence: string | undefined;
  /** Hosts that the `mx:` patterns of the policy do not cover, each in a sentence. */
  readonly uncovered: readonly string[];
}

export interface TlsReportExplanation {
  readonly kind: 'tls-report';
  readonly report: TlsReport;
  /** Most failed sessions first. */
  readonly policies: readonly TlsPolicySummary[];
  /** Most failed sessions first. */
  readonly failures: readonly ExplainedTlsFailure[];
  /** Further kinds that are not listed. */
  readonly omittedFailures: number;
}
