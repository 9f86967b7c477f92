// What Postfix, Exim, sendmail and others say of TLS: their own set-up, their policies, the peer's.

import { eximChapter, postfixPage, rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, localTlsError, otherError, tlsError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { protocolLogging } from '../sources.ts';

const readme = postfixPage('TLS_README.html', 'TLS support');
const eximTls = eximChapter('ch-encrypted_smtp_connections_using_tlsssl', 'Encrypted SMTP connections using TLS/SSL');

const loadCertificate = formatFix({
  first: 'On that server: see that certificate and key exist, belong together and can be read by the mail server.',
  exchange: 'enable a certificate with a private key for SMTP.',
  postfix:
    'smtpd_tls_chain_files with key, certificate and intermediates in this order; postfix check, then postfix reload.',
  exim: 'tls_certificate and tls_privatekey, readable by the Exim user.',
});

/** Postfix speaks as the client, whose certificate need not be there. */
const sendingPostfix = /postfix\/(?:[\w-]{1,30}\/)?smtp\[/;

export const servers: readonly MailErrorEntry[] = [
  tlsError({
    id: 'postfix-tls-not-available',
    row: 'T1',
    weight: 'exact',
    signs: [
      /tls not available due to local problem/,
      /tls currently not available due to local problem/,
      /cannot (?:get|load|read|use) (?:rsa|dsa|ecdsa|dh|ed25519|the)? ?(?:server )?(?:certificate|cert|private key|key)s? (?:from|file|and|chain)/,
      { text: /disabling tls support/, lacks: new RegExp(`${sendingPostfix.source}|certificate authority data`) },
      /key[ _]values[ _]mismatch|key[ _]type[ _]mismatch/,
      /ssl_(?:ctx_)?use_(?:certificate|private|rsa)|tls_(?:certificate|privatekey).{0,60}(?:error|fail|no such)/,
      // A file, but not which of them: it may be that of the authorities.
      {
        text: /fopen:(?:no such file|permission denied)/,
        lacks: /\bca ?(?:file|path|cert|bundle)|cacert|trust|verify locations|client cert/,
        confidence: 'likely',
      },
      { text: /pem routines:.{0,40}:no start line/, lacks: /client cert|trust|\bca ?file/, confidence: 'possible' },
      /tls error on connection from .{1,300}\(cert\/key setup/,
      {
        text: /tls context initialization failed|no server certs? available\. tls (?:won't|can't) be enabled|no usable certificate/,
      },
      {
        text: /(?:cannot|can't|could not|couldn't|unable to|failed to|error|failure) (?:load|loading|read|reading|open|opening|parse|parsing|use|using|set|setting|access|accessing)[^.;]{0,24} (?:certificate|cert|certificate chain|private key|key|pem|pkcs#?12|pfx|keystore|tls certificate)s?(?: file| chain)?\b/,
        lacks:
          /\bca (?:file|cert|bundle)|verify locations|trust|client cert|<stdin>|schannel|internal transport|thumbprint|tlsa|dane|certificate list/,
        confidence: 'likely',
      },
    ],
    title: 'The server cannot load its own certificate or key, so it has no TLS',
    meaning:
      'A fault on the receiving server itself: a file is missing, may not be read, or key and certificate do not belong together. Peers hang up or keep their mail.',
    lookAt: ['The log of that server at its start: which file, and which error of the system.'],
    fix: loadCertificate,
    sources: [readme],
    rules: ['starttls/refused', 'starttls/not-offered'],
  }),
  tlsError({
    id: 'server-tls-not-available',
    row: 'T10',
    weight: 'exact',
    confidence: 'likely',
    signs: [
      /tls not available after start/,
      {
        text: /\b(?:4[35]4|50[23]|421|451)[ -].{0,50}\b(?:start)?tls\b.{0,40}(?:unavailable|not (?:available|configured|enabled)|temporar|problem|no certificate)/,
        lacks:
          /due to local problem|must issue|(?:encryption|tls|starttls) (?:is )?(?:required|needed)|not (?:recogni[sz]ed|implemented)|cipher|remote error|negotiation failed/,
      },
      /no certificate (?:is )?configured|no (?:ssl|tls) (?:server )?certificates? (?:is |are |was |were )?(?:available|configured|loaded|found)/,
      /\btls (?:cert|key)[a-z]{0,10} \S{1,100} could not be (?:loaded|read)|no private key in |no certificate (?:found )?for (?:smtp|tls|starttls)|tls support (?:is )?not (?:available|configured)/,
      /(?:start)?tls (?:is )?(?:temporarily|currently) (?:unavailable|not available)/,
    ],
    title: 'The server has no TLS to give: its certificate or its set-up is at fault',
    meaning:
      'Sendmail, Exim, Haraka, Stalwart and others say so when their certificate or key cannot be used or was never set.',
    lookAt: ['The log of that server at its start.'],
    fix: loadCertificate,
    sources: [eximTls],
    rules: ['starttls/refused'],
  }),
  tlsError({
    id: 'tls-required-not-offered',
    row: 'T3',
    weight: 'exact',
    givesWayTo: ['client-without-tls'],
    signs: [
      /tls is required, but was not offered/,
      /starttls is required but host does not support starttls/,
      /server does not support secure connections|0x800ccc7d|does not support an? ssl connection|unterstützt keine sicheren verbindungen|服务器不支持安全连接/,
      {
        text: /(?:does not|doesn't|did not|didn't|no longer) (?:support|offer|advertis|provid|announc|hav)[a-z]{0,4} (?:the |any )?(?:required )?"?(?:starttls|tls\b|ssl\/tls|tls\/ssl|secure connection|encryption|smtp over tls)/,
        lacks: /port (?:which|that) does|protocols supported|tls ?(?:v|version )?1\.\d/,
      },
      /must use tls, but host does not|tls[ -](?:is )?required,? but (?:was |is )?not (?:supported|offered|available|advertised)|a tls session is required, but the server did not offer|mailsmtp_error_starttls_not|starttls (?:is )?unavailable|tls_not_available|(?:host|peer|server) (?:refused|rejected) starttls/,
      /error="?unencrypted connection/,
      {
        text: /(?:would|will) not accept a tls connection|tls required by .{0,60}but|starttls (?:extension )?(?:is |was )?not (?:supported|offered|advertised|available|found)|starttls (?:was |is )?(?:required|requested|needed|enforced|mandatory)[^.;]{0,20} but|required starttls (?:option|extension) .{0,40}(?:missing|not)|starttls command failed|didn't find starttls in server response|(?:unrecognized|unknown) command '?"?starttls/,
        confidence: 'likely',
      },
      { text: /\bmissing_requirement, ?.{1,280}[ ,:]tls\b/, confidence: 'likely' },
      {
        text: /since it doesn't advertise that feature|starttls command not supported|tls i[st] not available or unauthenticated/,
        confidence: 'possible',
      },
    ],
    title: 'The sender demands TLS, and the server offers no STARTTLS',
    meaning:
      'The answer to EHLO had no STARTTLS, as the sender saw it: the server has none, or something on the way took it out.',
    causes: [
      because(
        'A firewall, a mail proxy or an antivirus on the way removes STARTTLS.',
        'The answer to EHLO differs from another network.',
      ),
      because(
        'The server has no usable certificate, or TLS is not set up on that port.',
        'STARTTLS is missing from everywhere.',
      ),
    ],
    lookAt: ['The answer to EHLO as the sender sees it.'],
    fix: formatFix({
      first:
        'Probe the server from the sender, and from elsewhere where both differ. Then give the server a certificate, or exempt the mail port from inspection.',
      exchange: 'enable a certificate for SMTP and have Tls in AuthMechanism of the Receive connector.',
      postfix: 'smtpd_tls_security_level = may.',
      exim: 'tls_advertise_hosts = *.',
    }),
    sources: [rfc(3207, '4'), readme],
    rules: ['starttls/not-offered', 'ehlo/rewritten'],
  }),
  tlsError({
    id: 'postfix-handshake-failed',
    row: 'T3',
    givesWayTo: ['certificate-not-accepted-open'],
    confidence: 'possible',
    signs: [/cannot start tls: handshake failure/],
    title: 'Postfix could not complete the handshake with the server',
    meaning:
      'STARTTLS was accepted, and TLS did not come about. The reason is in the line of the TLS library before, where there is one.',
    causes: [
      because('The server has only old TLS versions or ciphers.', 'A probe with each version.'),
      because('Something on the way, or the server, ends the session.', 'It breaks off without an alert.'),
    ],
    lookAt: ['The line "TLS library problem" before this one.'],
    fix: formatFix({
      first: 'Probe the server: it names the step.',
      postfix: 'smtp_tls_loglevel = 1 shows the reason.',
    }),
    sources: [readme],
    rules: ['handshake/failed', 'handshake/broken-off'],
  }),
  tlsError({
    id: 'postfix-certificate-not-verified',
    row: 'T3',
    confidence: 'likely',
    signs: [
      /server certificate not verified/,
      { text: /server certificate not trusted/ },
      /tls: (?:server )?certificate .{0,40}not verified/,
    ],
    title: "The server's certificate does not meet the sender's policy",
    meaning:
      'Said by Postfix at the levels dane, fingerprint, verify and secure. A chain that is trusted is not yet verified: the policy compares with a name, a fingerprint or TLSA records.',
    causes: [
      because(
        'The TLSA record or the fingerprint is stale.',
        'The destination has TLSA records, or the policy names a fingerprint, and the certificate is new.',
      ),
      because(
        "Level secure compares with the recipient's domain, and the certificate holds the MX host.",
        'smtp_tls_policy_maps for that domain has no match=.',
      ),
      because(
        'The sender has no list of authorities.',
        'smtp_tls_CAfile is empty, and "untrusted issuer" stands before.',
      ),
    ],
    lookAt: ['The line before: Trusted, Untrusted or Anonymous, and verification errors with num=.'],
    fix: formatFix({
      first: 'Probe the MX host, and compare with what the policy expects.',
      postfix:
        'name the expected host with match= in the policy table, renew the fingerprint there, or set smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt.',
    }),
    sources: [readme],
    rules: ['certificate/name-mismatch', 'certificate/untrusted-root'],
  }),
  localTlsError({
    id: 'sender-tls-configuration',
    weight: 'exact',
    signs: [
      /client tls configuration problem|our tls engine is unavailable/,
      { text: /disabling tls support/, needs: sendingPostfix },
      /invalid attribute name: "|attribute ".{1,40}" has (?:an )?(?:empty|invalid|no)|malformed attribute|tls policy table/,
      /unknown (?:tls )?(?:policy|security level|tls level)|unsupported tls policy|invalid security level/,
      /unable to (?:set|use) (?:private key|client certificate)|curl: \(58\)|tls error on connection to .{1,300}\(cert\/key setup/,
      /no cipher match|invalid cipher|curl: \(59\)|certfile must be specified/,
    ],
    title: "The sender's own TLS settings are not valid",
    meaning:
      'The sending program does not understand one of its settings for TLS, or cannot load what it names: policy, cipher list, client certificate or key. The receiver was not asked. Before version 3.4 Postfix does not know servername.',
    fix: formatFix({
      first: 'Correct the entry that the log names before.',
      postfix: 'postmap -q <domain> on the table shows it; update Postfix where it does not know an attribute.',
    }),
    sources: [postfixPage('postconf.5.html#smtp_tls_policy_maps', 'smtp_tls_policy_maps')],
  }),
  localTlsError({
    id: 'client-without-tls',
    weight: 'exact',
    signs: [
      /unable to find the socket transport "?(?:ssl|tls)|extension missing: openssl|openssl extension (?:is )?(?:not|required|missing)/,
      /no (?:ssl|tls) support\b|(?:ssl|tls|starttls|openssl) (?:support )?(?:is |was )?not (?:compiled|built|installed|available in this)|without (?:ssl|tls) support|curl: \((?:4|53|66)\)/,
      /install (?:io::socket::ssl|net::ssleay)|ssl module (?:is )?not available|could not load ssl library/,
    ],
    title: 'The program that sends has no TLS library, so it cannot encrypt',
    meaning:
      'The server was not asked: a module or extension is missing on this machine, or the program was built without it.',
    fix: formatFix({
      first:
        'Install what the text names (PHP: the openssl extension; Perl: IO::Socket::SSL and Net::SSLeay; Python: a build with ssl; others: a package built with TLS), then start the program again.',
    }),
    sources: [
      {
        text: 'PHP: supported socket transports',
        url: 'https://www.php.net/manual/en/transports.inet.php',
      },
    ],
  }),
  localTlsError({
    id: 'established-untrusted',
    weight: 'beside',
    signs: [
      /authenticity is not established by certificate path validation/,
      {
        text: /\buntrusted tls connection established|starttls=(?:client|server)\b.{0,200}verify=(?:fail|no|none|not|ok\?)\b/,
      },
    ],
    title: 'For information: the mail was encrypted, and the certificate not checked',
    meaning: 'The sender has no list of authorities, or does not need one at this level. Mail was sent. No failure.',
    fix: formatFix({
      first: 'Nothing has to be done for delivery.',
      postfix: 'smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt makes it Trusted.',
    }),
    sources: [readme],
  }),
  localTlsError({
    id: 'established',
    weight: 'beside',
    signs: [
      /\b(?:trusted|verified|anonymous|tls) (?:tls )?connection established|starttls=(?:client|server)\b.{0,200}verify=ok\b|connection is now using tlsv[0-9.]{1,4} with cipher/,
      {
        text: /starttls: tlsv[0-9.]{1,4} with cipher|handshake completed successfully|\b[id]cid \d{1,12} tls success/,
        confidence: 'likely',
      },
    ],
    title: 'For information: the session was encrypted',
    meaning: 'TLS came about. What failed, if anything did, came after it.',
    fix: formatFix({ first: 'Look at the line that follows.' }),
    sources: [readme],
  }),
  tlsError({
    id: 'delivered-unencrypted',
    weight: 'exact',
    confidence: 'likely',
    signs: [/delivering unencrypted to/],
    title: 'TLS failed, and the mail went out in clear text',
    meaning:
      'Exim tried TLS, it failed, and as the host is not in hosts_require_tls the mail was sent unencrypted. Nothing was kept back, so nobody notices.',
    causes: [
      because('The certificate was not accepted.', 'The words in brackets say so.'),
      because('The handshake failed.', 'The words in brackets name the step.'),
    ],
    fix: formatFix({
      first: 'Mend what failed.',
      exim: 'hosts_require_tls for destinations that must never get clear text, or hosts_require_dane.',
    }),
    sources: [eximTls],
    rules: ['certificate/untrusted-root', 'handshake/failed'],
  }),
  otherError({
    id: 'lost-after-starttls',
    weight: 'beside',
    isAboutTls: true,
    confidence: 'possible',
    signs: [/lost connection after starttls/],
    title: 'The client hung up after STARTTLS',
    meaning: 'A consequence: the line before names the reason, where the server knows it. A scanner looks the same.',
    fix: formatFix({ first: 'Look at the lines of the same process before, and probe this server from outside.' }),
    sources: [readme],
    rules: ['handshake/broken-off'],
  }),
  otherError({
    id: 'starttls-out-of-place',
    weight: 'exact',
    isAboutTls: true,
    signs: [
      /only one starttls command can be issued/,
      /not (?:permitted|allowed) (?:when|while|within|inside|in) .{0,12}tls|tls .{0,12}already (?:started|active|running|in|established|enabled)/,
      /starttls command used when not advertised/,
      /50\d .{0,30}already .{0,12}tls/,
    ],
    title: 'The client sent STARTTLS where it does not belong',
    meaning:
      'Twice, inside TLS, or without an answer to EHLO that offered it. A fault of the client or of its settings (both TLS from the first byte and STARTTLS).',
    fix: formatFix({
      first:
        'Set one mode in the client: STARTTLS on 587, or TLS from the first byte on 465; and let it say EHLO first.',
    }),
    sources: [rfc(3207, '4')],
    rules: ['pairing/tls-on-plaintext-port', 'starttls/offered-inside-tls'],
  }),
  otherError({
    id: 'hello-missing-after-starttls',
    weight: 'exact',
    isAboutTls: false,
    signs: [
      /send (?:hello|helo|ehlo)(?:\/ehlo|\/helo)? first/,
      /50[23] .{0,40}(?:ehlo|helo|hello)[ a-z/]{0,12} (?:first|before|required)|ehlo\/helo first|no (?:helo|ehlo)/,
    ],
    title: 'The client did not say EHLO, or not again after STARTTLS',
    meaning: 'A fault of the client: what was said before TLS does not count after it. TLS itself worked.',
    fix: formatFix({ first: 'Let the client send EHLO again after the handshake.' }),
    sources: [rfc(3207, '4.2')],
  }),
  otherError({
    id: 'keyword-in-greeting-line',
    weight: 'exact',
    confidence: 'likely',
    signs: [{ text: /ehlo [a-z0-9.-]{1,253} (?:<[-*]{0,2} ?)?250[- ]starttls\b/ }],
    title: "The first line of the answer to EHLO is a keyword, where the server's name belongs",
    meaning: 'Strict clients take the first line for the greeting and do not see the extension in it.',
    fix: formatFix({ first: 'Have the server answer EHLO with its own name first (RFC 5321 section 4.1.1.1).' }),
    sources: [rfc(5321, '4.1.1.1')],
    rules: ['ehlo/rewritten', 'session/reply-oddities'],
  }),
  otherError({
    id: 'command-not-known',
    row: 'M3',
    weight: 'general',
    confidence: 'possible',
    signs: [
      {
        text: /\b50[0-2][ -].{0,40}(?:command (?:is )?(?:not )?(?:un)?(?:recogni[sz]ed|implemented|known|disabled|supported|available|allowed)|(?:unrecogni[sz]ed|unknown|unimplemented|unsupported|invalid|bad) command|not (?:implemented|supported))/,
        lacks: /"x{6,80}/,
      },
      {
        text: /command (?:unrecogni[sz]ed|not recogni[sz]ed|unknown)/,
        lacks: /"x{6,80}/,
      },
    ],
    title: 'The server did not know the command',
    meaning:
      'After STARTTLS it means that the command was rewritten on the way, or that the server has no TLS. After another command it only means that.',
    causes: [
      because(
        'A firewall replaced STARTTLS by other letters.',
        "The line sent before was STARTTLS, and the server's own log shows XXXXXXXX.",
      ),
      because('The server does not know the command.', 'It did not offer it in the answer to EHLO.'),
    ],
    fix: formatFix({ first: 'Look which command was sent before; probe the host where it was STARTTLS.' }),
    sources: [protocolLogging],
    rules: ['starttls/refused', 'ehlo/rewritten'],
  }),
  tlsError({
    id: 'command-rewritten',
    row: 'M3',
    weight: 'exact',
    signs: [
      /(?:500|502) .{0,60}["']x{6,80}/,
      { text: /5\.5\.1 command (?:not recognized|unrecognized)/, needs: /starttls .{0,80}500|"x{6,80}/ },
    ],
    title: 'A device on the way replaced STARTTLS by other letters',
    meaning: 'The server got XXXXXXXX where the client sent STARTTLS: SMTP inspection of a firewall, mostly Cisco.',
    fix: formatFix({
      first:
        'On the firewall: allow-tls in the ESMTP policy map; else exempt the mail port from inspection (no inspect esmtp).',
    }),
    sources: [
      {
        text: 'Cisco: ESMTP inspection and TLS',
        url: 'https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance/118550-qa-esa-00.html',
      },
    ],
    rules: ['starttls/refused', 'ehlo/rewritten', 'greeting/rewritten'],
  }),
  tlsError({
    id: 'greeting-masked',
    row: 'M1',
    weight: 'exact',
    signs: [/220 ?[*02 ]{10,120}/, /220 smtp\/cmap_{2,40}/],
    isAboutTls: false,
    title: 'A firewall rewrites SMTP: the greeting is masked',
    meaning:
      "Cisco's ESMTP inspection (PIX, ASA) puts asterisks over the greeting. It mostly removes STARTTLS too, so no TLS comes about.",
    fix: formatFix({
      first:
        'On the firewall: allow-tls in the ESMTP policy map, without mask-banner; else exempt the mail port from inspection (no inspect esmtp).',
    }),
    sources: [
      {
        text: 'Microsoft: mail behind a Cisco firewall (KB 320027)',
        url: 'https://learn.microsoft.com/exchange/troubleshoot/mailflow/cannot-send-receive-email-behind-cisco-firewall',
      },
    ],
    rules: ['greeting/rewritten', 'ehlo/rewritten', 'starttls/not-offered'],
  }),
  tlsError({
    id: 'keyword-masked',
    row: 'M2',
    weight: 'exact',
    signs: [
      { text: /250[- ]x{7}a(?![a-z])/, lacks: /250[- ]starttls/, confidence: 'likely' },
      { text: /250[- ]x{2,40}[a-z](?![a-z.-])/, confidence: 'possible' },
    ],
    isAboutTls: false,
    title: 'A firewall masks a word in the answer to EHLO',
    meaning:
      "Cisco's ESMTP inspection puts X in place of the letters of what it does not know. Eight letters have the length of STARTTLS; where STARTTLS stands in the list too, it is another word.",
    fix: formatFix({
      first:
        'On the firewall: allow-tls in the ESMTP policy map; else exempt the mail port from inspection (no inspect esmtp).',
    }),
    sources: [
      {
        text: 'Cisco: ESMTP inspection and TLS',
        url: 'https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance/118550-qa-esa-00.html',
      },
    ],
    rules: ['ehlo/rewritten', 'starttls/not-offered'],
  }),
];
