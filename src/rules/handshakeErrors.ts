// What the TLS library's error codes mean when a handshake fails without an alert from the server.

import { formatFix } from '../formats/fix.ts';

export interface HandshakeErrorText {
  /** Matched against the code without its ERR_SSL_ or ERR_OSSL_ prefix. */
  readonly pattern: RegExp;
  readonly meaning: string;
  readonly fix: string;
  /**
   * The library itself lacks what the server uses, be it only one that offers less or every one: nothing is proved
   * about the server.
   */
  readonly ownLimit?: 'limited-engines' | 'every-engine';
  /** Of a log: the fault is on the side of the Exchange server that wrote it. */
  readonly isOfWriter?: true;
}

/** What Exchange writes behind "TLS negotiation failed with error": names of Windows' security package and of sockets. */
const loggedErrors: readonly HandshakeErrorText[] = [
  {
    // Microsoft KB 4495258.
    pattern: /^NoCredentials$/,
    meaning:
      'The certificate that this Exchange server chose for TLS has no private key that it can use, so it could not begin.',
    fix: formatFix({
      first: 'Give the certificate its private key back, on the Exchange server that wrote the log.',
      exchange:
        'find the thumbprint in the rows before this one, look with Get-ChildItem Cert:\\LocalMachine\\My | Format-List Thumbprint,Subject,HasPrivateKey, import the certificate again from a PFX file with its key, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP (and answer No to overwriting the default).',
    }),
    isOfWriter: true,
  },
  {
    // Microsoft KB 4051498.
    pattern: /^UnknownCredentials$/,
    meaning:
      'Windows could not use the certificate that this Exchange server chose for TLS. Most often it is not bound to SMTP, or its key cannot be read.',
    fix: formatFix({
      first: 'Bind the certificate that the connector names to SMTP, on the Exchange server that wrote the log.',
      exchange:
        'Get-ExchangeCertificate -Thumbprint <thumbprint> | Format-List Services,Status,HasPrivateKey, then Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP (and answer No to overwriting the default); NETWORK SERVICE must be able to read the key.',
    }),
    isOfWriter: true,
  },
  {
    // learn.microsoft.com/exchange/troubleshoot/email-delivery/send-receive-emails-socketerror
    pattern: /^(?:SocketError|ConnectionReset)$/,
    meaning:
      'The connection was lost during the handshake. One side may have nothing newer than TLS 1.1, which the other refuses without a word; or a device on the way cuts it. The row alone does not tell which.',
    fix: formatFix({
      first:
        'Let both sides speak TLS 1.2, then probe the server from this network and from its own: if TLS comes about there only, exempt the mail port from inspection on the way.',
      exchange:
        'set the Schannel keys TLS 1.2\\Client and TLS 1.2\\Server to Enabled=1 and DisabledByDefault=0, let .NET use strong cryptography (SchUseStrongCrypto=1), restart.',
    }),
  },
  {
    pattern: /^(?:InvalidToken|IllegalMessage|DecryptFailure)$/,
    meaning:
      'What came in the handshake was no TLS message that Windows takes: another program answered, something on the way changed it, or the two sides have nothing in common.',
    fix: formatFix({
      first:
        'Look at the greeting and the answer to EHLO of this session for marks of a device on the way (asterisks, keywords of X). Probe the server from this network and from its own, and exempt the mail port from inspection where they differ.',
      exchange: 'read the Schannel events in the System log at the time of the session.',
    }),
  },
  {
    pattern: /^(?:AlgorithmMismatch|UnsupportedFunction)$/,
    meaning: 'The two sides have no TLS version or cipher suite in common.',
    fix: formatFix({
      first: 'Let both sides speak TLS 1.2 with ECDHE and AES-GCM. Probing the server tells what it takes.',
      exchange:
        'set the Schannel keys TLS 1.2\\Client and TLS 1.2\\Server to Enabled=1 and DisabledByDefault=0, and look at the cipher suite order of Windows (Get-TlsCipherSuite).',
    }),
  },
  {
    pattern: /^(?:UntrustedRoot|CertUnknown|CertExpired|WrongPrincipal)$/,
    meaning: "One side did not take the other's certificate.",
    fix: formatFix({
      first:
        'Probe the server to see its chain, its dates and its names, and renew or complete what is wrong there; where the root is missing on this side, bring its root certificates up to date.',
      exchange: 'certutil -verifyctl AuthRoot shows whether Windows gets its root certificates.',
    }),
  },
];

const newerTls = formatFix({
  first: 'Let the server offer TLS 1.2 and 1.3.',
  exchange: 'Schannel keys TLS 1.2\\Server with Enabled=1 and DisabledByDefault=0, then restart.',
  postfix: 'smtpd_tls_protocols = >=TLSv1.2.',
  exim: 'openssl_options or tls_require_ciphers without what excludes newer versions.',
  last: 'An appliance that knows no newer version needs an update or a successor.',
});

const strongerKeyExchange = formatFix({
  first: 'Prefer ECDHE (P-256, X25519), and use Diffie-Hellman groups of 2048 bits or more.',
  exchange:
    'put ECDHE suites first in the Schannel cipher suite order and set ServerMinKeyBitLength of Diffie-Hellman to 2048.',
  postfix: 'smtpd_tls_dh1024_param_file with a 2048-bit file, or a release from 3.7 on.',
  exim: 'tls_dhparam = ffdhe2048 or larger.',
});

const strongerCertificate = formatFix({
  first:
    'Replace the certificate by one with an RSA key of 2048 bits or more, or P-256, signed with SHA-256, and bind it.',
  exchange: 'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
  postfix: 'smtpd_tls_chain_files, then postfix reload.',
  exim: 'tls_certificate and tls_privatekey, then restart it.',
});

const otherEngine =
  'Probe with an engine that offers more: run smtp-tls-probe in a terminal with Node.js (OpenSSL). On the server, offer the suites that all senders have in common: ECDHE with AES-GCM, with an RSA (2048 bits or more) or P-256 certificate.';

const faultyPeer = formatFix({
  first:
    'The server, or a device in front of it, breaks the TLS protocol. Probe from the network of the server: if it works there, exempt the mail port from TLS inspection on the way. If not, update the TLS library of the server.',
  exchange: 'Windows updates.',
  postfix: 'OpenSSL.',
  exim: 'GnuTLS or OpenSSL, whichever exim -bV names.',
});

const shorterList = formatFix({
  first:
    'Look at what the server sends ("openssl s_client -showcerts"): its own certificate and the intermediates up to the root are enough, mostly two to four.',
  exchange:
    'clear the Intermediate Certification Authorities store of the computer of what does not belong to the chain, then restart the transport services.',
  postfix:
    'the files of smtpd_tls_chain_files should hold no whole bundle of authorities; smtpd_tls_CAfile is the list for client certificates.',
  exim: 'the file of tls_certificate should hold no whole bundle of authorities; tls_verify_certificates is the list for client certificates.',
  last: 'The list of authorities in a request for client certificates can be as long: shorten it too.',
});

export const handshakeErrors: readonly HandshakeErrorText[] = [
  ...loggedErrors,
  {
    pattern: /^EXCESSIVE_MESSAGE_SIZE$/,
    meaning:
      "A handshake message, nearly always the list of certificates, is larger than this probe's TLS library takes (about 100 KB). The limit is the library's own; senders with the same library meet it too, others may not.",
    fix: shorterList,
    ownLimit: 'every-engine',
  },
  {
    pattern: /^DH_KEY_TOO_SMALL$|^BAD_DH_VALUE$|^BAD_DH_P_LENGTH$|^MODULUS_TOO_SMALL$/,
    meaning:
      "The server's Diffie-Hellman group is too small. Senders with a current OpenSSL stop here as this probe did.",
    fix: strongerKeyExchange,
  },
  {
    pattern: /^(?:EE_KEY|CA_KEY|KEY_SIZE)_TOO_SMALL$|^CA_MD_TOO_WEAK$/,
    meaning: "The key or the signature of the server's certificate is too weak for a current TLS library.",
    fix: strongerCertificate,
  },
  {
    pattern: /^UNSUPPORTED_PROTOCOL$|^WRONG_SSL_VERSION$|^UNKNOWN_PROTOCOL$|^NO_PROTOCOLS_AVAILABLE$/,
    meaning: 'The server answered with a TLS version that was not offered.',
    fix: newerTls,
  },
  {
    pattern: /^UNSAFE_LEGACY_RENEGOTIATION_DISABLED$/,
    meaning:
      'The server does not know secure renegotiation (RFC 5746). Current TLS libraries refuse such servers, because an attacker can splice data into their sessions.',
    fix: 'Update the TLS library of the server, or the appliance that ends TLS for it. Every Windows, OpenSSL and GnuTLS since 2010 has RFC 5746.',
  },
  {
    pattern: /^(?:WRONG_CURVE|UNSUPPORTED_ELLIPTIC_CURVE|BAD_ECPOINT|ECC_CERT_NOT_FOR_SIGNING)$/,
    meaning: 'The server used an elliptic curve that was not offered.',
    fix: otherEngine,
    ownLimit: 'limited-engines',
  },
  {
    pattern:
      /^(?:WRONG_CERTIFICATE_TYPE|UNKNOWN_CERTIFICATE_TYPE|UNKNOWN_PUBLIC_KEY|UNSUPPORTED_ALGORITHM|DECODE_ERROR_PUBLIC_KEY|WRONG_SIGNATURE_TYPE|NO_COMMON_SIGNATURE_ALGORITHMS|LEGACY_SIGALG_DISALLOWED_OR_UNSUPPORTED)$/,
    meaning: "The server's key or signature is of a kind that this TLS library does not take.",
    fix: otherEngine,
    ownLimit: 'limited-engines',
  },
  {
    pattern: /^(?:NO_SHARED_CIPHER|NO_CIPHERS_AVAILABLE|UNKNOWN_CIPHER_RETURNED|WRONG_CIPHER_RETURNED)$/,
    meaning: 'Server and probe have no cipher suite in common.',
    fix: otherEngine,
    ownLimit: 'limited-engines',
  },
  {
    pattern: /^(?:WRONG_VERSION_NUMBER|HTTP_REQUEST|HTTPS_PROXY_REQUEST|BAD_PROTOCOL_VERSION_NUMBER)$/,
    meaning: 'What came in place of a TLS record is not TLS: clear text, or another protocol.',
    fix: 'See in the transcript what came. If it is an SMTP reply, the server did not start TLS after all: read its log. Otherwise a device on the way answers; exempt the mail port from it.',
  },
  {
    pattern: /^(?:DECRYPTION_FAILED_OR_BAD_RECORD_MAC|BAD_RECORD_MAC|DIGEST_CHECK_FAILED|BAD_SIGNATURE|BAD_DECRYPT)$/,
    meaning:
      'A checksum or signature of the handshake did not verify: something was changed on the way or computed wrongly.',
    fix: faultyPeer,
  },
  {
    pattern:
      /^(?:UNEXPECTED_MESSAGE|UNEXPECTED_RECORD|LENGTH_MISMATCH|DECODE_ERROR|BAD_EXTENSION|UNEXPECTED_EXTENSION|PACKET_LENGTH_TOO_LONG|ENCRYPTED_LENGTH_TOO_LONG|DATA_LENGTH_TOO_LONG|BAD_LENGTH|TOO_MANY_WARNING_ALERTS|UNEXPECTED_EOF_WHILE_READING|CCS_RECEIVED_EARLY|RECORD_LENGTH_MISMATCH|ERROR_PARSING_EXTENSION|BAD_PACKET_LENGTH)$/,
    meaning: 'The server sent a handshake message that breaks the TLS protocol.',
    fix: faultyPeer,
  },
];

export function handshakeErrorText(errorCode: string): HandshakeErrorText | undefined {
  const bare = errorCode.replace(/^ERR_(?:SSL|OSSL)_/, '').replace(/^(?:EVP|SSL)_/, '');
  return handshakeErrors.find((entry) => entry.pattern.test(bare));
}

export const otherHandshakeFix = formatFix({
  first:
    'Read the log of the server at the time of the probe, and compare with openssl s_client from the same machine and from the network of the server.',
  exchange:
    'Schannel events in the System log; the certificate, the cipher suite order and the protocol versions are what decides.',
  postfix: 'the mail log, with smtpd_tls_loglevel = 1.',
  exim: 'the main log, lines with "TLS error".',
});
