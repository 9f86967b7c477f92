// The rows of the table of known failures: a real text for each whose signature is a text, and why the others have none.

export interface RowCase {
  readonly row: string;
  readonly id: string;
  readonly text: string;
}

function row(name: string, id: string, ...texts: readonly string[]): readonly RowCase[] {
  return texts.map((text) => ({ row: name, id, text }));
}

export const rowCases: readonly RowCase[] = [
  ...row(
    'H1',
    'starttls-demanded-by-exchange',
    '451 5.7.3 Must issue a STARTTLS command first',
    '451 4.4.0 Primary target IP address responded with: "451 5.7.3 Must issue a STARTTLS command first."',
    '451 4.4.395 Target host responded with error. -> 451 5.7.3 Must issue a STARTTLS command first',
  ),
  ...row(
    'H2',
    'exchange-receiver-without-starttls',
    '451 5.7.3 STARTTLS is required to send mail',
    `450 4.4.101 Proxy session setup failed on Frontend with '451 4.4.0 Primary target IP address responded with "451 5.7.3 STARTTLS is required to send mail." Attempted failover to alternate host, but that did not succeed.'`,
  ),
  ...row(
    'H3',
    'exchange-online-met-no-starttls',
    '450 4.4.317 Cannot connect to remote server [Message=451 5.7.3 STARTTLS is required to send mail] [LastAttemptedServerName=mail.contoso.com] [LastAttemptedIP=203.0.113.5:25]',
  ),
  ...row(
    'H4',
    'chain-not-trusted-by-exchange-online',
    '450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot] [LastAttemptedServerName=mail.contoso.com]',
  ),
  ...row('H5', 'connection-refused', '4.4.316 Connection refused [Message=Socket error code 10061]'),
  ...row(
    'H6',
    'other-name-for-exchange-online',
    '450 4.7.320 Certificate validation failed [Message=SubjectMismatch] [LastAttemptedServerName=mail.contoso.com]',
    '{LED=450 4.7.320 Certificate validation failed};{MSG=SubjectMismatch};{FQDN=hybrid.contoso.com};{IP=203.0.113.5}',
  ),
  ...row(
    'H7',
    'expired-for-exchange-online',
    '450 4.7.320 Certificate validation failed [Message=CertificateExpired] [LastAttemptedServerName=mail.contoso.com]',
  ),
  ...row(
    'H7',
    'chain-not-trusted-by-exchange-online',
    '450 4.7.320 Certificate validation failed [Message=UntrustedRoot]',
  ),
  ...row('H7', 'certificate-refused-by-exchange-online', '450 4.7.320 Certificate validation failed'),
  ...row(
    'H8',
    'send-connector-certificate-missing',
    '454 4.7.5 The certificate specified in TlsCertificateName of the SendConnector could not be found',
  ),
  ...row(
    'H9',
    'peer-certificate-refused-by-exchange',
    '454 4.7.5 Certificate validation failure',
    '454 4.7.5 Certificate validation failure, Reason:UntrustedRoot',
  ),
  ...row(
    'H10',
    'client-certificate-untrusted-by-exchange-online',
    '454 4.7.0 Failed to establish appropriate TLS channel: UntrustedRoot: Access Denied',
  ),
  ...row('H11', 'send-certificate-without-private-key', 'TLS negotiation failed with error NoCredentials'),
  ...row('H12', 'send-certificate-not-enabled-for-smtp', 'TLS negotiation failed with error UnknownCredentials'),
  ...row(
    'H13',
    'exchange-connection-dropped-in-tls',
    '421 4.4.2 Connection dropped due to SocketError',
    'TLS negotiation failed with error SocketError',
  ),
  ...row('H14', 'relay-denied-tenant-unknown', '550 5.7.64 TenantAttribution; Relay Access Denied'),
  ...row('H15', 'relay-denied-domain-not-accepted', '550 5.7.64 Relay Access Denied ATTR36'),
  ...row('H16', 'wrong-region', '451 4.4.62 Mail sent to the wrong Office 365 region. ATTR35'),
  ...row('H17', 'wizard-validate-mail-flow', 'Subtask ValidateConfiguration execution failed: Configure Mail Flow'),
  ...row(
    'H18',
    'wizard-certificate-name-too-long',
    'Subtask Configure execution failed: Configure Mail Flow Execution of the New-SendConnector cmdlet has thrown an exception. problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 811c7e35 (msExchSmtpTLSCertificate):len 552',
  ),
  ...row(
    'H19',
    'edgesync-certificate-name-too-long',
    'EdgeSync Incomplete: A value in the request is invalid. [ExDirectoryException] Failed to synchronize entry CN=Outbound to Office 365',
  ),
  ...row(
    'H20',
    'wizard-certificate-not-bound',
    'Subtask CheckPrereqs execution failed: Configure Mail Flow The Secure Mail Certificate on server EX01 is not bound to the SMTP Service',
  ),
  ...row(
    'H21',
    'wizard-tls-name-without-certificate',
    'RequiredTls flag should be set to true if TlsCertificateName is specified',
  ),
  ...row('H22', 'wizard-receive-connector-missing', 'HCW8010 Default Receive Connector cannot be found on server EX01'),
  ...row(
    'H23',
    'wizard-several-send-connectors',
    'HCW8011 There are multiple Send Connectors found for AddressSpace contoso.com',
  ),
  ...row('H24', 'wizard-no-certificate-on-hub', 'No valid certificate exists for the Hub Transport server(s)'),
  ...row(
    'H25',
    'wizard-revocation-not-checked',
    'Connecting to remote server ps.outlook.com failed: The SSL certificate could not be checked for revocation.',
  ),
  ...row(
    'H26',
    'no-certificate-for-connector-name',
    'Microsoft Exchange could not find a certificate that contains the domain name mail.contoso.com in the personal store on the local computer. Therefore, it is unable to support the STARTTLS SMTP verb for the connector Default',
  ),
  ...row(
    'H27',
    'starttls-certificate-expired',
    'There is no valid SMTP Transport Layer Security (TLS) certificate for the FQDN of mail.contoso.com. The existing certificate for that FQDN has expired.',
  ),
  ...row(
    'H27',
    'starttls-certificate-expires-soon',
    'The STARTTLS certificate will expire soon: subject: mail.contoso.com, hours remaining: 95',
  ),
  ...row('H28', 'front-end-proxy-socket', '451 4.7.0 Temporary server error. Please try again later. PRX5'),
  ...row('H29', 'cross-premises-headers-filtered', 'X-CrossPremisesHeadersFilteredBySendConnector: EX01.contoso.com'),
  ...row('H30', 'kerberos-between-exchange-servers', '454 4.7.0 Temporary authentication failure'),
  ...row('H31', 'exchange-server-authentication-failed', '451 5.7.3 Cannot achieve Exchange Server authentication'),
  ...row(
    'H33',
    'certificate-still-named-by-connectors',
    'These certificates are tagged with following Send Connectors : Outbound to Office 365',
  ),
  ...row(
    'H35',
    'exchange-server-out-of-date',
    '450 4.7.230 Connecting Exchange server version is out-of-date; connection to Exchange Online throttled for 5 mins/hr',
  ),
  ...row('H38', 'connector-not-turned-on', 'The domain of the recipient is not configured as part of connector'),
  ...row(
    'H40',
    'revocation-not-checked',
    'RevocationCheckFailure',
    'The certificate status could not be determined because the revocation check failed',
  ),
  ...row('H41', 'unregistered-domain', '550 5.7.750 Client blocked from sending from unregistered domains'),
  ...row(
    'D1',
    'dane-starttls-missing',
    '450 4.7.321 starttls-not-supported: Destination mail server must support TLS to receive mail.',
  ),
  ...row(
    'D2',
    'dane-certificate-expired',
    "450 4.7.322 certificate-expired: Destination mail server's certificate is expired.",
  ),
  ...row('D3', 'tlsa-mismatch', '450 4.7.323 tlsa-invalid: The domain failed DANE validation.'),
  ...row('D4', 'dnssec-bogus', '450 4.7.324 dnssec-invalid: Destination domain returned invalid DNSSEC records'),
  ...row(
    'D5',
    'dane-name-mismatch',
    '550 5.7.325 certificate-host-mismatch: Remote certificate MUST have a common name',
  ),
  ...row('D6', 'mx-not-in-policy', '450 4.4.8 MX hosts of contoso.com failed MTA-STS validation'),
  ...row(
    'D7',
    'mta-sts-certificate-refused',
    '450 4.7.5 Remote certificate failed MTA-STS validation. Reason: SubjectMismatch',
  ),
  ...row(
    'D8',
    'mta-sts-policy-unusable',
    '"result-type": "sts-policy-fetch-error"',
    '"result-type": "sts-webpki-invalid"',
  ),
  ...row('D9', 'mta-sts-policy-key', 'version: STSv1\nmode: enforce\nnmx: mail.example.com\nmax_age: 86400'),
  ...row(
    'D10',
    'mx-pattern-one-label',
    '"result-type": "validation-failure", "receiving-mx-hostname": "example-org.h-v1.mx.microsoft"',
  ),
  ...row(
    'D11',
    'no-matching-tlsa',
    'certificate verification failed for mx.example.com[203.0.113.5]:25: num=65:no matching DANE TLSA records',
  ),
  ...row('M1', 'greeting-masked', '220 ****************************2*****0*', '220 SMTP/cmap____________ read'),
  ...row('M2', 'keyword-masked', '250-mail.contoso.com\n250-SIZE 37748736\n250-XXXXXXXA\n250 DSN'),
  ...row('M3', 'command-rewritten', '500 5.5.1 Command unrecognized: "XXXXXXXX"'),
  ...row('M3', 'command-not-known', '500 #5.5.1 command not recognized'),
  ...row('M8', 'connection-timed-out', '450 4.4.315 Connection timed out [Message=Socket error code 10060]'),
  ...row('M9', 'greeting-late', 'Error: Greeting never received'),
  ...row('M10', 'rate-limited', '421 4.7.0 mx.example.com too many connections from your host'),
  ...row(
    'M11',
    'address-blocked',
    '550 5.7.606 Access denied, banned sending IP [203.0.113.5]',
    '554 5.7.1 You are not allowed to connect.',
  ),
  ...row('T1', 'postfix-tls-not-available', '454 4.7.0 TLS not available due to local problem'),
  ...row('T2', 'client-must-start-tls', '530 5.7.0 Must issue a STARTTLS command first'),
  ...row('T3', 'tls-required-not-offered', 'TLS is required, but was not offered by host mx.example.com[203.0.113.5]'),
  ...row('T3', 'postfix-handshake-failed', 'status=deferred (Cannot start TLS: handshake failure)'),
  ...row('T3', 'postfix-certificate-not-verified', 'status=deferred (Server certificate not verified)'),
  ...row('T4', 'tls-mode-and-port', 'SSL routines:ssl3_get_record:wrong version number'),
  ...row('T5', 'issuer-not-known', 'unable to get local issuer certificate', 'unable to verify the first certificate'),
  ...row('T6', 'weak-dh', 'SSL routines:tls_process_ske_dhe:dh key too small'),
  ...row(
    'T7',
    'certificate-name-differs',
    "Hostname/IP doesn't match certificate's altnames",
    "Hostname/IP does not match certificate's altnames",
  ),
  ...row('T8', 'nothing-in-common', 'tls_post_process_client_hello:no shared cipher', 'tlsv1 alert protocol version'),
  ...row('T8', 'handshake-cut-short', 'smtp::outbound::delivery: error=I/O error: tls handshake eof'),
  ...row('T10', 'server-tls-not-available', '454 4.3.3 TLS not available after start', '454 TLS currently unavailable'),
];

/** Rows whose signature is a state, a comparison or a habit: a probe or an export shows it, no text does. */
export const rowsWithoutText: Readonly<Record<string, string>> = {
  H32: 'STARTTLS on 587 but not on 25: two probes compared',
  H34: 'an old or self-signed certificate is presented after a renewal: the probe compares it with what is expected',
  H36: 'a root is missing on the machine of the sender: the stores are compared; its texts are those of T5 and H9',
  H37: 'a certificate without clientAuth: the probe reads its usages; the text of the peer is an alert without a reason',
  H39: 'a silent downgrade: there is no error text',
  D12: 'a gap in reports of others: the reader of TLS reports takes it (test/unit/formats/tlsReport.test.ts)',
  D13: 'no SNI, so another certificate: the probe compares with and without; the text is the one of T7 or D5',
  M4: 'a nonsense command is answered with 250: the further test --nonsense-verb',
  M5: 'works inside, not outside: two vantage points; its texts are those of T3 and H1',
  M6: 'a time-out with inspection only: timing and the issuer of the certificate',
  M7: 'the certificate and the EHLO answer are those of a proxy: the probe reads both',
  T9: 'a checker that compares with the wrong name',
};

/** Further texts that are told apart, for which the table has no row. */
export const furtherCases: readonly Omit<RowCase, 'row'>[] = [
  { id: 'tls-rate-exceeded', text: '454 4.7.0 Cannot accept TLS as maximum TLS rate exceeded for server' },
  {
    id: 'cipher-too-weak-for-exchange',
    text: '454 4.7.0 Temporary authentication failure because negotiated Tls cipher strength is too weak',
  },
  { id: 'wizard-mail-flow-step', text: "failed with error 'Subtask Configure execution failed: Configure Mail Flow" },
  { id: 'tlsrpt-certificate', text: '{"result-type": "certificate-not-trusted", "failed-session-count": 2}' },
  { id: 'tlsrpt-validation-failure', text: '{"result-type": "validation-failure", "failed-session-count": 2}' },
  { id: 'legacy-renegotiation', text: 'error:0A000152:SSL routines::unsafe legacy renegotiation disabled' },
  {
    id: 'client-certificate-demanded',
    text: 'SSL routines:ssl3_read_bytes:tlsv13 alert certificate required:SSL alert number 116',
  },
  {
    id: 'alert-number-only',
    text: 'A fatal alert was generated and sent to the remote endpoint. The internal error state is 1205.',
  },
  {
    id: 'connection-ended-without-notice',
    text: 'TLS error on connection to a.example [203.0.113.5] (recv): The TLS connection was non-properly terminated.',
  },
  { id: 'certificate-not-yet-valid', text: 'verify error:num=9:certificate is not yet valid' },
  { id: 'certificate-revoked', text: 'verify error:num=23:certificate revoked' },
  { id: 'certificate-form-not-taken', text: 'verify error:num=66:EE certificate key too weak' },
  { id: 'established', text: 'Verified TLS connection established to mx.example.com[203.0.113.5]:25: TLSv1.3' },
  { id: 'lost-after-starttls', text: 'postfix/smtpd[1]: lost connection after STARTTLS from unknown[203.0.113.5]' },
  {
    id: 'dotnet-login-or-tls',
    text: 'The SMTP server requires a secure connection or the client was not authenticated.',
  },
  { id: 'mail-loop', text: '554 5.4.14 Hop count exceeded - possible mail loop ATTR34' },
];
