// Exchange's protocol logs (SmtpSend, SmtpReceive): rows as written, and the sessions put together from them.

import type { Likelihood } from './cause.ts';
import type { SocketAddress } from './endpoint.ts';
import type { Severity } from './finding.ts';
import type { TlsVersion } from './tls.ts';

/** `send`: the Exchange server that wrote the log is the client. `receive`: it is the server. */
export type LogDirection = 'send' | 'receive';

/** `+`, `-`, `>`, `<` and `*`: seen from the Exchange server that wrote the log. */
export type LogEvent = 'connected' | 'disconnected' | 'sent' | 'received' | 'information';

/** Where a row stands in its file. */
export interface LogPlace {
  /** From 1. */
  readonly line: number;
  /** In bytes, of the row's first. */
  readonly offset: number;
}

/** Texts are as written: escaped where they are shown, not here. */
export interface LogRow {
  readonly place: LogPlace;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly connector: string;
  readonly session: string;
  readonly sequence: number;
  /** Such as `192.0.2.1:25`; often empty. */
  readonly local: string;
  readonly remote: string;
  readonly event: LogEvent;
  readonly data: string;
  readonly context: string;
}

export interface LogSession {
  readonly id: string;
  readonly connector: string;
  readonly direction: LogDirection;
  readonly local?: SocketAddress;
  readonly remote?: SocketAddress;
  /** By sequence number. */
  readonly rows: readonly LogRow[];
  /** The log holds its beginning, and its end. */
  readonly hasBeginning: boolean;
  readonly hasEnd: boolean;
  /** Rows that are not in `rows`: beyond the limit, or never in the log (a gap in the numbers). */
  readonly leftOut: number;
  /** First and last byte of its rows in the file. */
  readonly from: number;
  readonly to: number;
  /** `#Software` and `#Version` of the file. */
  readonly software: string;
}

/**
 * What a log says of a certificate. It holds no certificate, so this is no `Certificate`: nothing in it was verified,
 * and what is absent was not written.
 */
export interface LoggedCertificate {
  /** `own`: presented by the Exchange server that wrote the log. `peer`: by the other side. */
  readonly side: 'own' | 'peer';
  /** As written, such as "Sending certificate". */
  readonly label: string;
  readonly subject?: string;
  readonly issuer?: string;
  readonly serialNumber?: string;
  /** SHA-1, upper-case hex. */
  readonly thumbprint?: string;
  /** ISO 8601. */
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly names: readonly string[];
  /** Of its first row. */
  readonly place: LogPlace;
}

/** "TLS protocol … negotiation succeeded using …", taken apart. Names are the log's own, such as CALG_AES_256. */
export interface LoggedHandshake {
  readonly version?: TlsVersion;
  /** As written, such as SP_PROT_TLS1_2_CLIENT. */
  readonly protocol: string;
  readonly cipher?: string;
  readonly hash?: string;
  readonly keyExchange?: string;
  readonly keyExchangeBits?: number;
}

/** What became of TLS in one session. `reason` groups sessions that failed alike, such as "NoCredentials". */
export type LoggedTls =
  | { readonly status: 'established'; readonly version?: TlsVersion }
  | {
      readonly status: 'failed';
      readonly reason: string;
      readonly text: string;
      readonly place: LogPlace;
      /** TLS with the other side came about: it tells of a server behind it. */
      readonly isBehind?: true;
    }
  /** The session went on in clear text. `offered`: whether the answer to EHLO had STARTTLS. */
  | { readonly status: 'not-used'; readonly offered: boolean }
  /** Neither the one nor the other is in the log. */
  | { readonly status: 'unknown'; readonly reason: string };

export type LoggedFailure = Extract<LoggedTls, { status: 'failed' }>;

/** What rules and causes say of a failed session, in short. */
export interface SessionDiagnosis {
  /** Notes left out; the gravest first. */
  readonly findings: readonly { readonly rule: string; readonly severity: Severity; readonly title: string }[];
  /** The likeliest, where there is one. */
  readonly cause?: { readonly title: string; readonly likelihood: Likelihood };
}

/** A session in which TLS failed, with where to find it again. */
export interface FailedSession extends SessionDiagnosis {
  readonly id: string;
  readonly connector: string;
  readonly direction: LogDirection;
  /** Address of the other side; empty when the log has none. */
  readonly remote: string;
  /** `address:port` of the server of the session; absent when the log has none. */
  readonly server?: string;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly reason: string;
  readonly text: string;
  /** Line of the row that tells of it. */
  readonly line: number;
  readonly from: number;
  readonly to: number;
}

export interface RemoteTally {
  /** An address without its port. */
  readonly remote: string;
  readonly sessions: number;
  readonly withTls: number;
  readonly failed: number;
  /** Those that went on in clear text since no STARTTLS was offered, and the line where the first of them begins. */
  readonly notOffered: number;
  readonly notOfferedLine?: number;
}

/** What a whole log comes to. Bounded, however large the log is. */
export interface LogSummary {
  readonly bytes: number;
  readonly lines: number;
  readonly sessions: number;
  readonly withTls: number;
  /** Those that went on in clear text, and of them those to whom no STARTTLS was offered. */
  readonly withoutTls: number;
  readonly notOffered: number;
  readonly failed: number;
  /** Sessions of which the log does not tell whether they used TLS. */
  readonly unknown: number;
  /** Sessions whose beginning or end is not in the log. */
  readonly incomplete: number;
  /** ISO 8601; absent when there is no row. */
  readonly firstAt?: string;
  readonly lastAt?: string;
  /** By reason, the most frequent first. */
  readonly reasons: readonly { readonly reason: string; readonly sessions: number }[];
  /** Those with failures first, then the busiest; `otherRemotes` more are counted only. */
  readonly remotes: readonly RemoteTally[];
  readonly otherRemotes: number;
  /** In the order of the log; `otherFailed` more are counted only. */
  readonly failures: readonly FailedSession[];
  readonly otherFailed: number;
  /** What could not be read, a few of many: plain sentences that name the line. */
  readonly problems: readonly string[];
  readonly otherProblems: number;
}
