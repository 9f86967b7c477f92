// TLS alerts (RFC 8446 section 6, RFC 5246 section 7.2) and how error objects of Node name them.

import type { TlsAlert } from '../model/tls.ts';

const alertNames: ReadonlyMap<number, string> = new Map([
  [0, 'close_notify'],
  [10, 'unexpected_message'],
  [20, 'bad_record_mac'],
  [21, 'decryption_failed'],
  [22, 'record_overflow'],
  [30, 'decompression_failure'],
  [40, 'handshake_failure'],
  [41, 'no_certificate'],
  [42, 'bad_certificate'],
  [43, 'unsupported_certificate'],
  [44, 'certificate_revoked'],
  [45, 'certificate_expired'],
  [46, 'certificate_unknown'],
  [47, 'illegal_parameter'],
  [48, 'unknown_ca'],
  [49, 'access_denied'],
  [50, 'decode_error'],
  [51, 'decrypt_error'],
  [60, 'export_restriction'],
  [70, 'protocol_version'],
  [71, 'insufficient_security'],
  [80, 'internal_error'],
  [86, 'inappropriate_fallback'],
  [90, 'user_canceled'],
  [100, 'no_renegotiation'],
  [109, 'missing_extension'],
  [110, 'unsupported_extension'],
  [111, 'certificate_unobtainable'],
  [112, 'unrecognized_name'],
  [113, 'bad_certificate_status_response'],
  [114, 'bad_certificate_hash_value'],
  [115, 'unknown_psk_identity'],
  [116, 'certificate_required'],
  [120, 'no_application_protocol'],
]);

export function alertName(number: number): string {
  return alertNames.get(number) ?? `alert ${number}`;
}

/** `alert handshake_failure (40)`, or `alert 200` for one without a name. */
export function formatAlert({ name, number }: TlsAlert): string {
  return name.startsWith('alert ') ? name : `alert ${name} (${number})`;
}

/**
 * The alert behind an error of the TLS library, when the server sent one.
 * OpenSSL: code ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION, message "… SSL alert number 70".
 * BoringSSL: code ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION, no number.
 */
export function readAlert(errorCode: string, message: string): TlsAlert | undefined {
  const numberText = /alert number (\d{1,3})/.exec(message)?.[1];
  if (numberText !== undefined) {
    const number = Number(numberText);
    return { name: alertName(number), number, sentBy: 'server' };
  }
  const nameText = /^ERR_SSL_(?:SSLV3|TLSV1|TLSV13)_ALERT_(\w+)$/.exec(errorCode)?.[1]?.toLowerCase();
  if (nameText === undefined) return undefined;
  for (const [number, name] of alertNames) {
    if (name === nameText) return { name, number, sentBy: 'server' };
  }
  return undefined;
}
