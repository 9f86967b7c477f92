// Python, PHP and Ruby with the mail settings of their frameworks.

import type { AntiFix } from './antiFix.ts';
import { anyServer, anybody, certificateRules, inClear, mendCertificate, nameRules, startTlsRules } from './leads.ts';

function pythonPage(name: string): AntiFix['citation'] {
  return { text: `Python: ${name}`, url: `https://docs.python.org/3/library/ssl.html#${name}` };
}

const phpContext: AntiFix['citation'] = {
  text: 'PHP: SSL context options',
  url: 'https://www.php.net/manual/en/context.ssl.php',
};

const rails: AntiFix['citation'] = {
  text: 'Ruby on Rails: Action Mailer configuration',
  url: 'https://guides.rubyonrails.org/action_mailer_basics.html#action-mailer-configuration',
};

export const scripting: readonly AntiFix[] = [
  {
    id: 'python/unverified-context',
    title: 'A TLS context that verifies nothing',
    severity: 'error',
    languages: ['python'],
    pattern: /\b(?<value>ssl\._create_unverified_context)\b/,
    context: { kind: 'near' },
    effect: anybody,
    alternative: `ssl.create_default_context(), with cafile="root.pem" for a private authority. ${mendCertificate}`,
    rules: certificateRules,
    citation: pythonPage('ssl.create_default_context'),
    replacement: 'ssl.create_default_context',
  },
  {
    id: 'python/no-verification',
    title: 'The certificate of the mail server is not verified',
    severity: 'error',
    languages: ['python'],
    pattern: /\b(?:verify_mode|cert_reqs)[ \t]{0,20}=[ \t]{0,20}(?<value>ssl\.CERT_NONE)\b/,
    context: { kind: 'near' },
    effect: anybody,
    alternative: `Take the line out of a context made by ssl.create_default_context(cafile="root.pem"). ${mendCertificate}`,
    rules: certificateRules,
    citation: pythonPage('ssl.SSLContext.verify_mode'),
    replacement: 'ssl.CERT_REQUIRED',
  },
  {
    id: 'python/no-host-name-check',
    title: 'The name on the certificate is not compared',
    severity: 'error',
    languages: ['python'],
    pattern: /\bcheck_hostname[ \t]{0,20}=[ \t]{0,20}(?<value>False|0)\b/,
    context: { kind: 'near' },
    effect: anyServer,
    alternative: 'Take the line out, and connect to the name that is on the certificate.',
    rules: nameRules,
    citation: pythonPage('ssl.SSLContext.check_hostname'),
    replacement: 'True',
  },
  {
    id: 'python/validate-certs-off',
    title: 'The certificate of the mail server is not verified',
    severity: 'error',
    languages: ['python'],
    pattern: /\bvalidate_certs[ \t]{0,20}=[ \t]{0,20}(?<value>False)\b/,
    context: { kind: 'near' },
    effect: anybody,
    alternative: `Take the argument out; cert_bundle="root.pem" names a private authority. ${mendCertificate}`,
    rules: certificateRules,
    citation: { text: 'aiosmtplib: SMTP client', url: 'https://aiosmtplib.readthedocs.io/en/stable/reference.html' },
    replacement: 'True',
  },
  {
    id: 'python/framework-tls-off',
    title: 'A password is sent to the mail server without TLS',
    severity: 'error',
    languages: ['python', 'env'],
    pattern: /\b(?:EMAIL|MAIL)_USE_TLS['"]?\]?[ \t]{0,20}=[ \t]{0,20}['"]?(?<value>False|0)\b/i,
    context: {
      kind: 'around',
      has: /\b(?:EMAIL_HOST_PASSWORD|MAIL_PASSWORD)\b/,
      lacks: /\b(?:EMAIL|MAIL)_USE_SSL['"]?\]?[ \t]{0,20}=[ \t]{0,20}['"]?(?:True|1)/i,
    },
    effect: inClear,
    alternative:
      'EMAIL_USE_TLS = True with port 587, or EMAIL_USE_SSL = True with port 465 (Flask: MAIL_USE_TLS, MAIL_USE_SSL).',
    rules: startTlsRules,
    citation: {
      text: 'Django: EMAIL_USE_TLS',
      url: 'https://docs.djangoproject.com/en/stable/ref/settings/#email-use-tls',
    },
  },
  {
    id: 'php/auto-tls-off',
    title: 'PHPMailer does not use STARTTLS where it is offered',
    severity: 'error',
    languages: ['php'],
    pattern: /\bSMTPAutoTLS\b[ \t]{0,20}=[ \t]{0,20}(?<value>false|0)\b/i,
    context: { kind: 'around', lacks: /\bSMTPSecure\b[ \t]{0,20}=[ \t]{0,20}(?:['"]\w|PHPMailer::ENCRYPTION)/i },
    effect: inClear,
    alternative:
      'Take the line out, and set SMTPSecure = PHPMailer::ENCRYPTION_STARTTLS with Port 587. Then probe the server for what STARTTLS failed at.',
    rules: startTlsRules,
    citation: {
      text: 'PHPMailer: troubleshooting',
      url: 'https://github.com/PHPMailer/PHPMailer/wiki/Troubleshooting',
    },
    replacement: 'true',
  },
  {
    id: 'php/no-verification',
    title: 'The certificate of the mail server is not verified',
    severity: 'error',
    languages: ['php'],
    pattern: /['"]verify_peer(?:_name)?['"][ \t]{0,20}(?:=>|\][ \t]{0,8}=)[ \t]{0,20}(?<value>false|0)\b/i,
    context: { kind: 'near' },
    effect: anybody,
    alternative: `Take the line out; 'cafile' => 'root.pem' names a private authority, 'peer_name' the name on the certificate. ${mendCertificate}`,
    rules: certificateRules,
    citation: phpContext,
    replacement: 'true',
  },
  {
    id: 'php/self-signed-accepted',
    title: 'Any self-signed certificate is accepted',
    severity: 'error',
    languages: ['php'],
    pattern: /['"]allow_self_signed['"][ \t]{0,20}(?:=>|\][ \t]{0,8}=)[ \t]{0,20}(?<value>true|1)\b/i,
    context: { kind: 'near' },
    effect: `${anybody} A certificate of their own is enough.`,
    alternative: "Take the line out; 'cafile' => 'server.pem' trusts this one certificate and no other.",
    rules: ['certificate/self-signed', 'certificate/untrusted-root'],
    citation: phpContext,
    replacement: 'false',
  },
  {
    id: 'ruby/no-verification',
    title: 'The certificate of the mail server is not verified',
    severity: 'error',
    languages: ['ruby', 'yaml'],
    pattern:
      /openssl_verify_mode['"]?\]?[ \t]{0,20}(?:=>|[:=])[ \t]{0,20}(?<value>['"]none['"]|:none\b|none\b|(?:OpenSSL::SSL::)?VERIFY_NONE\b)/i,
    effect: anybody,
    alternative: `'peer' in its place; ca_file: 'root.pem' names a private authority (GitLab: smtp_ca_file). ${mendCertificate}`,
    rules: certificateRules,
    citation: { text: 'GitLab: SMTP settings', url: 'https://docs.gitlab.com/omnibus/settings/smtp' },
    replacement: "'peer'",
  },
  {
    id: 'ruby/no-verification-in-code',
    title: 'The certificate of the mail server is not verified',
    severity: 'error',
    languages: ['ruby'],
    pattern: /(?<!openssl_verify_mode['"]?\]?[ \t]{0,20}(?:=>|[:=])[ \t]{0,20})(?<value>OpenSSL::SSL::VERIFY_NONE)\b/,
    context: { kind: 'near' },
    effect: anybody,
    alternative: `OpenSSL::SSL::VERIFY_PEER in its place, with ca_file for a private authority. ${mendCertificate}`,
    rules: certificateRules,
    citation: { text: 'Ruby: Net::SMTP', url: 'https://docs.ruby-lang.org/en/master/Net/SMTP.html' },
    replacement: 'OpenSSL::SSL::VERIFY_PEER',
  },
  {
    id: 'ruby/starttls-off',
    title: 'STARTTLS is not used where it is offered',
    severity: 'error',
    languages: ['ruby', 'yaml'],
    pattern: /enable_starttls(?:_auto)?['"]?\]?[ \t]{0,20}(?:=>|[:=])[ \t]{0,20}['"]?(?<value>false)\b/,
    context: { kind: 'around', lacks: /\b(?:smtp_)?(?:tls|ssl)['"]?\]?[ \t]{0,20}(?:=>|[:=])[ \t]{0,20}['"]?true/ },
    effect: inClear,
    alternative:
      'enable_starttls: true with port 587, which demands it, or tls: true with port 465. Then probe the server.',
    rules: startTlsRules,
    citation: rails,
  },
];
