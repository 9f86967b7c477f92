// Tests beyond the one probe: each only when a person asks for it, and what came of it. They settle between causes.

import type { Endpoint, SocketAddress } from './endpoint.ts';
import type { Failure } from './failure.ts';
import type { TlsVersion } from './tls.ts';

export const furtherTestKinds = [
  /** Every address of the name, one by one, several times over. */
  'addresses',
  /** Ports 25, 587 and 465 of the same host. */
  'ports',
  /** STARTTLS sent although it was not offered. */
  'unoffered-starttls',
  /** A verb that no server knows: what takes it is no mail server. */
  'unknown-verb',
  /** With and without the server name in the ClientHello (SNI). */
  'server-name',
  /** Another mail server on the same port: does this network let the port out at all? */
  'control-host',
  /** What reverse DNS and block lists say of our own address. */
  'reputation',
] as const;

export type FurtherTestKind = (typeof furtherTestKinds)[number];

/** What a person asked for. */
export interface FurtherTestRequest {
  readonly kinds: readonly FurtherTestKind[];
  /** Connections to each address. Default: 2. */
  readonly repeats?: number;
  /** Default port: the endpoint's. */
  readonly controlHost?: { readonly host: string; readonly port?: number };
  /** Zones of block lists to ask. Default: the table's own. */
  readonly blockLists?: readonly string[];
  /** Address of the name server for reverse DNS and block lists, with port where it is not 53. Default: this machine's. */
  readonly resolver?: string;
}

/** One more connection in short: what decides whether two of them differ. */
export interface ProbeDigest {
  readonly endpoint: Endpoint;
  /** The address tried; absent where none was known. */
  readonly remote?: SocketAddress;
  /** From 1, among connections to the same address. */
  readonly attempt: number;
  /** `unknown`: could not be learnt, never taken for a "no". */
  readonly startTls: 'offered' | 'not-offered' | 'not-applicable' | 'unknown';
  readonly greeting?: string;
  /** Keywords of the answer to EHLO in clear text, upper case. */
  readonly keywords?: readonly string[];
  readonly tlsVersion?: TlsVersion;
  readonly leaf?: {
    readonly subject: string;
    readonly issuer: string;
    readonly notAfter: string;
    readonly fingerprintSha256: string;
  };
  readonly isTrusted?: boolean;
  readonly nameMatches?: boolean;
  /** What ended the probe before its last stage. */
  readonly ending?: Failure;
}

/** One zone's answer about an address. `error`: the zone gave no answer that means something, and why. */
export interface BlockListAnswer {
  readonly zone: string;
  readonly status: 'listed' | 'not-listed' | 'error';
  /** The addresses answered, such as 127.0.0.2. */
  readonly codes: readonly string[];
  /** What the codes mean, or why there is no answer. */
  readonly text: string;
  /** Where a listed address is looked up and taken off. */
  readonly url?: string;
}

/** Reverse DNS of an address, and whether it leads back (forward-confirmed). */
export interface PointerCheck {
  readonly subject: string;
  /** Names of an address; addresses of a name. */
  readonly names: readonly string[];
  /** `unknown` when a look-up failed. */
  readonly isConfirmed: boolean | 'unknown';
  readonly text: string;
}

/** `at`: ISO 8601, UTC. */
export type FurtherTest =
  | {
      readonly kind: 'addresses';
      readonly at: string;
      readonly digests: readonly ProbeDigest[];
      /** Connections that were not made, and why. */
      readonly trouble?: readonly string[];
    }
  | {
      readonly kind: 'ports';
      readonly at: string;
      readonly digests: readonly ProbeDigest[];
      /** Connections that were not made, and why. */
      readonly trouble?: readonly string[];
    }
  | {
      readonly kind: 'server-name';
      readonly at: string;
      readonly withName: ProbeDigest;
      readonly withoutName: ProbeDigest;
    }
  | {
      readonly kind: 'unoffered-starttls';
      readonly at: string;
      /** `rewritten`: the reply shows that another command arrived. */
      readonly outcome: 'accepted' | 'refused' | 'rewritten' | 'unknown';
      /** The reply to STARTTLS, escaped. */
      readonly reply?: string;
      readonly digest: ProbeDigest;
    }
  | {
      readonly kind: 'unknown-verb';
      readonly at: string;
      /** `rewritten`: the reply shows that another command arrived. */
      readonly outcome: 'accepted' | 'refused' | 'rewritten' | 'unknown';
      /** The reply to the verb, escaped. */
      readonly reply?: string;
      /** What ended the connection before the verb was answered. */
      readonly ending?: Failure;
    }
  | {
      readonly kind: 'control-host';
      readonly at: string;
      readonly host: string;
      readonly port: number;
      readonly outcome: 'reached' | 'not-reached' | 'unknown';
      readonly text: string;
    }
  | {
      readonly kind: 'reputation';
      readonly at: string;
      /** Our address as the peer saw it; absent when no reply told it. */
      readonly egress?: { readonly address: string; readonly readFrom: string };
      readonly pointer?: PointerCheck;
      readonly ehloName?: PointerCheck;
      readonly blockLists: readonly BlockListAnswer[];
      /** What could not be asked, and why. */
      readonly trouble: readonly string[];
    }
  | {
      /** Asked for and not made. */
      readonly kind: 'left-out';
      readonly at: string;
      readonly test: FurtherTestKind;
      readonly reason: string;
    };
