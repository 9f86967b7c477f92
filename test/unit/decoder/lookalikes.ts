// Words that a greedy pattern took for something else. Written from knowledge of the programs, as the families are.

/** Each with what it is not. */
export const lookalikes: readonly (readonly [text: string, isNot: string])[] = [
  ['554 5.7.1 Message blocked due to the reputation of the URL in it', 'address-blocked'],
  [
    'warning: hostname a.example.com does not resolve to address 203.0.113.5: Name or service not known',
    'name-not-resolved',
  ],
  [
    "Your message can't be delivered because messages to <u@example.com> are blocked by your organization using Tenant Allow Block List.",
    'address-blocked',
  ],
  ['554 5.7.1 The recipient does not want your mail. We may feed it to a spam blacklist.', 'address-blocked'],
  [
    'Outbound direct trust authentication failed for certificate %1. Make sure EdgeSync is running properly.',
    'login-failed',
  ],
  [
    'Inbound authentication failed with error IllegalMessage for Receive connector Default. The authentication mechanism is ExchangeAuth.',
    'login-failed',
  ],
  [
    'Service not available, closing transmission channel. The server response was: 4.4.1 Connection timed out',
    'service-not-active',
  ],
  [
    '554 mx bizsmtp Connection refused from 203.0.113.5. See http://csi.cloudmark.com/reset-request/',
    'connection-refused',
  ],
  ['disconnect ip=127.0.0.1 rdns=localhost helo=A relay=Y early=N esmtp=Y tls=N pipe=N errors=0 txns=1', 'reverse-dns'],
  [
    'msmtp: TLS certificate verification failed: The certificate is NOT trusted. The certificate chain uses expired certificate.',
    'issuer-not-known',
  ],
  [
    'SASL authentication failed; cannot authenticate to server smtp.example.com: no mechanism available',
    'login-failed',
  ],
  [
    'Net::SMTPAuthenticationError: 454 4.7.0 Temporary authentication failure: generic failure',
    'kerberos-between-exchange-servers',
  ],
  ['imap-login: Login failed: Plaintext authentication disabled: user=<>, rip=203.0.113.5', 'login-failed'],
  [
    'com.fsck.k9.mail.CertificateValidationException: SSL handshake aborted: I/O error during system call, Connection reset by peer',
    'certificate-not-accepted-open',
  ],
  [
    'The server you are connected to is using a security certificate that cannot be verified. The target principle name is incorrect.',
    'certificate-not-accepted-open',
  ],
  [
    'cannot load CA file /etc/ssl/ca.pem: error:02001002:system library:fopen:No such file or directory',
    'postfix-tls-not-available',
  ],
  [
    'PKIX path validation failed: java.security.cert.CertPathValidatorException: signature check failed',
    'issuer-not-known',
  ],
  [
    'Name service error for name=_25._tcp.mx.example.com type=TLSA: Host not found, try again. TLSA lookup error for mx.example.com:25',
    'dane-only-without-dnssec',
  ],
  ['550 5.7.501 Service unavailable. Spam abuse detected from IP range. [A.prod.outlook.com]', 'refused-by-policy'],
  [
    'Computer: ExchangeServer.example.com. Inbound authentication failed with error LogonDenied for Receive connector Client Frontend. The authentication mechanism is Login.',
    'kerberos-between-exchange-servers',
  ],
  ['SMTP authentication failed: use of closed network connection', 'login-failed'],
  [
    'certificate with subject *.example.com cannot be used for POP SSL/TLS connections because the subject is not a Fully Qualified Domain Name (FQDN).',
    'bad-greeting-name',
  ],
  ['504 5.5.2 <a>: Sender address rejected: need fully-qualified address', 'bad-greeting-name'],
  ['status=deferred (Cannot start TLS: handshake failure)', 'handshake-failure-alert'],
  ['Valid Internal Transport Certificate Found On Server: True', 'internal-transport-certificate'],
  ['smtp auth failed: EOF', 'login-failed'],
];
