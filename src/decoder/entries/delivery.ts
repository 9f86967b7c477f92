// Everything else that a server refuses or defers: recipients, mailboxes, contents, its own trouble.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, otherError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { ndrTable, protocolLogging } from '../sources.ts';

/** Not as sendmail logs each session. */
const wordsOfTls =
  /(?<![=/\w])(?:(?:start)?tls(?![=/])|ssl)|encrypt|certificate|cipher(?!=)|secure connection|conexión segura|sichere verbindung|connexion sécurisée/;

export const delivery: readonly MailErrorEntry[] = [
  otherError({
    id: 'recipient-unknown',
    weight: 'exact',
    signs: [
      // Microsoft's number of the rule, in an answer of any language.
      /\b5\.4\.1\b.{0,120}\bas\(201806281\)/,
      /recipient address rejected: .{0,20}(?:user|unknown|undeliverable|mailbox un|mailbox not|no such|not exist)/,
      {
        text: /recipient address rejected: .{0,20}(?:mailbox|account|inactive|address (?:does|not)|invalid)/,
        confidence: 'likely',
      },
      /user unknown|unknown (?:user|recipient)\b|no such (?:user|recipient|mailbox)|recipient (?:not found|unknown|does not exist)|mailbox (?:not found|does not exist)/,
      /5\.4\.1 .{0,120}recipient address rejected: access denied/,
      { text: /5\.1\.1 .{0,120}recipient address rejected/, confidence: 'possible' },
      {
        text: /user unknown|(?:recipient|user|mailbox|account|mail|address)[^.;:]{0,60} (?:not found|unknown|do(?:es)?(?: not|n't) exist|disabled|inactive|no longer|not (?:valid|known|active|exist))|unknown (?:or illegal |mailbox|address|account|alias|local)|no such (?:address|account|person|local)|no mailbox (?:here|by)|doesn't have (?:a|an) \S{1,30} account|isn't a valid|not a valid (?:mailbox|recipient|user)|mailbox (?:does|not)|user doesn't/,
        lacks:
          /password|authenti|login|\b535\b|sender address|\bdns\b|auth=|directory service|connector|certificate|tlsa|5\.7\.\d{2,3}\b|relay|domain name|host(?:name)? (?:not|unknown)|secure connection|handshak|valid sender/,
        confidence: 'likely',
      },
      { text: /mailbox unavailable/, confidence: 'likely' },
      {
        text: /null ?mx/,
        confidence: 'likely',
      },
      {
        text: /utilisateur inconnu/,
        confidence: 'likely',
      },
      /recip(?:ient)?notfound|resolver\.adr|user_unknown/,
      { text: /5\.1\.1 /, needs: /recipient unknown|unknown|no such|not found|does not exist|doesn't exist|mailbox/ },
      /invalid recipient/,
    ],
    title: 'The recipient does not exist at that server',
    meaning:
      'Or the server does not serve the domain. "Access denied" in the text of Exchange Online (5.4.1) means the same. TLS is not the matter.',
    fix: formatFix({
      first: 'Correct the address; on the receiver, see that the recipient is known and the domain listed once.',
    }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'mailbox-full',
    weight: 'exact',
    signs: [
      /mailbox .{0,30}(?:is )?full|(?:quota|storage|space|mailbox)(?: limit| allocation)? (?:\w{2,4} ){0,2}(?:exceeded|exhausted|full)|over ?-?quota|mailbox size limit|out of storage|(?:user|account|inbox|maildir)[^.;]{0,40} (?:full|over (?:its |the )?(?:quota|limit))|exceed.{0,20}[ _](?:storage|mailbox)[ _]/,
      { text: /domain size limit exceeded/, confidence: 'likely' },
    ],
    title: 'The mailbox of the recipient is full',
    meaning: 'Delivery came as far as the mailbox.',
    fix: formatFix({ first: 'The recipient has to make room.' }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'sending-quota',
    weight: 'exact',
    signs: [
      { text: /\b5\.7\.705\b/, needs: /outlook|\bas\(\d/ },
      /5\.1\.90\b|(?:daily|hourly|monthly|sending|outgoing) (?:\w{1,12} ){0,3}(?:limit|quota)/,
      /submissionquotaexceeded|exceeded the max (?:defers|emails)|sending limit exceeded|daily (?:user )?sending (?:quota|limit)|tenant has exceeded threshold|exceeded (?:its|the) .{0,40}(?:quota|sending limit)/,
    ],
    title: 'The account has used up its sending quota',
    meaning: "A limit on the sender's own side.",
    fix: formatFix({ first: 'Wait until the quota starts anew, or use a service made for bulk mail.' }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'greylisted',
    weight: 'exact',
    signs: [
      /gr[ea]y-?list|postgrey|sqlgrey|milter-greylist/,
      /in tests after smtp handshake/,
      { text: /450 4\.3\.2 service currently unavailable/, needs: /postscreen/ },
    ],
    title: 'The receiver lets unknown senders wait',
    meaning:
      'Greylisting or a test of new clients: the same mail is taken when it comes again. "SMTP handshake" is not TLS.',
    fix: formatFix({ first: "Nothing: the sender's queue tries again by itself." }),
    sources: [rfc(6647)],
  }),
  otherError({
    id: 'try-again-later',
    weight: 'general',
    confidence: 'possible',
    signs: [
      /temporarily (?:rejected|unavailable|unable|not|deferred|blocked|refused)|temporary (?:failure|error|lookup failure|problem|local)|internal resource (?:is )?temporarily unavailable|try (?:again|it again|later)|agent busy|server (?:is )?(?:too )?busy|4\.7\.1 try again|4\.3\.\d (?:temporary|internal|queue|local|server)|cannot process|(?:service|server) (?:is )?not available/,
      {
        text: /service (?:is )?(?:currently |temporarily )?unavailable(?!.{0,10}client)/,
        lacks: /dsn=5|\b55\d[ -]|\b5\.\d\.\d/,
      },
      /request(?:ed)? (?:mail )?action (?:aborted|not taken)/,
    ],
    title: 'The receiver puts the mail off, without a reason',
    meaning: 'Greylisting, load or a fault there. The text says nothing of TLS.',
    fix: formatFix({ first: 'Let the queue try again; where it stays, ask the receiver with the whole line.' }),
    sources: [rfc(5321, '4.2.1')],
  }),
  otherError({
    id: 'exchange-front-end',
    weight: 'exact',
    signs: [{ text: /\bprx[1-46-9]\b|\bcprx\d\b/, lacks: /maximum number of/ }],
    title: "Exchange's front end cannot hand the session to the transport service behind it",
    meaning:
      'PRX1 no server to hand to, PRX2 its name not found in DNS, PRX3 no connection, PRX4 a protocol error, PRX6 shutting down, PRX7 too many connections, PRX9 connection lost. Inside the receiving Exchange; not TLS with the sender.',
    lookAt: ['On that server: the transport services, and the DNS servers in its network settings.'],
    fix: formatFix({
      first: 'The queue tries again.',
      exchange: 'on the own server, use internal DNS servers only, and see that the transport service runs.',
    }),
    sources: [protocolLogging],
  }),
  otherError({
    id: 'exchange-online-look-up',
    weight: 'exact',
    signs: [{ text: /\battr(?:1|2|3|4|1\d|2\d)\b/, needs: /temporary|try again/ }],
    title: 'Exchange Online could not look up the tenant for the moment',
    meaning: "A fault or load in Microsoft's directory. ATTR with these numbers is not the mismatch of a connector.",
    fix: formatFix({ first: 'Let the queue try again.' }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'tenant-without-mail',
    weight: 'exact',
    signs: [/\battr5\b/],
    title: 'The tenant has no subscription for mail',
    meaning: 'Exchange Online takes no mail for it, mostly since the subscription ran out.',
    fix: formatFix({ first: 'Renew the subscription, or let the MX record lead elsewhere.' }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'receiver-short-of-resources',
    weight: 'exact',
    signs: [
      /insufficient system (?:resources|storage)|back ?pressure|out of disk|\b452[ -](?:4\.3\.1 )?out of memory|no space left|disk (?:is )?full|filesystem is full/,
      { text: /out of (?:memory|space|resources)|cannot allocate memory/, confidence: 'likely' },
    ],
    title: 'The receiving server is short of disk or memory',
    meaning: 'Exchange calls it back pressure. Mail waits; TLS is not the matter.',
    fix: formatFix({ first: 'On that server: make room on the disk of the queue; look for event 15004 and 15006.' }),
    sources: [
      { text: 'Microsoft: back pressure', url: 'https://learn.microsoft.com/exchange/mail-flow/back-pressure' },
    ],
  }),
  otherError({
    id: 'service-not-active',
    weight: 'exact',
    signs: [
      /4\.3\.2 (?:service not active|system not accepting)/,
      // .NET says it for every 421.
      { text: /421 4\.3\.2 (?!the maximum|concurrent)/ },
      { text: /service not available, closing/, lacks: /server response was: ?[a-z0-9]/, confidence: 'possible' },
    ],
    title: 'The receiving service is stopped or in maintenance',
    meaning: 'Exchange says so for a component that is inactive.',
    lookAt: ['Get-ServerComponentState on that server.'],
    fix: formatFix({
      first: 'Let the queue try again.',
      exchange: 'on the own server, end the maintenance (Set-ServerComponentState).',
    }),
    sources: [protocolLogging],
  }),
  otherError({
    id: 'refused-by-policy',
    weight: 'general',
    confidence: 'likely',
    signs: [
      /policy restrictions|anti-spoofing policy|message (?:was )?(?:rejected|blocked)|(?<![\w.@])(?:spam(?:assassin)?\b|virus|malware|phishing)(?![\w-]{0,40}\.[a-z])|blocked by (?:\w{1,5} )?(?:rspam|amavis|clam|filter|milter|policy)|content (?:rejected|policy|blocked|filter)|protocol synchronization error|pregreet|rejected by a moderator|tenant allow|attachment.{0,40}(?:blocked|reject|not allowed)|unsolicited|bare (?:lf|cr)|rfc ?5322|banned|decision engine|callout verification failed/,
      /exceeded bad smtp command limit|\b5\.7\.520\b.{0,160}\bas\(75|resolver\.rst\.(?:auth|senderno|notauth)/,
      /organi[sz]ation does not allow external forwarding|sender (?:was )?not authenticated by organi[sz]ation|restricted (?:address|to)/,
      {
        text: /security or policy settings at .{1,255} have rejected|forwarding failed|administrative prohibition|rejected connection in "connect" acl|(?:protocol|policy) error|access denied|recipient address rejected|sender address rejected|5\.7\.\d{1,3} .{0,30}(?:rejected|denied|blocked|prohibited|refused|unavailable)|stat=service unavailable|(?:rejected|refused|denied) (?:by|for|due to) (?:\w{1,12} ){0,2}(?:policy|rule|filter|content)|policy (?:rejection|violation|reasons?)|mail (?:was )?(?:rejected|refused)/,
        lacks: wordsOfTls,
        confidence: 'possible',
      },
      {
        text: /(?<!status: )5\.7\.1 [^ ]/,
        lacks: wordsOfTls,
        confidence: 'possible',
      },
    ],
    title: 'The receiver refused by a rule of its own',
    meaning: 'Content, header, sender or behaviour of the client did not suit it. The text says nothing of TLS.',
    causes: [
      because('A rule of the receiver on content, header or sender.', 'The page or the word named in the text.'),
    ],
    fix: formatFix({ first: 'Follow the page named in the text, or ask the receiver with the whole line.' }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'sender-domain-listed',
    weight: 'exact',
    signs: [
      /(?:mailfrom|sender|from|return-path) domain .{0,40}(?:black)?listed/,
      {
        text: /\bdomain .{1,80} (?:is )?(?:black)?listed/,
        confidence: 'likely',
      },
    ],
    title: 'The domain of the sender is on a block list',
    meaning: 'The domain, not the address of the server. TLS is not the matter.',
    fix: formatFix({
      first: 'Find what was sent in the name of the domain, then ask the list named in the text for removal.',
    }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'message-too-large',
    weight: 'exact',
    givesWayTo: ['mailbox-full'],
    signs: [
      { text: /header size exceeds/, confidence: 'likely' },
      /(?:message|mail|attachment|size)(?: size)? .{0,20}(?:too (?:large|big)|exceed)|larger than .{0,30}(?:limit|maximum|allowed)|size limit exceeded|maxsubmissionexceeded|5\.3\.4 .{0,40}(?:size|large)|exceeds (?:the )?(?:maximum|fixed) (?:message )?size/,
    ],
    title: 'The mail is larger than the receiver takes',
    meaning: 'A limit of the receiver or of the mailbox store.',
    fix: formatFix({ first: 'Send less at once, or have the limit raised on both sides.' }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'bad-greeting-name',
    weight: 'exact',
    givesWayTo: ['rate-limited', 'reputation-throttled', 'address-blocked', 'greylisted', 'certificate-name-differs'],
    signs: [
      /bad (?:helo|ehlo)|invalid domain name|(?:helo|ehlo)(?: \w{2,8})? (?:\w{2,3} )?(?:rejected|denied|refused|invalid|not valid|mismatch|does)|invalid (?:helo|ehlo)/,
      {
        text: /fully[- ]qualified/,
        needs: /helo|ehlo|\b5\d\d[ -]|host ?name/,
        lacks: /certificate|(?:sender|recipient) address/,
      },
    ],
    title: 'The name that the client said in EHLO was not accepted',
    meaning: "It is not a host name, or the receiver's own. Not TLS.",
    fix: formatFix({
      first: 'Let the client say its own full host name, without underscores.',
      exchange: 'Fqdn of the Send connector.',
      postfix: 'smtp_helo_name = mail.example.com.',
    }),
    sources: [rfc(5321, '4.1.1.1')],
    rules: ['ehlo/refused'],
  }),
  otherError({
    id: 'expired-in-queue',
    weight: 'beside',
    confidence: 'possible',
    signs: [
      /queue\.expired|message expired|envelope expired|delivery time expired|retry time ?out exceeded|(?:could not be|not|been) delivered (?:for|within|in)/,
    ],
    title: 'The mail waited too long in the queue and came back',
    meaning: 'Why it could not be sent is not in this text; the last error of the queue says so.',
    lookAt: ['The last error in the queue, the send log, or an earlier delay notice.'],
    fix: formatFix({ first: 'Find the last error of that destination, and explain that text.' }),
    sources: [ndrTable],
  }),
  otherError({
    id: 'mail-loop',
    weight: 'exact',
    signs: [
      /hop ?count (?:was )?exceeded|too many (?:hops|received)|maximum hop|loop detected|loops? back to|bouncing|(?:routing|mail|message) loop|loops back to (?:myself|itself)|mail forwarding loop/,
    ],
    title: 'The mail goes in circles',
    meaning: 'Servers hand it to each other; each of them takes another for the last.',
    lookAt: ['The Received lines of the mail that came back, and the MX record and connectors of the domain.'],
    fix: formatFix({ first: 'Find the two servers that repeat, and give one of them the right next server.' }),
    sources: [rfc(5321, '6.3')],
  }),
  otherError({
    id: 'client-state',
    weight: 'general',
    confidence: 'possible',
    signs: [
      /554 smtp synchronization error|please run connect\(\) first|use of closed network connection/,
      /(?:client|connection|socket|transport|session) (?:was |is )?not (?:yet )?(?:connected|open)\b|no smtp server available/,
      /\b503[ -](?:5\.\d\.\d )?.{0,40}(?:sequence|valid recip|need (?:rcpt|mail)|rcpt|mail first|sender already|nested)|bad sequence of commands(?! \(tls)|got code \\?"503|but got code "?503|sender already (?:given|specified)|nested mail command/,
    ],
    title: 'The client sent a command where it does not belong, or went on after its connection had gone',
    meaning: 'Mostly a consequence of an earlier failure that the program swallowed.',
    fix: formatFix({ first: 'Look for the first error before this one.' }),
    sources: [rfc(5321, '3.1')],
  }),
  otherError({
    id: 'smtp-not-involved',
    weight: 'general',
    confidence: 'likely',
    signs: [
      /active directory command .{1,60}failed against ldap server/,
      { text: /\bdisconnect ip=.{0,200} errors=0\b/, confidence: 'possible' },
      { text: /ehlo=\d{1,3} starttls=\d{1,3} (?:mail=\d{1,3} .{0,60})?quit=\d{1,3} commands=/, confidence: 'possible' },
    ],
    title: 'No error of mail or of TLS stands in this text',
    meaning: 'A log line of an orderly session, or an error of another service.',
    fix: formatFix({ first: 'Look for the line that says what failed.' }),
    sources: [rfc(5321, '3.1')],
  }),
];
