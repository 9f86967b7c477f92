// What the TLS libraries of clients and servers say of the handshake: OpenSSL, Schannel, Java, Go, rustls, GnuTLS.

import { exchangeCertificatesArticle, rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, localTlsError, tlsError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { mailkitHandshake, opensslErrors, protocolLogging, schannelEvents } from '../sources.ts';

const alerts = rfc(8446, '6.2');

const oldPeer = because(
  'One side is too old: only TLS 1.0 or 1.1, or ciphers without ECDHE.',
  'A probe with each version.',
);
const device = because(
  'A firewall or antivirus on the way ends the session.',
  'It works from inside, or from another network.',
);
const noCertificate = because(
  'The server has no usable certificate or key of the kind asked for.',
  'Its own log at the same second.',
);

const modernTls = formatFix({
  first: 'Give the older side TLS 1.2 or 1.3 with ECDHE and AES-GCM.',
  exchange: 'switch TLS 1.2 on for Schannel and restart.',
  postfix: 'smtpd_tls_protocols = >=TLSv1.2, and a certificate of the kind (RSA, ECDSA) that the clients know.',
});

export const tlsEngines: readonly MailErrorEntry[] = [
  tlsError({
    id: 'tls-mode-and-port',
    row: 'T4',
    weight: 'exact',
    confidence: 'likely',
    signs: [
      /wrong[ _]version[ _]number/,
      /port \d{2,5} is typically reserved for plain-?text connections/,
      {
        text: /bad greeting from smtp host.{0,80}\[eof\]|could not connect to smtp host: .{1,80}response: -1/,
        confidence: 'possible',
      },
      { text: /does not support the connection encryption type you have specified|0x800ccc1a/, confidence: 'likely' },
      {
        text: /0x80090326|message received was unexpected or badly formatted|0x80090308|token supplied to the function is invalid/,
        lacks: /alert/,
        confidence: 'possible',
      },
      {
        text: /unknown[ _]protocol|\bhttps?[ _](?:proxy[ _])?request\b/,
        needs: /\bssl|tls|handshak/,
        // A ClientHello was read: it was TLS.
        lacks: /tls_process_client_hello:unknown/,
      },
      /tls_validate_record_header|bad record type|invalid header type/,
      /(?:unsupported or unrecognized ssl message|unrecognized ssl message, plaintext connection)/,
      /first record does not look like a tls handshake/,
      /cannot determine the frame size or a corrupted frame/,
      /unexpected packet format/,
      // A ClientHello, as logs of a server that waited for a command show it.
      /\\x16\\x03|\\026\\003|\\u0016\\u0003/,
      {
        text: /(?:\ufffd[^\ufffd]{0,12}){5}/,
        needs: /\b50[0-3][ -]|(?:unrecogni[sz]ed|unknown|invalid|unsupported) command/,
      },
      /record layer .{0,40}packet with illegal version|unexpected tls packet|unsupported record version|invalid tls record|oversized record|first record too short/,
      /received corrupt message|corruptmessage\b|invalidcontenttype/,
      {
        text: /tls_error_unexpected_packet|gnutls_e_unexpected_packet|ssl3_get_record|[ =:(,]-9800\b/,
        lacks: /mac/,
      },
      {
        text: /connecting to the right port/,
        confidence: 'possible',
        lacks: /possibility|rejected by|could not be validated/,
      },
    ],
    title: 'What came was not TLS: port and TLS mode do not go together',
    meaning:
      'One side spoke TLS from the first byte where the other spoke plain SMTP, or an error text came where TLS was expected. Mostly a client set to "SSL" on port 587 or 25.',
    lookAt: ['Port 465 with TLS from the first byte; ports 587 and 25 with STARTTLS.'],
    fix: formatFix({
      first:
        'Set the mode that belongs to the port (nodemailer: secure true on 465 only, and requireTLS true on 587; JavaMail: mail.smtp.ssl.enable on 465 only).',
      postfix: 'smtp_tls_wrappermode = yes for port 465 only.',
    }),
    sources: [rfc(8314, '3.3')],
    rules: ['pairing/tls-on-plaintext-port', 'pairing/plaintext-on-tls-port'],
  }),
  tlsError({
    id: 'weak-dh',
    row: 'T6',
    weight: 'exact',
    signs: [
      /dh[_ ]key[_ ]too[_ ]small|\bdh serverkeyexchange does not comply|could not generate dh keypair|[ =:(,]-9850\b/,
      /(?:diffie.hellman|dh) (?:prime|parameters?) .{0,40}(?:too small|weak|rejected|not acceptable|unacceptable)/,
      /dh prime (?:received )?.{0,60}bits.{0,40}(?:required|minimum|than)/,
    ],
    title: 'The server uses Diffie-Hellman parameters that are too short',
    meaning: 'The client refuses them. The certificate is not the matter.',
    fix: formatFix({
      first: 'On the server: parameters of 2048 bits or more, and ECDHE before them.',
      postfix: 'smtpd_tls_dh1024_param_file with such parameters, or none at all, which uses built-in ones.',
      exim: 'tls_dhparam = ffdhe2048.',
    }),
    sources: [rfc(9325, '4.2')],
    rules: ['tls/weak-key-exchange'],
  }),
  tlsError({
    id: 'nothing-in-common',
    row: 'T8',
    weight: 'exact',
    signs: [
      /no[ _](?:shared[ _]cipher|ciphers?[ _]available|cipher[ _]overlap|shared[ _](?:signature|group)|protocols[ _]available|supported[ _](?:protocol|version))/,
      {
        text: /rsa serverkeyexchange does not comply|cipher_mismatch|version_or_cipher|versiontoolow|unsupported[ _]version|bad_?ciphersuite|errsslnegotiation/,
        confidence: 'possible',
      },
      { text: /received unadvertised sig(?:nature)? scheme/, confidence: 'likely' },
      /tls_process_client_hello:unknown protocol|no negotiable (?:cipher|protocol)/,
      /none of the cipher suites|keine der vom client .{0,20}verschl|no common encryption|nicht über einen gemeinsamen algorithmus/,
      /(?:client_hello|client hello|server_hello|statem_srvr|statem_clnt)[a-z_]{0,20}:(?:[a-z_]{0,40}:)?(?:unsupported protocol|version too low|wrong ssl version|no protocols available)/,
      /\b(?:err_ssl_)?unsupported[ _]protocol\b/,
      /ssl routines:[a-z0-9_]{0,60}:(?:unsupported protocol|version too low|no protocols available|no ciphers available)/,
      /do not possess a common algorithm/,
      { text: /client and server cannot communicate/, confidence: 'likely' },
      /0x80090331/,
      { text: /0x80090302/, confidence: 'possible' },
      /server selected unsupported protocol version/,
      /no appropriate protocol \(protocol is disabled/,
      /alert (?:number )?(?:protocol version|70)\b|alert[ _]protocol[ _]version/,
      /error:1409442e:|no supported versions satisfy|tls: protocol version not supported/,
      {
        text: /no supported cipher suites (?:were|have been) found|legacy sigalg disallowed|wrong signature type|could not negotiate a supported cipher suite/,
        confidence: 'likely',
      },
      /tlsv1 alert protocol version|protocol_version\b|received fatal alert: protocol_?version/,
      /no cipher suites? in common|no common (?:tls|cipher|protocol)|insufficient_security/,
      /the server's tls version.{0,60}(?:old|support)/,
      /peer is incompatible: ?(?:nociphersuitesincommon|servertlsversionisdisabled|tls12notoffered|serverdoesnotsupporttls12or13)/,
      /tls_error_protocol|unsupported ssl\/tls (?:protocol|version)|client requested protocol .{1,20} (?:is )?not enabled or not supported/,
      /fatal (?:alert|error) code is (?:70|71|86)\b/,
      { text: /sslv3 alert handshake failure:?[^"]{0,160}(?:tls ?1\.?0|rc4)/ },
      /couldn't kickstart handshaking/,
    ],
    title: 'The two have no TLS version or cipher in common',
    meaning:
      'The handshake ended before any certificate was judged: what one side offers the other does not take. "SSLv3" in such texts is only the name of a state.',
    causes: [
      oldPeer,
      noCertificate,
      because(
        'A machine\'s own policy has switched the version off (Java: "No appropriate protocol").',
        'The peer was not asked at all.',
      ),
    ],
    fix: modernTls,
    sources: [rfc(9325, '3.1.1'), alerts],
    rules: ['tls/old-version', 'handshake/failed', 'handshake/alert'],
  }),
  tlsError({
    id: 'handshake-failure-alert',
    row: 'T8',
    confidence: 'possible',
    signs: [
      /alert[ _]handshake[ _]failure|alertreceived\(?handshakefailure|sslv3_alert_handshake|peerhandshakefail|[ =:(,]-9824\b|alert \[40\]|alert \(40\)/,
      { text: /tls fatal alert has been received/, lacks: /certificate|unknown ca/ },
      /tlsfatalalert: handshake_failure|tls alert: '?handshakefailure|fatal (?:alert|error) code is 40\b/,
      /(?:fatal alert|server alert|remote error|alert): ?(?:fatal - )?handshake[ _]?failure/,
      // Not Postfix's own 'cannot start tls: handshake failure', which says nothing of an alert.
      /(?<!start )tls: handshake failure/,
      /\balert number 40\b/,
      /handshake failed: received fatal alert/,
      /remote error: handshake failure/,
    ],
    title: 'The other side ended the handshake with the alert handshake_failure',
    meaning: 'Mostly no version or cipher is in common; a missing certificate on either side gives the same alert.',
    causes: [
      oldPeer,
      noCertificate,
      because('The server asks for a client certificate.', 'A probe shows the request.'),
    ],
    fix: modernTls,
    sources: [alerts],
    rules: ['handshake/alert', 'client-certificate/required'],
  }),
  tlsError({
    id: 'illegal-parameter-alert',
    row: 'T8',
    confidence: 'possible',
    signs: [
      /alert illegal parameter|alert number 47\b|alert:? ?illegal[_ ]?parameter|decryption failed or bad record mac|bad[ _]record[ _]mac|fatal (?:alert|error) code is (?:10|20|47|50)\b|decrypt error/,
      /alert[ _]decode[ _]error|alert number (?:10|20|22|50|51)\b|alert[ _](?:unexpected[ _]message|decrypt[ _]error|record[ _]overflow)|decryption[ _]failed|peermisbehaved|unexpected[ _]message\b/,
      /peer is incompatible: ?(?!nocipher|servertls|tls12)[a-z]/,
      /tls: (?:illegal parameter|unexpected message)/,
    ],
    title: 'One TLS stack does not understand the other',
    meaning:
      "An alert or an error on the form of a message: the stacks do not fit together. It says nothing of the certificate's trust.",
    causes: [oldPeer, device],
    fix: formatFix({ first: 'Update the older of the two stacks; probe the host to see which versions work.' }),
    sources: [alerts],
    rules: ['handshake/alert', 'handshake/failed'],
  }),
  tlsError({
    id: 'internal-error-alert',
    confidence: 'possible',
    signs: [
      /alert[ _]internal[ _]error|alert number 80\b|received fatal alert: ?internal_?error|alertreceived\(?internalerror|alert \[80\]|[ =:(,]-9838\b|fatal (?:alert|error) code is 80\b|alert:? ?internal[_ ]?error|alert_internal_error/,
    ],
    title: 'The other side had an internal error in the handshake',
    meaning: 'Alert internal_error (80): its own log tells why. It says nothing of this side.',
    fix: formatFix({
      first: 'Ask for the log of the other side at that second; see that its certificate and key load.',
    }),
    sources: [alerts],
    rules: ['handshake/alert'],
  }),
  tlsError({
    id: 'unrecognized-name-alert',
    weight: 'exact',
    signs: [
      /alert number 112\b|alert \[112\]|(?:tlsv1|alert:?)(?: alert)?[ _]unrecogni[sz]ed[ _]name|server name was not recogni[sz]ed|alertreceived\(?unrecogni[sz]edname|requested server name/,
    ],
    title: 'The server has no certificate for the name that was asked for',
    meaning: 'Alert unrecognized_name (112): the name in SNI is not configured there.',
    fix: formatFix({ first: 'Configure the name on the server, or ask for the name that it has.' }),
    sources: [rfc(6066, '3')],
    rules: ['handshake/alert', 'certificate/name-mismatch'],
  }),
  tlsError({
    id: 'legacy-renegotiation',
    weight: 'exact',
    signs: [/unsafe[ _](?:legacy[ _])?(?:re)?negotiation|tls_error_safe_renegotiation|unsafe renegotiation/],
    title: 'The server is too old to renegotiate safely, so the client refuses it',
    meaning: 'It lacks RFC 5746 of 2010. OpenSSL 3 does not talk to such servers.',
    fix: formatFix({ first: 'Update the TLS of the server, or of the device in front of it.' }),
    sources: [rfc(5746)],
    rules: ['handshake/failed'],
  }),
  tlsError({
    id: 'downgrade-detected',
    row: 'T8',
    confidence: 'possible',
    signs: [/protocol version downgrade attack|inappropriate[ _]fallback|alert number 86\b|downgrade sentinel/],
    title: 'The client saw an answer in an older TLS version than the server can do',
    meaning: "Mostly a device that breaks TLS open answered with an older version in the server's place.",
    causes: [device, because('The server itself is misconfigured.', 'It is the same from inside its network.')],
    fix: formatFix({ first: 'Exempt mail from the inspection on the way, or update it.' }),
    sources: [rfc(8446, '4.1.3')],
    rules: ['tls/old-version'],
  }),
  localTlsError({
    id: 'certificate-rejected-by-client',
    row: 'T5',
    confidence: 'likely',
    signs: [
      /alert[ _](?:unknown[ _]ca|bad[ _]certificate|certificate[ _]unknown|certificate[ _]expired|unsupported[ _]certificate|certificate[ _]revoked)/,
      /alert (?:number |\[|\()(?:42|43|44|45|46|48)\b/,
      /alert has been received\.?:? .{0,20}(?:certificate is bad|ca is unknown|certificate .{0,20}(?:unknown|expired|revoked|unsupported))/,
      /remote error: (?:tls: )?(?:bad certificate|unknown certificate(?: authority)?|expired certificate|revoked certificate|unsupported certificate)/,
      /received (?:fatal )?alert: ?(?:bad_?certificate|unknown_?ca|certificate_?(?:unknown|expired|revoked)|unsupported_?certificate)|alertreceived\(?(?:badcertificate|unknownca|certificate|unsupportedcert)|errsslpeer(?:badcert|unsupportedcert|certrevoked|certexpired|certunknown|unknownca)/,
      /ssl_error_(?:unknown_ca|bad_cert|expired_cert|revoked_cert|certificate_unknown)_alert/,
      /received .{0,60}fatal alert code is (?:42|43|44|45|46|48)\b/,
      /fatal alert was received from the remote endpoint\.? ?(?:42|43|44|45|46|48)\b/,
    ],
    title: 'The other side rejected our certificate',
    meaning:
      'The alert came from the peer: it does not trust the certificate that this machine presented, or not its name or date. unknown_ca says trust; bad_certificate and certificate_unknown leave it open.',
    causes: [
      because('The certificate is self-signed, or of a private authority.', 'A probe of this server tells.'),
      because('The intermediates are not sent.', 'The chain as sent holds one certificate.'),
      because(
        'The peer connects under a name that is not in the certificate.',
        'Ask which host name the client is set to.',
      ),
    ],
    fix: formatFix({
      first:
        'Probe this server and present a certificate of a public authority with its intermediates and the name that clients use.',
      postfix: 'smtpd_tls_chain_files with key, certificate and intermediates.',
    }),
    sources: [alerts],
    rules: [
      'certificate/self-signed',
      'certificate/untrusted-root',
      'certificate/incomplete-chain',
      'certificate/name-mismatch',
    ],
  }),
  tlsError({
    id: 'client-certificate-demanded',
    weight: 'exact',
    signs: [
      /certificate[ _]required\b.{0,40}alert|alert certificate required|alert number 116\b|tlsv13 alert certificate required/,
      /peer[ _]did[ _]not[ _]return[ _]a[ _]certificate|client certificate (?:is )?(?:required|requested)|certificate_required|clientcertrequested|[ =:(,]-9842\b|nsurlerrordomain.{0,8}-1206\b|tls: client didn't provide a certificate|nocertificatespresented|client certificate not presented/,
    ],
    title: 'A client certificate is demanded, and none was sent',
    meaning: 'The server takes only clients that show a certificate.',
    fix: formatFix({
      first: 'Give the client a certificate that the server accepts.',
      postfix: 'smtp_tls_chain_files as the sender.',
    }),
    sources: [alerts],
    rules: ['client-certificate/required'],
  }),
  tlsError({
    id: 'handshake-cut-short',
    row: 'T8',
    weight: 'general',
    confidence: 'possible',
    signs: [
      /tls handshake eof|failed to receive handshake|handshakenotcomplete/,
      /handshak[a-z]{0,4}(?:(?! quit )[^"]){0,60}(?:connection (?:was )?(?:closed|reset|aborted|lost)|closed (?:the )?connection|timed? ?out|unexpected ?eof|\beof\b|broken pipe|reset by peer|terminated|disconnected|hung up|i\/o error|econnreset|premature)/,
      /(?:closed?|closed connection|terminated|eof|reset|dropped|lost|aborted|disconnected|hung up|connection failure|timed? ?out|timeout)(?: by (?:the )?(?:peer|remote|server|client))?,? (?:connection )?(?:during|in|while|before|waiting for) (?:the )?(?:\w{1,12} )?(?:ssl |tls )?(?:handshake|handshaking|negotiat)/,
      /received an unexpected eof or 0 bytes|tls packet with unexpected length|unexpected[ _]eof[ _](?:while[ _]reading|during)|ssl: ?eof occurred|eof (?:occurred in violation of|was observed that violates the) protocol|handshak.{0,60}non-properly terminated/,
      /ssl_(?:connect|accept)[^"]{0,120}(?:lost connection|connection reset by peer|(?:connection |operation )?timed out|syscall|i\/o error|broken pipe|eof)/,
      /\(ssl_(?:accept|connect)\): (?:timed out|tcp connection closed|connection (?:closed|reset)|remote host|peer)/,
      /ssl: ?connection reset by peer|ssl connection.{0,20}(?:reset|closed|timed? ?out|timeout)|ssl_error_(?:zero_return|want_read|eof)|sslv23_hello|ssl handshake aborted/,
      /ssl_connect (?:syscall )?returned=5|(?:errsslclosed|closednonotify|closedabort|errssl)(?:abort|nonotify)?\b|[ =:(,]-98(?:05|06|16)\b/,
      /ssl23_write:ssl handshake failure|read:errno=0|write:errno=104|ssl_error_syscall/,
      /client network socket disconnected before secure tls connection/,
      /authentication failed because the remote party (?:has closed|sent a tls alert)/,
      /socket hang ?up.{0,40}tls|tls connection .{0,20}(?:closed|reset) during handshake/,
      /remote party has closed the transport stream|transport stream (?:was |has been )?closed/,
      /stream_socket_enable_crypto\(\): ssl: success|0x80090317|(?:after|following|in response to) starttls.{0,40}(?:closed|dropped|reset|lost)|tls handshaking: (?:connection closed|disconnected|read|eof)/,
    ],
    title: 'The connection ended in the middle of the handshake, without a reason',
    meaning: 'No alert was sent. The text proves neither a certificate fault nor a version fault.',
    causes: [
      oldPeer,
      device,
      noCertificate,
      because('A scanner or a client that gave up.', "The peer's address, and whether mail of it ever came."),
    ],
    fix: formatFix({
      first: 'Probe the host from the machine that wrote this: the result tells what comes back at each step.',
    }),
    sources: [rfc(3207, '4.1'), protocolLogging],
    rules: ['handshake/broken-off', 'session/closed-early'],
  }),
  tlsError({
    id: 'handshake-failed-open',
    row: 'T8',
    weight: 'general',
    givesWayTo: ['handshake-cut-short', 'certificate-not-accepted-open', 'alert-number-only'],
    confidence: 'possible',
    signs: [
      /handshak(?:e|ing)(?: protocol| operation| with [^ ]{1,255})? ?(?:has |have |was |is )?(?:failed|failure|error|unsuccessful|exception|aborted)|(?:failed|failure|error|unable|could not|cannot|can't|problem)s? (?:\w{1,12} ){0,6}(?:ssl|tls)[ /-]?(?:tls )?handshake/,
      /ssl_(?:accept|connect|do_handshake)(?:\(\))?:? (?:failed|error)|ssl_(?:accept|connect) returned|sslhandshakeexception|ssl_connect_error|curl: \(35\)|ssl connect error|use_ssl_failed|nsurlerrordomain.{0,8}-1200\b|errsslinternal|can't starttls|ssl peer handshake failed|unable to connect ssl bio|(?:tls|ssl) negotiation (?:wasn't|was not) successful|(?:tls|ssl|secure) connection could not be established|secure connection to .{1,60} failed/,
      /icid \d{1,12} tls failed|dcid \d{1,12} tls failed/,
      /starttls (?:has )?failed/,
      /(?:fail|unable|could not|couldn't|cannot|can't|error) ?.{0,12} (?:enabl|negotiat|start|initiat|establish|creat|set|upgrad|initiali[sz])[a-z]{0,4} .{0,12}(?:crypto|tls|ssl|encrypt|secure (?:conn|chann))|tls (?:startup|negotiation|start-up|session setup|connection|upgrade) (?:has )?(?:failed|error)|tls_negotiation_failed/,
      /220 [^>]{0,60}(?:tls|go ahead)[^>]{0,60}(?:smtp error: could not connect|client -> server: quit)|-> server: starttls\b.{0,300}-> client: 220 .{0,120}smtp error: could not connect/,
      /could not convert socket to tls|unable to connect (?:with tls encryption|via tls)|could not open secure tls connection|ssl-connect failed|\btls_failed\b|authentication or decryption has failed|fehler bei (?:einem )?sspi-aufruf|调用 sspi 失败/,
      /ssl_client_starttls_bio_connect_error/,
      /\(ssl_(?:accept|connect)\): error:?/,
      /defer \(-37\)|stream_socket_enable_crypto\(\): (?:ssl operation )?failed/,
      /tls error on connection (?:from|to) .{1,300}\(ssl_/,
      /(?:set of )?ssl\/tls protocols supported by the client and server do not match/,
      /an error occurred while attempting to establish an ssl or tls connection/,
      /a call to sspi failed|could not create ssl\/tls secure channel|ssl connection could not be established|authentication failed, see inner exception|error occurred while establishing a secure connection/,
      {
        text: /tls negotiation failed/,
        lacks: /error (?:nocredentials|unknowncredentials|socketerror|invalidtoken|illegalmessage|connection)/,
      },
      /attempt to start tls failed|starttls=(?:client|server), error|tls failed\b|failed_precondition: starttls error|starttls error \(/,
      /gnutls_handshake/,
      /starttls attempted but failed|starttls not accepted from server/,
    ],
    title: 'The TLS handshake failed, and the text does not say why',
    meaning:
      'Lists of possible reasons, as mail libraries print them, prove none of them. The inner exception or the line of the TLS library names the reason.',
    causes: [
      oldPeer,
      because('The certificate was not accepted.', 'A probe judges chain, name and dates.'),
      because('Port and TLS mode do not go together.', 'Plain text where TLS was expected.'),
      device,
    ],
    lookAt: ["The inner exception, the line of the TLS library, or the peer's log at the same second."],
    fix: formatFix({ first: 'Probe the host from the machine that wrote this; it names the step and the reason.' }),
    sources: [mailkitHandshake, rfc(3207, '4')],
    rules: ['handshake/failed', 'handshake/broken-off', 'handshake/alert'],
  }),
  localTlsError({
    id: 'alert-number-only',
    weight: 'general',
    confidence: 'possible',
    signs: [
      /fatal (?:alert|warning|error|alarm) (?:was|has been) (?:received|generated)/,
      /schwerwiegende warnung|alerte (?:fatale|irrécupérable)/,
      { text: /(?:fatal )?alert code (?:is )?\d{2,3}\b/ },
    ],
    title: 'A TLS alert, by its number',
    meaning:
      'Schannel 36887 or 36888: 40 and 70 mean nothing in common, 42 to 48 a certificate that was rejected, 80 an internal error of the sender of the alert.',
    fix: formatFix({
      first:
        'Find the connection of the same second in the protocol log; the alert belongs to it, or to another program of the machine.',
    }),
    sources: [alerts, schannelEvents],
  }),
  tlsError({
    id: 'connection-ended-without-notice',
    weight: 'beside',
    confidence: 'possible',
    signs: [/tls connection was non-properly terminated/],
    title: 'The other side hung up without saying goodbye in TLS',
    meaning: 'Mostly harmless: a peer that closes after its last reply. Only a failure before that reply matters.',
    fix: formatFix({ first: 'Look at the last reply before it; that is the reason.' }),
    sources: [rfc(8446, '6.1')],
  }),
  localTlsError({
    id: 'internal-crypto-exception',
    weight: 'general',
    confidence: 'possible',
    signs: [
      /error occurred during a cryptographic operation/,
      /system\.security\.cryptography\.cryptographicexception/,
    ],
    title: 'The TLS library failed inside, and does not say at what',
    meaning: 'An exception in judging the chain or in a key, on this machine.',
    causes: [
      because('Revocation could not be looked up.', 'It goes away where the list is reachable.'),
      because('A key or a store cannot be opened.', 'Rights of the account that runs the program.'),
    ],
    fix: formatFix({ first: "Update the runtime, and let the machine reach the authority's CRL and OCSP addresses." }),
    sources: [mailkitHandshake],
  }),
  localTlsError({
    id: 'wrong-authority-key',
    weight: 'exact',
    signs: [
      /rsa_padding_check_pkcs1_type_1|padding_check|certificate signature failure|num=7\b|notsignaturevalid/,
      { text: /certpathvalidatorexception: signature check failed/, confidence: 'likely' },
      { text: /the signature of the certificate cannot be verified|trust_e_cert_signature/, confidence: 'likely' },
    ],
    title: 'A signature in the chain does not fit the key of its issuer',
    meaning:
      "The authority's certificate at hand has the right name and another key, as after a renewal of the authority; or the certificate was altered.",
    causes: [
      because(
        'The trust store holds an older certificate of the same authority.',
        'Compare its key identifier with the one in the chain.',
      ),
    ],
    fix: formatFix({
      first:
        "Renew the authority's certificate in the trust store, and send the intermediates that belong to the certificate.",
    }),
    sources: [opensslErrors, exchangeCertificatesArticle],
    rules: ['certificate/invalid-path'],
  }),
];
