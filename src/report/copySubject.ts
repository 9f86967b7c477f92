// What another tool is to look at.

import type { Endpoint } from '../model/endpoint.ts';
import type { TlsVersion } from '../model/tls.ts';

/** What is probed, and how. All that is absent is left to the tool's own default. */
export interface CopySubject {
  readonly endpoint: Endpoint;
  /** Name sent in SNI and expected in the certificate. Default: the host. */
  readonly serverName?: string;
  /** Path of a PEM file: the roots to trust. */
  readonly authoritiesFile?: string;
  readonly ehloName?: string;
  readonly minimumTls?: TlsVersion;
}
