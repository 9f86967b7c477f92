// Errors of a TLS library → failures in the model's words, with the alert by name where there was one.

import type { Failure } from '../../model/failure.ts';
import type { CertificateRequest, TlsAlert } from '../../model/tls.ts';
import type { Phase } from '../../model/transcript.ts';
import { formatAlert, readAlert } from '../../formats/tlsAlert.ts';
import { readError, socketFailure } from './socketErrors.ts';

/** The first bytes the server sent in place of a TLS record were something else. */
const notTlsCodes: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_RECORD_LAYER_FAILURE',
  'ERR_SSL_UNKNOWN_PROTOCOL',
  'ERR_SSL_HTTP_REQUEST',
  'ERR_SSL_HTTPS_PROXY_REQUEST',
]);

export function isNotTls(failure: Failure): boolean {
  return notTlsCodes.has(failure.errorCode ?? '');
}

function alertFailure(alert: TlsAlert, phase: Phase, errorCode: string): Failure {
  return {
    code: 'tls-alert',
    phase,
    detail: `The server sent the TLS ${formatAlert(alert)}.`,
    alert,
    errorCode,
  };
}

/** The number of an alert stands only in the raw message of OpenSSL. */
function alertOf(error: unknown, code: string): TlsAlert | undefined {
  return readAlert(code, error instanceof Error ? error.message : '');
}

/** Whether the server ended a handshake with the alert handshake_failure. */
export function isHandshakeRefusal(error: unknown): boolean {
  return alertOf(error, readError(error).code)?.name === 'handshake_failure';
}

/** For errors on a stream that carries SMTP, inside TLS or not. */
export function streamFailure(error: Error, phase: Phase, peer: string): Failure {
  const { code, message } = readError(error);
  const alert = alertOf(error, code);
  if (alert !== undefined) return alertFailure(alert, phase, code);
  if (code.startsWith('ERR_SSL_')) {
    return {
      code: 'protocol-error',
      phase,
      detail: `The TLS connection broke: ${message} (${code}).`,
      errorCode: code,
    };
  }
  return socketFailure(error, phase, peer);
}

/** Where a handshake stood when it ended. */
export interface HandshakeState {
  readonly isAfterStartTls: boolean;
  /** Our last flight of TLS 1.2 or older was sent, and what its length says about a client certificate. */
  readonly oldFlight?: CertificateRequest;
}

/** For errors that end a handshake. */
export function handshakeFailure(
  error: unknown,
  peer: string,
  { isAfterStartTls, oldFlight }: HandshakeState,
): Failure {
  const { code, message } = readError(error);
  const alert = alertOf(error, code);
  if (alert?.name === 'handshake_failure' && oldFlight !== undefined) {
    // RFC 5246 section 7.4.6: so a server answers a client that has no certificate to show.
    const seen = 'The server ended the handshake with handshake_failure (40) after our last flight';
    return oldFlight === 'requested'
      ? {
          code: 'client-certificate-demanded',
          phase: 'handshake',
          detail: `${seen}: it demands a client certificate.`,
          alert,
          errorCode: code,
        }
      : { ...alertFailure(alert, 'handshake', code), detail: `${seen}.` };
  }
  if (alert !== undefined) return alertFailure(alert, 'handshake', code);
  if (notTlsCodes.has(code)) {
    return {
      code: isAfterStartTls ? 'tls-after-starttls-failed' : 'tls-on-plaintext-port',
      phase: 'handshake',
      detail: `${peer} answered the ClientHello with bytes that are not TLS (${code}).`,
      errorCode: code,
    };
  }
  if (code.startsWith('ERR_SSL_') || code.startsWith('ERR_OSSL_')) {
    return {
      code: 'tls-handshake-failed',
      phase: 'handshake',
      detail: `The TLS library of this probe refused the handshake: ${message} (${code}).`,
      errorCode: code,
    };
  }
  // Node says ECONNRESET for an orderly close too ("… disconnected before secure TLS connection was established").
  return {
    code: isAfterStartTls ? 'tls-after-starttls-failed' : 'tls-handshake-failed',
    phase: 'handshake',
    detail: `${peer} closed the connection during the TLS handshake (${code}).`,
    errorCode: code,
  };
}
