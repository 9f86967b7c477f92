// Checks by hand that several rules share: each stands here once.

import type { HandCheck } from '../model/rulePage.ts';

export function shell(text: string, ...commands: readonly string[]): HandCheck {
  return { text, commands, shell: 'sh' };
}

export function powershell(text: string, ...commands: readonly string[]): HandCheck {
  return { text, commands, shell: 'powershell' };
}

export const seeEhlo = shell(
  'Read the greeting and the answer to EHLO with swaks, a mail tester. Lines with <- come from the server.',
  'swaks --server HOST --port PORT --quit-after FIRST-HELO',
);

export const seeSession = shell(
  'Follow the session with swaks, a mail tester, up to the TLS handshake. Lines with <- come from the server, those with *** say what went wrong. No mail is sent.',
  'swaks --server HOST --port PORT --tls --quit-after TLS',
);

export const fromElsewhere = shell(
  'Try from another address, best from a mail server. If it works there, the server (or something in front of it) treats this machine differently.',
);

export const insideTwin = shell(
  'Do the same from the network of the server, or on the server itself with localhost for HOST. What is seen from outside only is done by a device on the way: a firewall, a mail filter, a load balancer.',
);

export const seeDates = shell(
  'See whom the certificate is for, who issued it, and from when (notBefore) until when (notAfter) it is valid.',
  'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST | openssl x509 -noout -subject -issuer -dates',
);

export const seeNames = shell(
  'See the names that the certificate proves: only those under Subject Alternative Name count.',
  'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST | openssl x509 -noout -subject -ext subjectAltName',
);

export const seeIssuer = shell(
  'See who issued the certificate. Subject and issuer alike: it is self-signed. The name of a firewall or mail filter: it ends TLS on the way.',
  'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST | openssl x509 -noout -subject -issuer',
);

export const seeUses = shell(
  'See what the certificate may be used for.',
  'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST | openssl x509 -noout -subject -ext keyUsage,extendedKeyUsage',
);

export const seeChain = shell(
  'List what the server sends. Under "Certificate chain", s: is whom a certificate is for and i: who issued it; number 0 is the server\'s own, and the issuer of each should be the subject of the next.',
  'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST -showcerts',
);

export const seeChainDates = shell(
  "Keep what the server sends, and see the dates of each certificate, the server's own first.",
  'echo QUIT | openssl s_client -starttls smtp -connect HOST:PORT -servername HOST -showcerts > chain.pem',
  'openssl crl2pkcs7 -nocrl -certfile chain.pem | openssl pkcs7 -print_certs -text -noout | grep -E "Subject:|Not (Before|After)"',
);

export const seeVerified = shell(
  'Let two libraries verify the chain against the roots of a Linux machine: "Verification: OK" and "The certificate is trusted" are what should come. OpenSSL on Windows knows no roots and trusts nothing.',
  'echo QUIT | openssl s_client -brief -starttls smtp -connect HOST:PORT -servername HOST -verify_hostname HOST',
  'echo QUIT | gnutls-cli --starttls-proto=smtp --port PORT HOST',
);

export const exchangeCertificates = powershell(
  'On each Exchange server, in the Exchange Management Shell. The certificates for mail are those with SMTP among their Services: HasPrivateKey must be True, the date in the future, and the host name among CertificateDomains.',
  'Get-ExchangeCertificate | Format-List Subject,Issuer,CertificateDomains,NotAfter,Services,HasPrivateKey,Status,Thumbprint',
);

export const exchangeConnectors = powershell(
  'On Exchange: which connector answers for which address and port, and the certificate it was told to use. An empty TlsCertificateName means that Exchange chooses by the name in Fqdn.',
  'Get-ReceiveConnector | Format-List Identity,Bindings,RemoteIPRanges,Fqdn,AuthMechanism,TlsCertificateName',
);

export const exchangeCertificateEvents = powershell(
  'On Exchange: events that say why a certificate could not be used (12014: none for the name; 12016 and 12017: expired or about to).',
  "Get-WinEvent -FilterHashtable @{LogName='Application'; Id=12014,12015,12016,12017} -MaxEvents 10 | Format-List TimeCreated,Id,Message",
);

export const exchangeProtocolLog = powershell(
  'On Exchange: switch the protocol log of the connector on, try again, and read the newest file. CONNECTOR is an Identity from the first command.',
  'Get-ReceiveConnector | Format-List Identity,Bindings,ProtocolLoggingLevel',
  'Set-ReceiveConnector "CONNECTOR" -ProtocolLoggingLevel Verbose',
  'Get-FrontendTransportService | Format-List ReceiveProtocolLogPath',
);

export const schannelEvents = powershell(
  'On Exchange, or any other server on Windows: what Schannel, the TLS of Windows, says of failed handshakes.',
  "Get-WinEvent -FilterHashtable @{LogName='System'; ProviderName='Schannel'} -MaxEvents 20 | Format-List TimeCreated,Id,Message",
);

export const schannelVersions = powershell(
  'On Exchange: which TLS versions were switched on or off. A version without a key has the default of this Windows.',
  "Get-ChildItem 'HKLM:\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols' -Recurse | Get-ItemProperty | Format-List PSParentPath,PSChildName,Enabled,DisabledByDefault",
);

export const schannelSuites = powershell(
  'On Exchange: the cipher suites of this Windows, the preferred ones first.',
  'Get-TlsCipherSuite | Format-Table Name,KeyType',
);

export const postfixTls = shell(
  'On Postfix: is TLS set up, and with which files? An empty smtpd_tls_security_level means that it is not.',
  'postconf smtpd_tls_security_level smtpd_tls_chain_files smtpd_tls_cert_file smtpd_tls_key_file',
);

export const postfixCertificate = shell(
  "On Postfix: which file is in use, and the certificates in it. They should be the server's own, then its intermediates. FILE is the last path of the first command.",
  'postconf smtpd_tls_chain_files smtpd_tls_cert_file',
  'openssl crl2pkcs7 -nocrl -certfile FILE | openssl pkcs7 -print_certs -noout',
  'openssl x509 -in FILE -noout -dates',
);

export const postfixLog = shell(
  'On Postfix: what the log says of the last quarter of an hour. Without systemd, read /var/log/mail.log or /var/log/maillog.',
  'journalctl -t postfix/smtpd -t postfix/tlsproxy -t postfix/postscreen --since=-15min',
);

export const eximTls = shell(
  'On Exim (exim4 on Debian), as root: is TLS offered, and with which files?',
  'exim -bP tls_advertise_hosts tls_certificate tls_privatekey',
);

export const eximCertificate = shell(
  "On Exim (exim4 on Debian), as root: which file is in use, and the certificates in it. They should be the server's own, then its intermediates. FILE is the path from the first command.",
  'exim -bP tls_certificate tls_privatekey',
  'openssl crl2pkcs7 -nocrl -certfile FILE | openssl pkcs7 -print_certs -noout',
  'openssl x509 -in FILE -noout -dates',
);

export const eximLog = shell(
  'On Exim (exim4 on Debian): where the logs are, and their last lines. %s stands for main, reject and panic.',
  'exim -bP log_file_path',
  'tail -n 50 /var/log/exim4/mainlog /var/log/exim4/rejectlog /var/log/exim4/paniclog',
);

export const keyFits = shell(
  'On Postfix or Exim: do certificate and key belong together? Both commands must print the same. CERT and KEY are the files that the settings name.',
  'openssl x509 -in CERT -noout -pubkey | openssl sha256',
  'openssl pkey -in KEY -pubout | openssl sha256',
);

export const cisco = shell(
  'On a Cisco ASA: is SMTP inspected, and is TLS let through? "inspect esmtp" and a policy map without "allow-tls" (or with "no allow-tls") are the reason.',
  'show running-config all policy-map',
  'show service-policy inspect esmtp',
);

/** Said once on a page whose commands have something to fill in. */
export const placeholders =
  "HOST stands for the server's name, PORT for its port. On a port with TLS from the first byte (465), leave out -starttls smtp with openssl and --starttls-proto=smtp with gnutls-cli, and write --tls-on-connect for --tls with swaks. What is needed is OpenSSL 1.1.1 or newer: Linux has it, on Windows it comes with Git, on macOS with Homebrew (the one built in is another program). swaks and gnutls-cli are packages of their own.";
