// A TLS session as one engine saw it.

export type TlsVersion = 'TLSv1' | 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3';

export const tlsVersions: readonly TlsVersion[] = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** The library that spoke TLS, and what it could not offer: a failure may be its own limit. */
export interface TlsEngine {
  /** `Schannel`: of the Exchange server whose protocol log was read. */
  readonly library: 'OpenSSL' | 'BoringSSL' | 'Schannel';
  readonly version: string;
  /** Such as "Node.js 24.1.0". */
  readonly runtime: string;
  /** Empty: not known. */
  readonly offeredVersions: readonly TlsVersion[];
  /** Plain words, such as "DHE key exchange". */
  readonly notOffered: readonly string[];
}

export interface CipherSuite {
  /** OpenSSL's name, such as ECDHE-RSA-AES128-GCM-SHA256. */
  readonly name: string;
  /** IANA's name, such as TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256. */
  readonly standardName: string;
}

/** How the session key was agreed. `rsa` is RSA key transport: no forward secrecy. */
export interface KeyExchange {
  readonly kind: 'ecdh' | 'dh' | 'hybrid' | 'rsa' | 'unknown';
  /** Group name, such as X25519 or X25519MLKEM768. */
  readonly group?: string;
  readonly bits?: number;
}

export interface TlsAlert {
  /** RFC 8446 section 6, such as handshake_failure. */
  readonly name: string;
  readonly number: number;
  readonly sentBy: 'server' | 'client';
}

/** `unknown` when it could not be told: never read as "not requested". */
export type CertificateRequest = 'not-requested' | 'requested' | 'unknown';

export interface TlsHandshake {
  readonly version: TlsVersion;
  readonly cipherSuite: CipherSuite;
  readonly keyExchange: KeyExchange;
  /** Name sent in SNI; absent when the peer was named by an IP address (RFC 6066 section 3). */
  readonly sentServerName?: string;
  /** Absent: not known. */
  readonly ocspStapled?: boolean;
  readonly certificateRequest: CertificateRequest;
  /** The server broke off after the handshake because no client certificate was presented (RFC 8446 section 4.4.2.4). */
  readonly certificateDemanded: boolean;
  /** Transcript line on which the handshake ended. */
  readonly line: number;
}
