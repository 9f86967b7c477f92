// Facts learnt about an endpoint, each with how the learning ended. The hinge between probing and judging.

import type { CertificateChain, Verification } from './certificate.ts';
import type { SocketAddress } from './endpoint.ts';
import type { Failure } from './failure.ts';
import type { Capabilities, Greeting, StartTlsExchange } from './smtp.ts';
import type { TlsHandshake } from './tls.ts';

/** A fact that could not be learnt is `failed`, never absent, never taken for a "no". */
export type Outcome<T> =
  | { readonly status: 'known'; readonly value: T }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'skipped'; readonly reason: string };

export interface AddressList {
  /** In the order in which they are tried (RFC 8305 section 4). */
  readonly addresses: readonly { readonly address: string; readonly family: 4 | 6 }[];
  /** `given`: an address was named by the person or the host is one. */
  readonly source: 'resolver' | 'given';
}

export interface ConnectionAttempt {
  readonly remote: SocketAddress;
  readonly durationMs: number;
  /** Absent for the attempt that won. */
  readonly failure?: Failure;
}

export interface TcpConnection {
  readonly remote: SocketAddress;
  readonly local: SocketAddress;
  readonly durationMs: number;
  readonly attempts: readonly ConnectionAttempt[];
}

/** One key per fact, given by one probe. */
export interface Facts {
  readonly addresses: AddressList;
  readonly connection: TcpConnection;
  readonly greeting: Greeting;
  readonly capabilities: Capabilities;
  readonly startTls: StartTlsExchange;
  readonly handshake: TlsHandshake;
  readonly certificates: CertificateChain;
  readonly verification: Verification;
  readonly capabilitiesInTls: Capabilities;
}

export type FactName = keyof Facts;

/** In the order in which a probe learns them. */
export const factNames: readonly FactName[] = [
  'addresses',
  'connection',
  'greeting',
  'capabilities',
  'startTls',
  'handshake',
  'certificates',
  'verification',
  'capabilitiesInTls',
];

export type Evidence = { readonly [F in FactName]: Outcome<Facts[F]> };

export function known<T>(value: T): Outcome<T> {
  return { status: 'known', value };
}

export function failed<T>(failure: Failure): Outcome<T> {
  return { status: 'failed', failure };
}

export function skipped<T>(reason: string): Outcome<T> {
  return { status: 'skipped', reason };
}
