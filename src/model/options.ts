// What a person can ask of a probe beyond the endpoint itself. Contents, not paths: it crosses process borders.

import type { AddressFamily } from './endpoint.ts';
import type { EndpointPolicy } from './fleet.ts';
import type { FurtherTestRequest } from './furtherTest.ts';
import type { Deadlines } from './limits.ts';
import type { TlsVersion } from './tls.ts';

/** A client certificate to present when the server asks: PEM texts, or a PKCS #12 file in base64. */
export type ClientCertificate =
  | { readonly kind: 'pem'; readonly certificate: string; readonly key: string; readonly passphrase?: string }
  | { readonly kind: 'pfx'; readonly pfx: string; readonly passphrase?: string };

export interface ProbeOptions {
  /** Name said in EHLO. Default: this machine's fully qualified name, else its address literal (RFC 5321 section 4.1.4). */
  readonly ehloName?: string;
  /** Name sent in SNI and expected in the certificate. Default: the endpoint's host. */
  readonly serverName?: string;
  readonly family?: AddressFamily;
  /** Connect to this address and look nothing up. */
  readonly address?: string;
  readonly localAddress?: string;
  /** PEM text: when given, the only trust store that counts. */
  readonly authorities?: string;
  /** Mozilla's roots, this machine's and the given ones side by side, even where one of them trusts the chain. */
  readonly asksAllStores?: true;
  readonly clientCertificate?: ClientCertificate;
  /** Lowest version the probe offers. Default: the lowest its TLS library can, so that old servers are seen as they are. */
  readonly minimumTls?: TlsVersion;
  /** False: the ClientHello names no server (SNI). The certificate's name is checked all the same. */
  readonly sendsServerName?: false;
  /** STARTTLS is sent although it is not offered: for a further test, never by default. */
  readonly asksUnoffered?: true;
  /** After EHLO a verb that no server knows, then QUIT: for a further test, never by default. */
  readonly saysUnknownVerb?: true;
  /** QUIT follows the greeting: for a control host, of which nothing else is asked. */
  readonly endsAfterGreeting?: true;
  /** Tests beyond the probe, each only when a person asked for it. */
  readonly furtherTests?: FurtherTestRequest;
  /** What the endpoint's owner demands and accepts; judged with, never acted on. */
  readonly policy?: EndpointPolicy;
  readonly deadlines: Deadlines;
}
