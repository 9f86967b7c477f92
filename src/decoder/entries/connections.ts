// The way to the server: ports, time-outs, resets, names, limits, blocks.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, otherError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { flowIntelligence, ndrTable, protocolLogging } from '../sources.ts';

const sendLog = 'The protocol log of the sending server at that minute: the last line before the break.';
/** Greylisting, a deferral by reputation, SPF and a list that was asked wrongly have the same words in them. */
const notListed =
  /open resolver|spamhaus\.org\/returnc|gr[ea]y-?list|unauthenticated|snds-ip-unknown|\b4\.7\.[56]\d\d\b|\bspf\b|dmarc|dkim|domain .{0,40}listed/;

const reach = 'shows whether the host answers now, and at which step it stops';

export const connections: readonly MailErrorEntry[] = [
  otherError({
    id: 'connection-refused',
    row: 'H5',
    weight: 'exact',
    signs: [
      /connection refused/,
      /(?:winsock|socket|win32) error(?: code)?:? 10061/,
      /\beconnrefused|errno[ =]111\b/,
      /actively refused/,
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
      { text: /\b10060\b/, needs: /winsock|socket|error/ },
      /4\.4\.315 connection timed out/,
      /connect to [^ ]{1,300}: (?:connection|operation) timed out/,
      /(?:\betimedout|connect timed out|connection attempt failed because the connected party did not properly respond)/,
      /connectexception: connection timed out|conversation with .{1,300} timed out|the recipient server did not accept our requests to connect/,
      { text: /opentimeout: execution expired|timeout was reached|failed to connect .{0,120}timed? ?out/ },
      /errno[ =]110\b/,
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
      /421 4\.4\.1 connection timed out/,
      { text: /4\.4\.1\b.{0,40}(?:connection timed out|časový limit)/ },
      /421 4\.2\.1 unable to connect/,
      /4\.4\.1 connection timed out/,
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
    confidence: 'possible',
    signs: [
      /connection dropped due to (?!socketerror)[a-z]/,
      /connection (?:was )?reset(?: by peer)?\b|\beconnreset|(?:error(?: code)?:?|errorcode) 10054\b|connectionreset/,
      /forcibly closed by the remote host/,
      /unable to read data from the transport connection/,
      /connection was closed abruptly/,
      {
        text: /connection (?:unexpectedly )?(?:closed|terminated|aborted)(?: by (?:the )?(?:remote|foreign) host| by peer)?\b/,
        lacks: /\b5\d\d[ -][a-z0-9]/,
      },
      /remote host closed the connection|server disconnected|smtpserverdisconnected/,
      /cannot establish session with remote server/,
      /connection lost(?! to auth)|lost connection after (?!starttls)|got an empty response/,
      /the underlying connection was closed/,
      /lost connection with/,
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
      /(?:winsock|socket|win32) error(?: code)?:? 100(?:51|65)/,
      { text: /network is unreachable/, lacks: /timed out/ },
      /no route to host|enetunreach|ehostunreach/,
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
    signs: [/failed to connect\. winsock error code/, /\[message=failed to connect/],
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
      { text: /server response time ?out/, confidence: 'possible' },
      /greeting time ?out|timed out while receiving the initial server greeting|timed out (?:while )?waiting for (?:the )?(?:smtp )?(?:greeting|banner|initial greeting)/,
      /timeout waiting for .{0,20}greeting/,
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
    signs: [
      /name service error for name=/,
      /host or domain name not found/,
      /infodomainnonexistent|dns domain .{1,255} does not exist/,
      /\benotfound|\beai_again|getaddrinfo|nodename nor servname|name or service not known|no such host/,
      /dns (?:query|lookup|resolution) (?:failed|error)|smtpsend\.dns|domain not found|(?:sender )?domain (?:does not|must) (?:exist|resolve)/,
      /could not resolve host|temporary failure in name resolution|unrouteable address|all relevant mx records point to non-existent hosts/,
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
      /reverse dns|cannot find your (?:reverse )?hostname|ptr record|no ptr|client host rejected: cannot find|\bfcrdns|\brdns/,
      /fix reverse/,
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
      /(?:invalid|unexpected|malformed) (?:smtp )?(?:response|reply|answer) (?:from|received)/,
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
    signs: [
      /exceeded the maximum number of connections|throttling limit exceeded|organi[sz]ation queue quota exceeded/,
      /too many (?:concurrent |simultaneous )?(?:smtp )?(?:connections|sessions|messages|emails|recipients|errors|login attempts)/,
      /number of concurrent (?:server )?connections has exceeded/,
      /concurrent connections limit exceeded|sender thread limit exceeded|connection limit|concurrent_sending/,
      /maximum sending rate exceeded|rate limit(?:ed)?(?! due to ip)|sending too fast|throttling(?:: | \(|$|exception)|message submission rate .{0,60}exceeded/,
      /#4\.4\.5|connection rate limit|too much mail|temporarily rate limited/,
      { text: /temporarily deferred/ },
      /rate (?:that prevents|of mail)|unusual rate of unsolicited mail|receiving mail at a rate/,
      /exceeded .{0,30}(?:connection|message|mail|email)s? (?:rate|limit)/,
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
      { text: /\b4\.7\.[56]\d\d\b/, needs: /busy|rate|reputation|traffic|throttl/ },
    ],
    title: 'Microsoft slows this address down for its reputation',
    meaning:
      "A temporary deferral of the sender's address: neither a ban nor TLS. It mostly ends by itself when mail flows evenly.",
    fix: formatFix({
      first:
        "Let the queue retry, send evenly, and look at what was sent; see Microsoft's postmaster pages (SNDS) for the address.",
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
        text: /blocked (?:using|by|due to)\b|blocked - see|ipcheck\.proofpoint/,
        lacks: notListed,
        confidence: 'likely',
      },
      {
        text: /blacklist|black list|\bblock ?list(?:ed)?\b|\b(?:is|was|been) listed\b|\b(?:ip|address|client|host)\b.{0,80}\b(?:listed|on (?:our|a) block)/,
        lacks: notListed,
        confidence: 'likely',
      },
      {
        text: /due to (?:its )?listing in|\blisted (?:at|in|by|on) [a-z0-9.-]{0,40}(?:spamhaus|spamcop|barracuda|sorbs|\.org|\.net)/,
        lacks: notListed,
      },
      /not allowed to connect|dialup\/transient ip not allowed|dynamic ip .{0,40}(?:not allowed|reject)/,
      /rejected \[ip reputation|(?:poor|bad|low) (?:ip )?reputation|senderscore too low|reputation (?:fail|of)/,
      /permanently deferred/,
      /intrusion prevention active/,
      /\[eab\] 554 ip=|554 ip=.{0,60}a problem occurred/,
      { text: /\bdnsbl\b|\brbl\b|\bsbl\b|\bpbl\b|\b\(?sc-00[1-9]/, lacks: notListed },
      /using customer block list/,
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
      postfix: 'reject_rbl_client zen.spamhaus.org=127.0.0.[2..11]',
    }),
    sources: [{ text: 'Spamhaus: return codes', url: 'https://www.spamhaus.org/faqs/domain-blocklist/' }],
  }),
  otherError({
    id: 'microsoft-refuses-traffic',
    weight: 'exact',
    signs: [/traffic not accepted from this ip/],
    title: 'Microsoft takes no mail from this tenant or address yet',
    meaning: "A new or trial tenant, or a pool of low reputation. Not the ban of a sender's own address.",
    fix: formatFix({ first: "Ask Microsoft's support from within the tenant." }),
    sources: [ndrTable],
  }),
];
