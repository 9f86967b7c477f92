// .NET with MailKit, Java with Jakarta Mail and Spring, Go.

import type { AntiFix, Context, Language } from './antiFix.ts';
import {
  anyServer,
  anybody,
  certificateRules,
  inClear,
  mendCertificate,
  nameRules,
  oldVersion,
  startTlsRules,
  versionRules,
} from './leads.ts';

const mailKit: AntiFix['citation'] = {
  text: 'MailKit: frequently asked questions, SslHandshakeException',
  url: 'https://github.com/jstedfast/MailKit/blob/master/FAQ.md#ssl-handshake-exception',
};

const jakartaMail: AntiFix['citation'] = {
  text: 'Jakarta Mail: properties of the SMTP provider',
  url: 'https://javaee.github.io/javamail/docs/api/com/sun/mail/smtp/package-summary.html',
};

const java: readonly Language[] = ['java', 'properties', 'yaml', 'json', 'ini', 'env'];

/** `props.put("name", "value")`, `name=value` and `name: value`. */
function property(name: string, value: string): RegExp {
  return new RegExp(
    `\\bmail\\.smtps?\\.${name}['"]?\\]?[ \\t]{0,20}[,:=][ \\t]{0,20}(?:Boolean\\.)?['"]?(?<value>${value})`,
    'i',
  );
}

/** `name: value` on a line of its own, below the keys that `property` has before it. */
function nestedProperty(name: string, value: string): RegExp {
  return new RegExp(`^[ \\t]{2,80}(?:ssl\\.)?${name}:[ \\t]{0,20}${value}`, 'm');
}

const belowSmtp: Context = { kind: 'below', name: /^(?:mail\.)?smtps?\b/i };

const anyCertificate: AntiFix = {
  id: 'java/any-certificate',
  title: 'The certificate of the mail server is not verified',
  severity: 'error',
  languages: java,
  pattern: property('ssl\\.trust', '\\*|[\\w-]{1,63}\\.[\\w.-]{1,200}'),
  context: { kind: 'around' },
  effect: `For the hosts that it names (* is all) no certificate chain is verified. ${anybody}`,
  alternative: `Take the property out. ${mendCertificate} In Java that is a trust store: -Djavax.net.ssl.trustStore.`,
  rules: certificateRules,
  citation: jakartaMail,
};

const anyName: AntiFix = {
  id: 'java/any-name',
  title: 'The name on the certificate is not compared',
  severity: 'error',
  languages: java,
  pattern: property('ssl\\.checkserveridentity', 'false\\b'),
  context: { kind: 'around' },
  effect: anyServer,
  alternative: 'mail.smtp.ssl.checkserveridentity=true, and connect to the name that is on the certificate.',
  rules: nameRules,
  citation: jakartaMail,
  replacement: 'true',
};

export const compiled: readonly AntiFix[] = [
  {
    id: 'dotnet/any-certificate',
    title: 'Every certificate of the mail server is accepted',
    severity: 'error',
    languages: ['csharp'],
    pattern:
      /Server(?:Remote)?CertificateValidationCallback\s{0,20}\+?=\s{0,40}(?:delegate\s{0,8}(?:\([^)]{0,200}\))?\s{0,40}\{\s{0,40}return\s{1,8}(?<other>true)\b|(?:\([^)]{0,200}\)|\w{1,40})\s{0,20}=>\s{0,40}(?:\{\s{0,40}return\s{1,8})?(?<value>true)\b)/,
    context: { kind: 'near' },
    effect: anybody,
    alternative: `Leave the callback out. ${mendCertificate} On Windows that is the store LocalMachine\\Root.`,
    rules: certificateRules,
    citation: mailKit,
  },
  {
    id: 'dotnet/no-tls',
    title: 'MailKit connects without TLS',
    severity: 'error',
    languages: ['csharp', 'powershell'],
    pattern: /(?<value>\bSecureSocketOptions\]?(?:\.|::)None)\b/,
    context: { kind: 'around' },
    effect: inClear,
    alternative:
      'SecureSocketOptions.StartTls for port 587 (and 25), SslOnConnect for port 465. Then probe the server for what TLS failed at.',
    rules: startTlsRules,
    citation: {
      text: 'MailKit: SecureSocketOptions',
      url: 'https://mimekit.net/docs/html/T_MailKit_Security_SecureSocketOptions.htm',
    },
  },
  {
    id: 'dotnet/no-revocation-check',
    title: 'Revoked certificates are accepted',
    severity: 'warning',
    languages: ['csharp', 'powershell'],
    pattern: /\bCheckCertificateRevocation[ \t]{0,20}=[ \t]{0,20}(?<value>\$?false)\b/i,
    context: { kind: 'near' },
    effect: 'A certificate whose key was stolen goes on being accepted after its authority has revoked it.',
    alternative:
      'Take the line out, and let this machine reach the addresses of the revocation lists and of OCSP that stand in the certificate (proxy, firewall).',
    rules: ['certificate/incomplete-chain'],
    citation: mailKit,
  },
  {
    id: 'dotnet/ssl-off',
    title: 'SmtpClient sends without TLS',
    severity: 'error',
    languages: ['csharp', 'powershell', 'json', 'xml'],
    pattern: /\benableSsl['"]?[ \t]{0,20}[:=][ \t]{0,20}['"]?(?<value>\$?false)\b/i,
    context: { kind: 'near' },
    effect: inClear,
    alternative:
      'EnableSsl = true with port 587: SmtpClient then demands STARTTLS. Probe the server for what it failed at.',
    rules: startTlsRules,
    citation: {
      text: 'Microsoft: SmtpClient.EnableSsl',
      url: 'https://learn.microsoft.com/dotnet/api/system.net.mail.smtpclient.enablessl',
    },
  },
  anyCertificate,
  {
    ...anyCertificate,
    id: 'java/any-certificate-in-yaml',
    languages: ['yaml'],
    pattern: nestedProperty('trust', `(?<value>['"]\\*['"])`),
    context: belowSmtp,
    effect: anybody,
  },
  anyName,
  {
    ...anyName,
    id: 'java/any-name-in-yaml',
    languages: ['yaml'],
    pattern: nestedProperty('checkserveridentity', `['"]?(?<value>false)\\b`),
    context: belowSmtp,
  },
  {
    id: 'java/starttls-off',
    title: 'Jakarta Mail does not use STARTTLS',
    severity: 'error',
    languages: java,
    // In YAML key below key, too.
    pattern: new RegExp(
      `${property('starttls\\.enable', 'false\\b').source}|^[ \\t]{2,80}starttls(?:\\.|:\\s{1,80})enable:[ \\t]{0,20}['"]?(?<other>false)\\b`,
      'im',
    ),
    context: {
      kind: 'around',
      has: /smtp/,
      lacks: /\bssl(?:\.|:\s{1,80})enable['"]?\]?[ \t]{0,20}[,:=][ \t]{0,20}['"]?true|\bsmtps\b/i,
    },
    effect: inClear,
    alternative:
      'mail.smtp.starttls.enable=true and mail.smtp.starttls.required=true with port 587, or mail.smtp.ssl.enable=true with port 465.',
    rules: startTlsRules,
    citation: jakartaMail,
  },
  {
    id: 'java/clear-text-after-failure',
    title: 'Jakarta Mail goes on in clear text when TLS fails',
    severity: 'error',
    languages: java,
    pattern: property('socketFactory\\.fallback', 'true\\b'),
    effect: 'Whoever disturbs the handshake gets mail, user name and password in clear text.',
    alternative: 'mail.smtp.socketFactory.fallback=false. Then probe the server for what TLS failed at.',
    rules: startTlsRules,
    citation: jakartaMail,
    replacement: 'false',
  },
  {
    id: 'java/old-version',
    title: 'A version of TLS or SSL that can be broken is asked for',
    severity: 'warning',
    languages: java,
    pattern: property('ssl\\.protocols', '(?:SSLv[23]|TLSv1(?:\\.1)?)(?![\\w.])'),
    effect: oldVersion,
    alternative: 'mail.smtp.ssl.protocols=TLSv1.2 TLSv1.3. A server that has nothing newer needs an update: probe it.',
    rules: versionRules,
    citation: jakartaMail,
  },
  {
    id: 'java/commons-email-any-name',
    title: 'The name on the certificate is not compared',
    severity: 'error',
    languages: ['java'],
    pattern: /\bsetSSLCheckServerIdentity\([ \t]{0,8}(?<value>false)\b/,
    effect: anyServer,
    alternative: 'setSSLCheckServerIdentity(true), and connect to the name that is on the certificate.',
    rules: nameRules,
    citation: {
      text: 'Apache Commons Email: Email',
      url: 'https://commons.apache.org/proper/commons-email/apidocs/org/apache/commons/mail/Email.html',
    },
    replacement: 'true',
  },
  {
    id: 'go/any-certificate',
    title: 'Every certificate of the mail server is accepted',
    severity: 'error',
    languages: ['go'],
    pattern: /\bInsecureSkipVerify[ \t]{0,20}[:=][ \t]{0,20}(?<value>true)\b/,
    context: { kind: 'near' },
    effect: anybody,
    alternative: `Take the line out; ServerName names what is on the certificate, RootCAs a private authority. ${mendCertificate}`,
    rules: certificateRules,
    citation: { text: 'Go: crypto/tls, Config', url: 'https://pkg.go.dev/crypto/tls#Config' },
    replacement: 'false',
  },
  {
    id: 'go/no-tls',
    title: 'go-mail sends without TLS',
    severity: 'error',
    languages: ['go'],
    pattern: /\b(?<value>(?:go)?mail\.(?:NoTLS|NoStartTLS))\b/,
    context: { kind: 'around' },
    effect: inClear,
    alternative: 'mail.TLSMandatory in its place. Then probe the server for what TLS failed at.',
    rules: startTlsRules,
    citation: { text: 'go-mail: TLSPolicy', url: 'https://pkg.go.dev/github.com/wneessen/go-mail#TLSPolicy' },
  },
];
