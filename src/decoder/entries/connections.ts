// The way to the server: ports, time-outs, resets, names, limits, blocks.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, otherError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { flowIntelligence, ndrTable, protocolLogging } from '../sources.ts';

const sendLog = 'The protocol log of the sending server at that minute: the last line before the break.';
/** Greylisting, a deferral by reputation, SPF and a list that was asked wrongly have the same words in them. */
const notListed =
  /open resolver|spamhaus\.org\/returnc|gr[ea]y-?list|unauthenticated|snds-ip-unknown|\b4\.7\.[56]\d\d\b|\bspf\b|dmarc|dkim|domain .{0,40}listed|tenant allow|feed it to|(?:url|uri|link|content|body|attachment|sender|recipient|word)s? .{0,30}(?:black|block)|\burls?\b|surbl|uribl|\bdbl\b/;

/** The words are of an address, not of a recipient, a link or a domain. */
const ofAddress =
  /\bips?\b|address|client|host|server|network|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|\brbl\b|dnsbl|connect|ptr|x{2,3}\.x{2,3}/;

const reach = 'shows whether the host answers now, and at which step it stops';

/** "Connection" in other languages: a code alone says too little. */
const foreignConnection = /verbind|conne[sx]|conexi|yhtey|подключени|соединени|połączeni|接続|连接|連線|연결/;

export const connections: readonly MailErrorEntry[] = [
  otherError({
    id: 'connection-refused',
    row: 'H5',
    weight: 'exact',
    givesWayTo: ['address-blocked'],
    signs: [
      {
        text: /connection (?:was |is )?refused|refused the network connection/,
        // A greeting or a reply that refuses is a decision of the server.
        lacks:
          /connection (?:was )?refused (?:from|due to|by policy|- )|\b(?:421|5[05]\d)[- ](?!5\.4\.3|4\.4\.3)[^:[]{0,80}connection refused|connection refused.{0,30}(?:\bsee\b|because|reputation|black|spam)/,
      },
      { text: /\b10061\b|wsaeconnrefused/, needs: /winsock|socket|error|connect|errno|wsae/ },
      /\beconnrefused|errno["']?[ :=]{1,3}-?(?:111|61|4078)\b|mailsmtp_error_connection_refused|errsslconnectionrefused/,
      /actively (?:refus|reject)|active rejection by the target/,
      // What Windows and the C library say in other languages.
      /zielcomputer die verbindung verweigerte/,
      { text: /\b4\.4\.316\b/, needs: foreignConnection },
    ],
    title: 'Nothing listens at that address and port, or a firewall refuses',
    meaning: 'The connection was turned away at once. TLS was not reached.',
    lookAt: [
      'Whether the mail service runs, and whether the name leads to the mail server rather than to a web server.',
    ],
    fix: formatFix({
      first:
        'On the receiving side: start the service, open the port, and see that the MX record names the right host.',
    }),
    sources: [ndrTable],
    rules: ['connection/refused'],
    probe: reach,
  }),
  otherError({
    id: 'connection-timed-out',
    row: 'M8',
    confidence: 'possible',
    signs: [
      { text: /\b10060\b|wsaetimedout/, needs: /winsock|socket|error|connect|errno|wsae/ },
      /4\.4\.315 connection timed out/,
      /connect(?:ing|ion)? to [^ ]{1,300}(?: port \d{1,5})?(?:: ?| \()(?:connection|operation|timed? ?out)/,
      /\betimedout|(?:\bconnect(?:ion attempt|ing)?|connection to .{1,120}) (?:has )?timed? ?out|connected party did not properly respond/,
      {
        text: /connect(?:ion)? ?timed ?out|connection_timed_out|connection timed out/,
        lacks: /4\.4\.[12]\b|421[ -]|451[ -]|\b452[ -]|\(ssl_(?:connect|accept)\)|ssl_(?:connect|accept) error/,
      },
      /conversation with .{1,300} timed out|the recipient server did not accept our requests to connect/,
      {
        text: /execution expired|timeout was reached|failed to connect .{0,120}timed? ?out|\b(?:operation|request) timed out|\boperation timed out after|timed out (?:trying to|attempting to|while trying to|while) connect|connection timeout\b/,
        lacks: /\b(?:421|45\d)[ -]|handshak|greeting|(?:name|dns) (?:lookup|resolution)|resolving/,
      },
      {
        text: /i\/o timeout|context deadline exceeded|deadline has elapsed|net::(?:open|read)timeout|error::timeout/,
        lacks: /\blookup /,
        needs: /dial|smtp|mail|tcp|net::/,
      },
      /(?:socketexception|socket\.timeout|timeouterror|sockettimeoutexception):? ?.{0,24}timed out/,
      /errno["']?[ :=]{1,3}-?(?:110|60|4039)\b/,
      /\bcurl: \(28\)|0x800ccc19|libcurl: \(28\)|curle_operation_timed/,
      /gegenstelle nach einer bestimmten zeitspanne nicht|parti connecté n'a pas répondu/,
    ],
    title: 'No answer came from the server',
    meaning: 'A port that is blocked on the way, a host that is down and a wrong address look the same from here.',
    causes: [
      because(
        'This network blocks outgoing port 25, as providers and clouds do.',
        'A control host known to answer times out too.',
      ),
      because('The receiver is down, or its firewall drops packets.', 'Only this host does not answer.'),
      because('The name leads to a wrong address.', 'DNS beside what is expected.'),
    ],
    fix: formatFix({
      first:
        'Probe the host, and a second one for comparison, from the machine that sends. Where all of port 25 is blocked, ask the provider to open it or send over a relay on 587 with STARTTLS.',
    }),
    sources: [flowIntelligence],
    rules: ['connection/no-answer'],
    probe: reach,
  }),
  otherError({
    id: 'exchange-queue-timed-out',
    confidence: 'possible',
    signs: [
      {
        text: /4\.4\.1\b.{0,40}(?:connection timed out|časový limit|verbindungstimeout|zeitüberschreitung|tiempo de espera|délai)/,
        lacks: /server response was/,
      },
      /421[ .]4\.[24]\.[12] unable to connect/,
    ],
    title: 'The next server was not reached, or did not go on',
    meaning:
      'In an Exchange queue these words also stand for a handshake that this server ended itself, such as for want of a private key (NoCredentials). Only the send log tells.',
    causes: [
      because('The host does not answer on port 25.', 'The send log has no line from the peer.'),
      because('TLS failed on this side.', 'The send log says "TLS negotiation failed with error …".'),
    ],
    lookAt: [sendLog],
    fix: formatFix({ first: 'Read the send log; then probe the host from the sending server.' }),
    sources: [protocolLogging],
    rules: ['connection/no-answer', 'handshake/failed'],
    probe: reach,
  }),
  otherError({
    id: 'connection-dropped',
    weight: 'general',
    givesWayTo: ['handshake-cut-short'],
    confidence: 'possible',
    signs: [
      /connection (?:was )?dropped (?:due to (?!socketerror)[a-z]|by)|4\.4\.2 connection dropped/,
      /connection (?:was )?reset(?: by peer)?\b|\beconnreset|\b(?:error(?: code)?:?|errorcode|winsock|errno) 1005[34]\b|connectionreset|connectionaborted|\beconnaborted/,
      /errno["']?[ :=]{1,3}-?(?:104|54|103|32|4077|4079|4047)\b|\bepipe\b|broken pipe/,
      /(?:forcibly|abruptly|unexpectedly) (?:been )?(?:closed|terminated|dropped|disconnected|aborted)|(?:terminated|closed|dropped|aborted|broke|cut) (?:the |your |our )connection/,
      /unable to (?:read data from|write data to) the transport connection/,
      /(?<!tls .{0,80})socket error socketerror/,
      {
        text: /connection (?:unexpectedly |has been |was |is )?(?:closed|terminated|aborted|lost)(?: unexpectedly)?(?: by (?:the )?(?:remote|foreign) (?:host|server|peer|side|end)| by (?:the )?(?:peer|server))?\b(?! to auth)/,
        lacks: /\b5\d\d[ -][a-z0-9]|\[5\d\d\]|connection closed \(auth failed|connection lost to auth/,
      },
      /remote (?:host|server|end|side|peer) .{0,80}closed (?:the )?connection|smtpserverdisconnected|remote server disconnected/,
      /cannot establish session with remote server/,
      /lost connection (?:after (?!starttls)|with|while)|got (?:an )?empty (?:response|reply|code)|0x800ccc0f|empty (?:reply|response|answer) from (?:the )?server|server sent an empty reply|got code "", ?with|got code ", with/,
      /the underlying connection was closed|broken connection|network connection (?:was )?lost|connection was closed (?:by|before)/,
      /fail(?:ed|ure) .{0,5}(?:sending|receiving) (?:network )?data (?:to|from) the peer|(?:send|recv) failure: |curl: \((?:52|55|56)\)|network (?:read|write) error/,
      /unexpected (?:eof|end of (?:file|stream|input))(?! (?:while reading|during|occurred)|.{0,20}handshak)|eoferror: end of file reached|eofexception|\[eof\]|\bgot eof\b|premature (?:eof|end)/,
      /did(?:n't| not) respond(?: to|$)/,
      // The server waited for the client, and then gave up.
      /4\.4\.2 .{0,60}(?:time ?out|timed out)|\b421[ -].{0,60}(?:time ?out|timed out|closing connection|idle)|server response was: 4\.4\.[12]|\b\d{3} timeout\b/,
      { text: /\b4\.4\.318\b/, needs: foreignConnection },
      /\{:?error, ?:?closed\}|connection to smtp server:? eof\b/,
      /verbindung wurde vom (?:remotehost|kommunikationspartner) (?:geschlossen|zurückgesetzt|beendet)/,
    ],
    title: 'The connection ended before the dialogue was over',
    meaning:
      'The text names no reason, and no TLS. A limit or a block of the receiver, a firewall, an idle time-out or a crash look alike.',
    causes: [
      because("The receiver limits or blocks the sender's address.", 'A reply such as 421 or 5.7.x before the break.'),
      because('A firewall or proxy on the way cuts the session.', 'It works from inside or from elsewhere.'),
      because('TLS fails on the other side.', 'The break comes directly after STARTTLS.'),
    ],
    lookAt: [sendLog],
    fix: formatFix({ first: 'Probe the host: it shows the step at which the session ends.' }),
    sources: [flowIntelligence, protocolLogging],
    rules: ['session/closed-early', 'handshake/broken-off'],
    probe: reach,
  }),
  otherError({
    id: 'network-unreachable',
    weight: 'exact',
    signs: [
      { text: /\b100(?:51|65)\b/, needs: /winsock|socket|error|errno|wsae/ },
      { text: /network (?:is )?unreachable|unreachable network/, lacks: /timed out/ },
      {
        text: /no route to (?:the )?host|enetunreach|ehostunreach|unreachable host/,
        lacks: /timed out/,
      },
      { text: /(?:write|read):errno=(?:101|113)\b/, confidence: 'possible' },
      /(?<!write:|read:)errno["']?[ :=]{1,3}-?(?:101|113|4062|4073)\b|cannot assign requested address|nsurlerrordomain.{0,8}-1009\b|network_unreachable/,
    ],
    title: 'No route leads to the server',
    meaning:
      'The system knows no way to that address. With IPv6 addresses it mostly means that this machine has no IPv6.',
    fix: formatFix({
      first: 'Mend the network or its routes; where only IPv6 fails, let the server send over IPv4 until it works.',
    }),
    sources: [flowIntelligence],
    rules: ['connection/no-answer'],
    probe: reach,
  }),
  otherError({
    id: 'exchange-connect-failed',
    confidence: 'likely',
    signs: [
      /failed to connect\. winsock error code/,
      /\[message=failed to connect/,
      // Without what stands in brackets behind it, which says why.
      {
        text: /\b4\.4\.317\b/,
        needs: foreignConnection,
        lacks: /m(?:essage|sg)=|certificat|zertifikat|tls|security status/,
        confidence: 'possible',
      },
      {
        text: /failed to connect to mailserver at|curl: \(7\)|0x8004210[89]|0x800ccc0e|couldn't connect to server|nsurlerrordomain.{0,8}-1004\b|could not be contacted|cannot be reached/,
        lacks: /refused|timed? ?out|unreachable|no route|handshak|certificate/,
        confidence: 'possible',
      },
    ],
    title: 'The server could not be reached over the network',
    meaning: 'No TCP connection came about. TLS was not reached.',
    fix: formatFix({ first: 'Probe the host; see that port 25 is open and the address right.' }),
    sources: [flowIntelligence],
    rules: ['connection/no-answer', 'connection/refused'],
    probe: reach,
  }),
  otherError({
    id: 'greeting-late',
    row: 'M9',
    weight: 'exact',
    confidence: 'likely',
    signs: [
      /greeting never received/,
      {
        text: /server response time ?out|(?:fail(?:ed|ure)|unable) (?:to )?(?:receiv|read|get)[a-z]{1,4} (?:the |an? )?(?:smtp |server )?(?:greeting|banner)/,
        confidence: 'possible',
      },
      /timed? ?out .{0,60}(?:greeting|banner|initial (?:connection|response))|(?:greeting|banner|initial response) .{0,30}(?:timed? ?out|not received)/,
      /(?:no|never got|never received|did not receive) (?:an? |the |any )?(?:initial |smtp |server )?(?:greeting|banner)/,
    ],
    title: 'The server was reached and said nothing in time',
    meaning:
      'Some servers let clients wait on purpose (RFC 5321 allows five minutes). Else the port expects TLS from the first byte, or a firewall swallows the greeting.',
    causes: [
      because('The server delays its greeting.', 'It comes when one waits 30 seconds or more.'),
      because('The port expects TLS from the first byte.', 'Port 465, or an answer to a TLS greeting.'),
      because('A firewall or an overloaded server.', 'Nothing comes in either mode.'),
    ],
    fix: formatFix({ first: 'Probe the host and wait; set the client to the mode of the port and a longer time-out.' }),
    sources: [rfc(5321, '4.5.3.2.1')],
    rules: ['greeting/slow', 'session/no-reply', 'pairing/plaintext-on-tls-port'],
    probe: reach,
  }),
  otherError({
    id: 'name-not-resolved',
    weight: 'exact',
    givesWayTo: [
      'reverse-dns',
      'certificate-name-differs',
      'unrecognized-name-alert',
      'dnssec-bogus',
      'no-tlsa-published',
      'bad-greeting-name',
    ],
    signs: [
      // An answer that failed says less than a name that is missing: the resolver, DNSSEC, or the zone.
      { text: /type=tlsa: host not found, try again|tlsa lookup error for/, confidence: 'likely' },
      /name service error for name=/,
      /(?:host|domain)(?: or domain)?(?: name)? (?:was )?not found|host(?:name)? (?:is )?unknown(?! verified)|unknownhostexception|bad destination (?:host|system)/,
      /infodomainnonexistent|infonorecords|(?<!resolve dns: )domain .{1,255} does not exist|no such domain|0x800ccc0d|outgoing server \(smtp\) [^ ]{1,255} is unknown/,
      // A domain without a policy is no fault.
      { text: /no such host/, lacks: /lookup _mta-sts/ },
      /: unknown host\b|\benotfound|\beai_(?:again|noname|nodata)|getaddrinfo|gaierror|nodename nor servname|name or service not known|errno["']?[ :=]{1,3}-?(?:3008|3001)\b|server misbehaving|\[errno -[2-5]\] (?:try again|name (?:does|has))/,
      /dns[ -](?:query|lookup|look-up|resolution|resolve|hard error|soft error|error|failure|server returned|timeout)|smtpsend\.dns|\blookup (?!_mta-sts)[a-z0-9._-]{3,255}(?: on [^ ]{3,60})?: |host map: lookup/,
      {
        text: /(?:could not|couldn't|cannot|can't|unable to|failed to|not) (?:be )?(?:resolved?|resolving|resolution)\b(?! (?:host|proxy))(?<!name could not be resolved)/,
        needs: /host|name|dns|domain|server|\bmx\b|lookup/,
        confidence: 'likely',
      },
      /couldn't resolve (?:host|proxy)|could not resolve (?:host|proxy)|name could not be resolved|temporary failure in name resolution|name resolution (?:failed|failure|error|timed)|unrouteable address|all relevant mx records point to non-existent hosts|all host address lookups failed|lookup of host|failed to lookup address/,
      /couldn't (?:find|resolve) (?:any )?host|cname_lookup_failed|no mx(?: or a)?(?: record)?s? (?:found|for|could)|mx (?:lookup|record lookup|resolution) (?:failed|error)|mx-lookup/,
      /diagnostic-code: dns;/,
      // As host and dig say it.
      { text: /not found: [235]\([a-z]{4,10}\)|status: (?:servfail|nxdomain|refused)\b/, confidence: 'likely' },
      /remotename konnte nicht aufgelöst|name oder dienst nicht bekannt|impossible de résoudre le nom/,
    ],
    title: 'The name of the server or domain could not be looked up',
    meaning: 'DNS, not TLS: the name does not exist, or the resolver did not answer.',
    fix: formatFix({ first: 'Look the name up from that machine; mend the spelling, the MX record or the resolver.' }),
    sources: [rfc(5321, '5.1')],
    rules: ['connection/name-not-found', 'connection/resolver-failed'],
  }),
  otherError({
    id: 'reverse-dns',
    weight: 'exact',
    signs: [
      // What a gateway notes of every session is no refusal.
      {
        text: /reverse (?:dns|lookup|hostname|mapping|name|host lookup)|cannot find your (?:reverse )?hostname|no ptr|missing ptr|client host rejected: cannot find|\bfcrdns|\brdns\b(?!=)/,
        lacks: /reverse dns host .{1,255} verified/,
      },
      /fix reverse|does not resolve to address/,
    ],
    title: "The receiver wants a valid reverse name for the sender's address",
    meaning: 'The address has no PTR record, or the name there does not lead back to it. Not TLS, and no block list.',
    fix: formatFix({
      first:
        'Have the provider set a PTR record for the sending address that names the mail server, and an address record of that name which leads back.',
    }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'reply-not-understood',
    confidence: 'possible',
    signs: [
      /remote server response was not rfc conformant/,
      {
        text: /(?:invalid|unexpected|malformed|unknown|bad|illegal) (?:smtp |server )?(?:response|reply|answer)(?: code)? (?:from|received|to )|sent an (?:invalid|unexpected|illegal) (?:reply|response|answer)|unable to parse (?:the )?(?:status code|response|reply)|unexpected_code|malformed reply|unable to parse response from/,
        lacks: /starttls failed/,
      },
      { text: /http\/1\.[01] [1-5]\d\d\b/, needs: /<\*\*|smtp|mail/ },
      {
        text: /got code "[23]\d\d"|but got code \\?"[23]\d\d|invalid greeting.{0,24} [23]\d\d[ -](?!.{0,40}(?:esmtp|smtp|ready))/,
      },
      /does(?: not|n't) (?:look like|speak) (?:an? )?smtp|response: \* ok\b/,
    ],
    title: 'The other side answered something that is not SMTP',
    meaning: 'A firewall in between, another service on that port, or TLS where plain SMTP was expected.',
    causes: [
      because('Port and TLS mode do not go together.', 'The bytes are those of TLS.'),
      because('A device rewrites the dialogue.', 'Asterisks or X in the replies.'),
    ],
    fix: formatFix({ first: 'Probe the host: it shows the bytes.' }),
    sources: [rfc(5321, '4.2')],
    rules: ['session/protocol-error', 'pairing/tls-on-plaintext-port', 'greeting/rewritten'],
    probe: reach,
  }),
  otherError({
    id: 'rate-limited',
    row: 'M10',
    weight: 'exact',
    givesWayTo: [
      'exchange-server-out-of-date',
      'reputation-throttled',
      'tls-rate-exceeded',
      'sending-quota',
      'address-blocked',
    ],
    signs: [
      /(?:exceeded|reached) .{0,8}max(?:imum)? (?:number )?.{0,16}(?:connection|session|message|recipient)s|throttling limit exceeded|organi[sz]ation queue quota exceeded/,
      /too many (?:\w{1,12} ){0,2}(?:connections?|sessions|messages|e?-?mails|recipients|errors|login attempts|attempts|requests|commands|auth failures|invalid recipients|bad commands|unrecogni[sz]ed commands|recipients)\b/,
      {
        text: /(?:number of|allowed) .{0,40}(?:connections|sessions|recipients|messages) .{0,40}(?:exceed|reached)/,
        confidence: 'likely',
      },
      /(?:sender|recipient|mailbox|database|connection|message) thread limit exceeded|concurrent_sending|concurrency limit/,
      /maximum sending rate exceeded|\brate[ -]?limit(?:ed|ing|s)?\b(?! due to ip)|throttling(?:: | \(|$|exception)|message submission rate .{0,60}exceeded/,
      /#4\.4\.5|too much mail|slow down/,
      { text: /temporarily deferred/ },
      /rate (?:that prevents|of mail)|unusual rate of unsolicited mail|receiving (?:mail|e-?mails?) (?:at a rate|too quickly)|erhält zu (?:rasch|schnell) e-mails/,
      /exceed(?:ed|s|ing)? .{0,40}(?:connection|message|mail|email|sending|recipient)s? (?:rate|limit|per)|(?:emails|messages|mails|recipients) per (?:second|minute|hour|day|connection|session)/,
    ],
    title: 'The receiver takes no more for now: a limit of rate or connections',
    meaning: 'It says nothing of TLS, and a probe that meets it proves nothing either way.',
    fix: formatFix({
      first: 'Send more slowly, with fewer connections at once, and try again later.',
      postfix: 'default_destination_concurrency_limit = 2 for that transport.',
    }),
    sources: [rfc(5321, '4.2.1')],
    rules: ['session/rate-limited'],
  }),
  otherError({
    id: 'reputation-throttled',
    row: 'M10',
    weight: 'exact',
    signs: [
      /rate limited due to ip reputation/,
      /4\.7\.500-699 \(as/,
      { text: /server busy\. please try again later/, needs: /4\.7\.\d{3}|outlook/ },
      /snds-ip-unknown/,
      { text: /\b4\.7\.[56]\d\d\b/, needs: /busy|rate|reputation|traffic|throttl|access denied|\(a?s\d|outlook/ },
      /\[tss?0[1-5]\]|deferred due to (?:unexpected volume|user complaints|excessive)|low reputation of the sending|mail sent from your ip address has been temporarily|(?:due to|because of) (?:\w{1,12} ){0,3}(?:ip |sender |domain )?reputation.{0,60}(?:rate|defer|temporar)|temporar.{0,60} (?:poor|low|bad) (?:ip |sender |domain )?reputation/,
    ],
    title: 'The receiver slows this sender down for its reputation',
    meaning:
      "A temporary deferral of the sender's address or domain, as Microsoft, Yahoo and Google do it: neither a ban nor TLS. It mostly ends by itself when mail flows evenly.",
    fix: formatFix({
      first:
        "Let the queue retry, send evenly, and look at what was sent and who complained; the receiver's postmaster pages (Microsoft SNDS, Google Postmaster Tools, Yahoo Sender Hub) show the address.",
    }),
    sources: [ndrTable],
    rules: ['session/rate-limited'],
  }),
  otherError({
    id: 'address-blocked',
    row: 'M11',
    weight: 'exact',
    signs: [
      /banned sending ip|banned sender/,
      {
        text: /\b5\.7\.(?:511|60[6-9]|6[1-4]\d)\b/,
        needs: /outlook|microsoft|acc|zugriff|sperr|ip/,
      },
      /part of their network is on our block list/,
      {
        text: /blocked (?:using|by|due to)\b(?! (?:\w{1,5} )?(?:spam(?:assassin| )|rspam|amavis|clam|content|virus|filter|milter))|blocked - see|ipcheck\.proofpoint/,
        lacks: notListed,
        confidence: 'likely',
      },
      {
        text: /black ?-?list|\bblock ?-?list(?:ed)?\b|\b(?:is|was|been) listed\b|\b(?:ip|address|client|host)\b.{0,80}\b(?:listed|on (?:our|a) block)/,
        needs: ofAddress,
        lacks: notListed,
        confidence: 'likely',
      },
      {
        text: /due to (?:its )?listing in|\blisted (?:at|in|by|on) [a-z0-9.-]{0,40}(?:spamhaus|spamcop|barracuda|sorbs|\.org|\.net)/,
        lacks: notListed,
      },
      /not allowed to connect|dialup\/transient ip not allowed|dynamic ip .{0,40}(?:not allowed|reject)/,
      /rejected \[ip reputation|senderscore too low/,
      { text: /permanently deferred/, confidence: 'likely' },
      /(?:your|this|client|sending|source|remote) (?:ip|host|server|network|mail ?server)[^;]{0,60} (?:been|is|was|are) (?:\w{1,12} )?(?:blocked|banned|denied|rejected|refused)|unsolicitediperror/,
      {
        text: /csi\.cloudmark\.com|ip in prison|sender\.office\.com|delist|barracudacentral|abuseat\.org|\bxbl\b|bad reputation|refused connection from your ip/,
        lacks: notListed,
        confidence: 'likely',
      },
      /intrusion prevention active|(?:this|your) connection (?:is being|has been|is|was) (?:blocked|rejected)/,
      /\[eab\] 554 ip=|554 ip=.{0,60}a problem occurred/,
      { text: /\bdnsbl\b|\brbl\b|\bsbl\b|\bpbl\b|\b\(?sc-00[1-9]/, lacks: notListed },
      /using customer block list/,
      {
        text: /\bip (?:is )?not (?:in|on) (?:the )?white ?list|ip nicht auf (?:der )?wei(?:ß|ss)er liste/,
        confidence: 'likely',
      },
      { text: /client host rejected/, lacks: /cannot find|greylist|reverse|hostname/, confidence: 'likely' },
      { text: /554[- ](?:5\.7\.1 )?.{0,40}(?:not allowed|no smtp service)/, lacks: notListed, confidence: 'likely' },
    ],
    title: "The receiver blocks the sender's address",
    meaning:
      'By its own list, a public block list or its reputation. TLS is not the matter, and a certificate cures nothing.',
    causes: [
      because('The address is on a block list.', 'The text names the list and mostly a page to look the address up.'),
      because('Unwanted mail left from there.', 'The outgoing queue and the accounts.'),
    ],
    lookAt: ['The address in the text, in the list named there.'],
    fix: formatFix({
      first:
        'Find and stop what sends unwanted mail, then ask for removal: for 5.7.606 to 5.7.649 at https://sender.office.com, for others at the page named in the text.',
    }),
    sources: [ndrTable],
    rules: ['greeting/refused', 'ehlo/refused'],
  }),
  otherError({
    id: 'receiver-asks-list-wrongly',
    weight: 'exact',
    signs: [/error: open resolver/, /spamhaus\.org\/returnc\/pub/],
    title: 'The receiver asks a block list in a way that the list refuses, and takes the refusal for a hit',
    meaning:
      'The sender is not listed. The receiving server uses a public resolver, to which Spamhaus answers with an error.',
    fix: formatFix({
      first:
        'On the receiving server: a resolver of its own, or a key for the list; and take answers 127.255.255.x for errors.',
      postfix: 'reject_rbl_client zen.spamhaus.org=127.0.0.[2..11].',
    }),
    sources: [{ text: 'Spamhaus: return codes', url: 'https://www.spamhaus.org/faqs/domain-blocklist/' }],
  }),
  otherError({
    id: 'microsoft-refuses-traffic',
    weight: 'exact',
    signs: [
      /traffic not accepted from this ip/,
      // These numbers mean one thing at Microsoft, whatever the language of the words after them.
      {
        text: /\b5\.7\.(?:501|708)\b|\b5\.1\.8 [^;]{0,60}\bas\(/,
        needs: /outlook|microsoft|spam|\bas\(\d/,
        confidence: 'likely',
      },
    ],
    title: "Microsoft takes no mail from this sender's account, tenant or address",
    meaning:
      "An account that sent spam (5.1.8, 5.7.501), a new or trial tenant, or a pool of low reputation. Not the ban of a sender's own address.",
    fix: formatFix({
      first:
        "Where an account sent spam: secure it, then release it under Restricted entities. Otherwise ask Microsoft's support from within the tenant.",
    }),
    sources: [ndrTable],
  }),
];
