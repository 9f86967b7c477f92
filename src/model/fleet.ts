// What an owner writes down of their mail servers: what there is, what is demanded of it, what is accepted for a while.

import type { Endpoint } from './endpoint.ts';
import type { TlsVersion } from './tls.ts';

export const endpointRoles = ['mx', 'submission', 'relay'] as const;

export type EndpointRole = (typeof endpointRoles)[number];

/** What an endpoint has to show beyond what the standards ask. */
export interface Expectations {
  /** The lowest TLS version that may be agreed on. */
  readonly minimumTls?: TlsVersion;
  /** Part of the issuer's name of the server's certificate, in any case. */
  readonly issuer?: string;
  /** SHA-256 of the server's certificate: 64 hexadecimal digits in upper case, in pairs parted by colons. */
  readonly fingerprint?: string;
  /** Days that the server's certificate must still be valid. */
  readonly daysBeforeExpiry?: number;
}

/** A finding that its owner knows of and bears until a day. */
export interface Acceptance {
  /** Identifier of the rule. */
  readonly rule: string;
  /** Last day on which it holds, YYYY-MM-DD in UTC. */
  readonly until: string;
  readonly reason: string;
}

export interface EndpointPolicy {
  readonly expectations: Expectations;
  readonly accepted: readonly Acceptance[];
}

/** A piece of a text, in UTF-16 code units from its beginning. */
export interface TextPlace {
  readonly offset: number;
  readonly length: number;
}

/** One endpoint and what is set for it alone. */
export interface EndpointEntry {
  readonly endpoint: Endpoint;
  readonly name?: string;
  readonly role?: EndpointRole;
  /** Name sent in SNI and expected in the certificate. */
  readonly serverName?: string;
  /** Path of a PEM file, as written. */
  readonly authorities?: string;
  readonly tags?: readonly string[];
  readonly policy?: EndpointPolicy;
}

/** One endpoint as a fleet file lists it. */
export interface FleetEntry extends EndpointEntry {
  /** Name of the group it stands in. */
  readonly group?: string;
  /** Of the entry in the file. */
  readonly place: TextPlace;
}

export interface FleetGroup {
  readonly name: string;
  readonly place: TextPlace;
}

/** Something in a fleet file that cannot be used; all that is around it is. */
export interface FleetProblem {
  /** error: an entry or more is left out. warning: a part of one is. note: it has no effect. */
  readonly severity: 'error' | 'warning' | 'note';
  /** One plain sentence or two. */
  readonly message: string;
  readonly place: TextPlace;
  /** What is most likely meant in its place. */
  readonly instead?: string;
  /** It is no JSON there: a fault that every editor tells. */
  readonly isSyntax?: true;
}

/** More often is no monitoring but a burden. */
export const shortestMonitorMinutes = 5;

/** A week. */
export const longestMonitorMinutes = 10_080;

export interface Fleet {
  /** In the order of the file; each endpoint once. */
  readonly entries: readonly FleetEntry[];
  readonly groups: readonly FleetGroup[];
  /** Minutes between two rounds of probes, when the owner wants them; within the limits above. */
  readonly monitorMinutes?: number;
  /** The text has faults of syntax: what they hide is missing here. */
  readonly isDamaged?: true;
  readonly problems: readonly FleetProblem[];
}
