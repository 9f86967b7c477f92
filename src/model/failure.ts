// Expected trouble, as data. The list of codes is closed: reports, colours and exit codes depend on it.

import type { SmtpReply } from './smtp.ts';
import type { TlsAlert } from './tls.ts';
import type { Phase } from './transcript.ts';

/** `not-recorded`: the log that was read does not hold it. */
export const failureCodes = [
  'bad-input',
  'host-not-found',
  'dns-failed',
  'connection-refused',
  'connection-timeout',
  'connection-closed',
  'network-unreachable',
  'greeting-rejected',
  'greeting-timeout',
  'reply-timeout',
  'ehlo-rejected',
  'rate-limited',
  'starttls-not-offered',
  'starttls-rejected',
  'tls-after-starttls-failed',
  'tls-handshake-failed',
  'tls-handshake-timeout',
  'tls-alert',
  'client-certificate-demanded',
  'plaintext-on-tls-port',
  'tls-on-plaintext-port',
  'protocol-error',
  'too-much-data',
  'limit-reached',
  'deadline-exceeded',
  'cancelled',
  'not-recorded',
  'internal',
] as const;

export type FailureCode = (typeof failureCodes)[number];

export interface Failure {
  readonly code: FailureCode;
  readonly phase: Phase;
  /** One plain sentence, already escaped for display. */
  readonly detail: string;
  /** The raw reply that led here, where there was one. */
  readonly reply?: SmtpReply;
  readonly alert?: TlsAlert;
  /** Error code of the operating system or the TLS library, such as ECONNRESET or ERR_SSL_WRONG_VERSION_NUMBER. */
  readonly errorCode?: string;
}
