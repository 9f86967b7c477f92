// Who wrote a text, as far as its form tells.

interface SpeakerForm {
  readonly words: RegExp;
  readonly speaker: string;
}

/** The first that fits; what is written in only one place goes before what others quote. */
const forms: readonly SpeakerForm[] = [
  {
    words: /hybridconfiguration|hybrid configuration|subtask [a-z]{4,20} execution failed|\bhcw80\d\d/,
    speaker: 'Exchange Hybrid Configuration Wizard',
  },
  {
    words: /postfix\/(?:[a-z]{1,20}\/)?smtpd\[|ssl_accept error from/,
    speaker: 'Postfix, as the server that receives',
  },
  { words: /said: [245]\d\d.{0,400}\.(?:outlook|office365)\.com/, speaker: 'Exchange Online, quoted by Postfix' },
  { words: /\bremote host said: [245]\d\d/, speaker: 'the receiving server, quoted by qmail' },
  { words: /\bsaid: [245]\d\d|refused to talk to me/, speaker: 'the receiving server, quoted by Postfix' },
  { words: /postfix\/[a-z/]{1,40}\[|status=(?:deferred|bounced)/, speaker: 'Postfix, as the sender' },
  { words: /^\d{4}-\d\d-\d\dt[^,]{6,20},[^,]{0,80},[0-9a-f]{16},/, speaker: 'Exchange, in a protocol log' },
  {
    words: /\.eop-[a-z0-9-]{3,12}\.prod\.protection\.outlook\.com|\[lastattempted|\{led=4\d\d 4\.(?:4\.31|7\.320)/,
    speaker: 'Exchange Online',
  },
  { words: /\.prod\.outlook\.com|\.prod\.exchangelabs\.com/, speaker: 'Exchange Online' },
  {
    words: /primary target ip address|target host responded|error communicating with target host|proxy session setup/,
    speaker: 'Exchange, about the next server',
  },
  { words: /\b(?:h=[^ ]{1,253} \[|r=[a-z_]{2,40} t=[a-z_]{2,40})|exim|tls error on connection/, speaker: 'Exim' },
  { words: /smtp-out:|smtpd?: .{0,40}session \d/, speaker: 'OpenSMTPD' },
  {
    words: /(?:403 4\.7\.0 tls handshake|addresses had permanent fatal errors|\.\.\. while talking to|stat=deferred)/,
    speaker: 'sendmail, as the sender',
  },
  { words: /dovecot|imap-login/, speaker: 'Dovecot' },
  { words: /mailkit|system\.net\.mail|authenticationexception:|smtpexception/, speaker: 'a .NET program' },
  { words: /javax?\.|jakarta\.|sun\.security/, speaker: 'a Java program' },
  { words: /nodemailer|tlssocket|node:_tls|code: 'e[a-z]{3,12}'/, speaker: 'a Node.js program' },
  { words: /smtplib|\(_ssl\.c|sslcertverificationerror|aiosmtplib/, speaker: 'a Python program' },
  { words: /stream_socket_|phpmailer|swiftmailer/, speaker: 'a PHP program' },
  { words: /\bx509: |tls: first record|remote error: tls/, speaker: 'a Go program' },
  { words: /schannel|system\.componentmodel\.win32exception/, speaker: 'Windows' },
  { words: /error:[0-9a-f]{8}:/, speaker: 'OpenSSL, on the machine that wrote this' },
  { words: /[- ]gsmtp\b|\bgoogle(?:mail)?\.com|tls negotiation failed, the certificate/, speaker: 'Google' },
  {
    words: /microsoft exchange|receive connector|send connector|tls negotiation failed with error/,
    speaker: 'Exchange',
  },
];

export function readSpeaker(text: string): string | undefined {
  return forms.find(({ words }) => words.test(text))?.speaker;
}
