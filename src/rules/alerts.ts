// The TLS alerts by name, each with its own meaning and fix (RFC 8446 section 6, RFC 5246 section 7.2, RFC 6066).

import type { TlsAlert } from '../model/tls.ts';
import { formatFix } from '../formats/fix.ts';

export interface AlertText {
  readonly number: number;
  /** What it means when the server sends it. */
  readonly meaning: string;
  readonly fix: string;
}

const noOverlap = formatFix({
  first:
    "Give the server something in common with today's senders: TLS 1.2 and 1.3, ECDHE key exchange with AES-GCM, and an RSA (2048 bits or more) or P-256 certificate.",
  exchange:
    'set the Schannel keys TLS 1.2\\Server and TLS 1.2\\Client to Enabled=1 and DisabledByDefault=0, see the cipher suite order in Group Policy, and restart.',
  postfix:
    "smtpd_tls_protocols = >=TLSv1.2, smtpd_tls_ciphers = medium, and check that the certificate's key type fits the suites.",
  exim: 'look at tls_require_ciphers.',
});

const serverSide = formatFix({
  first:
    "The reason stands in the server's log, at the time of the probe. Check that key and certificate belong together, then update the TLS library.",
  exchange:
    'the System event log (source Schannel, events 36870 to 36888) and Get-ExchangeCertificate; the certificate bound to SMTP must have its private key, readable by NETWORK SERVICE.',
  postfix: 'the smtpd or tlsproxy lines with smtpd_tls_loglevel = 1.',
  exim: 'the main and panic log.',
});

const clientCertificate = formatFix({
  first:
    "The server speaks of the client's certificate, not its own. Present one it accepts (--cert and --key, or --pfx): valid now, meant for client authentication, sent with its intermediates, from an authority the server trusts. On a server that takes mail from the internet, ask for client certificates without demanding them.",
  exchange: 'match partners with TlsDomainCapabilities.',
  postfix: 'smtpd_tls_ask_ccert.',
  exim: 'tls_try_verify_hosts.',
});

const damaged = formatFix({
  first:
    'Bytes were changed or lost on the way, or one of the two TLS libraries has a fault. Probe from the network of the server: if the alert is gone, a firewall with TLS inspection or a broken device on the way is the reason, and the mail port should be exempt from it. If it stays, update the TLS library of the server.',
  exchange: 'Windows updates.',
  postfix: 'OpenSSL.',
  exim: 'GnuTLS or OpenSSL, whichever exim -bV names.',
});

const serverName = formatFix({
  first:
    'Let the server answer for the name that senders use, the MX host name. A load balancer or TLS proxy in front needs the name among its virtual servers.',
  exchange: 'the certificate bound to SMTP should hold it.',
  postfix: 'check tls_server_sni_maps.',
  exim: 'check what tls_certificate does with $tls_in_sni.',
});

/** By RFC name. */
export const alertTexts: Readonly<Record<string, AlertText>> = {
  close_notify: {
    number: 0,
    meaning: 'The server ended the TLS session in the regular way before the handshake was done.',
    fix: serverSide,
  },
  unexpected_message: {
    number: 10,
    meaning:
      'The server received a handshake message that it did not expect: a fault of one side, or a device between.',
    fix: damaged,
  },
  bad_record_mac: {
    number: 20,
    meaning: 'A record arrived damaged: it did not decrypt to what was sent.',
    fix: damaged,
  },
  decryption_failed: { number: 21, meaning: 'A record could not be decrypted (an alert of old TLS).', fix: damaged },
  record_overflow: { number: 22, meaning: 'A record was longer than TLS allows.', fix: damaged },
  decompression_failure: {
    number: 30,
    meaning: 'Compressed data could not be read (an alert of old TLS).',
    fix: damaged,
  },
  handshake_failure: {
    number: 40,
    meaning:
      'The server found nothing acceptable among what was offered: protocol version, cipher suite, key exchange or signature. In TLS 1.2 a server that demands a client certificate says the same.',
    fix: noOverlap,
  },
  no_certificate: {
    number: 41,
    meaning: 'The server wanted a client certificate (an alert of SSL 3.0).',
    fix: clientCertificate,
  },
  bad_certificate: {
    number: 42,
    meaning: "The server could not read or verify the client's certificate.",
    fix: clientCertificate,
  },
  unsupported_certificate: {
    number: 43,
    meaning: "The client's certificate is of a kind that the server does not take.",
    fix: clientCertificate,
  },
  certificate_revoked: {
    number: 44,
    meaning: "The client's certificate was revoked by its issuer.",
    fix: clientCertificate,
  },
  certificate_expired: {
    number: 45,
    meaning: "The client's certificate has expired or is not valid yet by the server's clock.",
    fix: clientCertificate,
  },
  certificate_unknown: {
    number: 46,
    meaning: "The server did not accept the client's certificate, for a reason it does not name.",
    fix: clientCertificate,
  },
  illegal_parameter: {
    number: 47,
    meaning: 'A field of the handshake had a value that the server holds impossible.',
    fix: damaged,
  },
  unknown_ca: {
    number: 48,
    meaning: "The server does not know the authority that issued the client's certificate.",
    fix: clientCertificate,
  },
  access_denied: {
    number: 49,
    meaning: "The client's certificate was valid, but the server's access rules do not let it in.",
    fix: clientCertificate,
  },
  decode_error: { number: 50, meaning: 'The server could not take a handshake message apart.', fix: damaged },
  decrypt_error: {
    number: 51,
    meaning: 'A signature or a checksum of the handshake did not verify.',
    fix: damaged,
  },
  export_restriction: {
    number: 60,
    meaning: 'The server obeys export rules that were lifted around 2000 (an alert of old TLS).',
    fix: noOverlap,
  },
  protocol_version: {
    number: 70,
    meaning: 'The server speaks none of the TLS versions that were offered.',
    fix: noOverlap,
  },
  insufficient_security: {
    number: 71,
    meaning: 'The server wants stronger cipher suites than those that were offered.',
    fix: noOverlap,
  },
  internal_error: {
    number: 80,
    meaning:
      'Something failed inside the server that has nothing to do with the client: a certificate or key that cannot be used, a fault of its TLS library.',
    fix: `${serverSide}\nOpenSMTPD 6.8 with OpenSSL 3 (Debian 12) answers every handshake this way: a known fault, cured by a newer release.`,
  },
  inappropriate_fallback: {
    number: 86,
    meaning:
      'The server supports a newer TLS version than the one offered after a failed attempt, and takes the step down for an attack (RFC 7507).',
    fix: noOverlap,
  },
  user_canceled: { number: 90, meaning: 'The handshake was called off on the side of the server.', fix: serverSide },
  no_renegotiation: {
    number: 100,
    meaning: 'The server does not negotiate a second time (an alert of TLS 1.2 and older).',
    fix: serverSide,
  },
  missing_extension: {
    number: 109,
    meaning: 'The server missed an extension of TLS 1.3 that must be there.',
    fix: damaged,
  },
  unsupported_extension: {
    number: 110,
    meaning: 'The server received an extension in a message where it must not stand.',
    fix: damaged,
  },
  certificate_unobtainable: {
    number: 111,
    meaning: "The server could not fetch the client's certificate from the address given (RFC 6066).",
    fix: clientCertificate,
  },
  unrecognized_name: {
    number: 112,
    meaning: 'The server does not answer for the name that was sent in SNI.',
    fix: serverName,
  },
  bad_certificate_status_response: {
    number: 113,
    meaning: 'A stapled OCSP response was invalid.',
    fix: serverSide,
  },
  bad_certificate_hash_value: {
    number: 114,
    meaning: "The client's certificate did not have the fingerprint that was announced (RFC 6066).",
    fix: clientCertificate,
  },
  unknown_psk_identity: {
    number: 115,
    meaning: 'The server does not know the pre-shared key that was offered.',
    fix: serverSide,
  },
  certificate_required: {
    number: 116,
    meaning: 'The server demands a client certificate, and none was presented.',
    fix: clientCertificate,
  },
  no_application_protocol: {
    number: 120,
    meaning: 'The server accepts only application protocols (ALPN) that were not offered; SMTP needs none.',
    fix: serverName,
  },
};

/** Where version and cipher suite were agreed and the client had said its last: not the lack of overlap it says else. */
export const lateHandshakeFailure: Omit<AlertText, 'number'> = {
  meaning:
    'It came after the last flight of the client, when version and cipher suite were agreed. Either the server demands a client certificate, or bytes were changed on the way.',
  fix: `If the server demands a client certificate: ${clientCertificate} If it does not: ${damaged}`,
};

/** For a number without a name. */
export const unknownAlert: Omit<AlertText, 'number'> = {
  meaning: 'The number is not in the registry of TLS alerts.',
  fix: damaged,
};

/** When the probe's own library sends the alert: it did not like what the server sent. */
export const ownAlertFix = damaged;

/** With its number, behind the word "with": "the alert internal_error (80)", or "alert number 200". */
export function nameAlert({ name, number }: TlsAlert): string {
  return alertTexts[name] === undefined ? `alert number ${number}` : `the alert ${name} (${number})`;
}
