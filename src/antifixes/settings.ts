// Mail settings of common programs, as files and as environment variables, and curl.

import type { AntiFix, Language } from './antiFix.ts';
import { anybody, certificateRules, inClear, mendCertificate, startTlsRules } from './leads.ts';

const variables: readonly Language[] = ['env', 'yaml', 'shell', 'ini', 'properties', 'json'];

/** `NAME=value`, `NAME: value`, `"NAME": "value"` and the list of names and values of Kubernetes. */
function variable(name: string, value: string): RegExp {
  return new RegExp(
    `\\b(?:${name})['"]?(?:[ \\t]{0,20}[:=][ \\t]{0,20}|[ \\t]{1,8}|\\s{1,80}value:[ \\t]{0,20})['"]?(?<value>${value})\\b`,
    'i',
  );
}

/** `name: value` on a line of its own, or between braces on the line of its parent. */
function yamlSetting(names: string, value: string): RegExp {
  return new RegExp(
    `^(?:[ \\t-]{1,80}|[^#\\n]{0,300}[{,][ \\t]{0,20})['"]?(?:${names})['"]?:[ \\t]{0,20}(?<value>${value})\\b`,
    'im',
  );
}

const grafana: AntiFix['citation'] = {
  text: 'Grafana: configuration, smtp',
  url: 'https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#smtp',
};

const alertmanager: AntiFix['citation'] = {
  text: 'Prometheus: Alertmanager configuration',
  url: 'https://prometheus.io/docs/alerting/latest/configuration/',
};

const vaultwarden: AntiFix['citation'] = {
  text: 'Vaultwarden: SMTP configuration',
  url: 'https://github.com/dani-garcia/vaultwarden/wiki/SMTP-Configuration',
};

export const settings: readonly AntiFix[] = [
  {
    id: 'settings/grafana-any-certificate',
    title: 'Grafana accepts every certificate of the mail server',
    severity: 'error',
    languages: ['ini'],
    pattern: /^[ \t]{0,40}skip_verify[ \t]{0,20}=[ \t]{0,20}(?<value>true|1)\b/im,
    context: { kind: 'section', name: /^smtp$/i },
    effect: anybody,
    alternative: `skip_verify = false. ${mendCertificate} Grafana takes the authorities of its system.`,
    rules: certificateRules,
    citation: grafana,
    replacement: 'false',
  },
  {
    id: 'settings/grafana-variable-any-certificate',
    title: 'Grafana accepts every certificate of the mail server',
    severity: 'error',
    languages: variables,
    pattern: variable('GF_SMTP_SKIP_VERIFY', 'true|1'),
    effect: anybody,
    alternative: `GF_SMTP_SKIP_VERIFY=false. ${mendCertificate} Grafana takes the authorities of its system.`,
    rules: certificateRules,
    citation: grafana,
    replacement: 'false',
  },
  {
    id: 'settings/grafana-no-starttls',
    title: 'Grafana does not use STARTTLS',
    severity: 'error',
    languages: variables,
    pattern: variable('(?:GF_SMTP_)?startTLS_policy', 'NoStartTLS'),
    context: { kind: 'around' },
    effect: inClear,
    alternative: 'MandatoryStartTLS in its place. Then probe the server for what STARTTLS failed at.',
    rules: startTlsRules,
    citation: grafana,
  },
  {
    id: 'settings/alertmanager-no-tls',
    title: 'Alertmanager does not demand TLS',
    severity: 'error',
    languages: ['yaml'],
    pattern: /^[ \t-]{0,40}['"]?smtp_require_tls['"]?:[ \t]{0,20}(?<value>false|no|off)\b/im,
    context: { kind: 'around' },
    effect: 'Where STARTTLS is missing or taken out on the way, alerts and the password go in clear text.',
    alternative: 'smtp_require_tls: true. Then probe the smart host for what STARTTLS failed at.',
    rules: startTlsRules,
    citation: alertmanager,
    replacement: 'true',
  },
  {
    id: 'settings/alertmanager-receiver-no-tls',
    title: 'A receiver of Alertmanager does not demand TLS',
    severity: 'error',
    languages: ['yaml'],
    pattern: /^[ \t-]{1,40}['"]?require_tls['"]?:[ \t]{0,20}(?<value>false|no|off)\b/im,
    context: { kind: 'below', name: /^email_configs$/ },
    effect: 'Where STARTTLS is missing or taken out on the way, alerts and the password go in clear text.',
    alternative: 'require_tls: true. Then probe the smart host for what STARTTLS failed at.',
    rules: startTlsRules,
    citation: alertmanager,
    replacement: 'true',
  },
  {
    id: 'settings/yaml-any-certificate',
    title: 'Every certificate of the mail server is accepted',
    severity: 'error',
    languages: ['yaml'],
    pattern: yamlSetting(
      'insecure_skip_verify|insecureSkipVerify|skip_verify|skipVerify|tls_skip_verify',
      'true|yes|on',
    ),
    context: { kind: 'below', name: /smtp|e?mail/i },
    effect: anybody,
    alternative: `false in its place; ca_file names a private authority, server_name what is on the certificate. ${mendCertificate}`,
    rules: certificateRules,
    citation: alertmanager,
    replacement: 'false',
  },
  {
    id: 'settings/yaml-no-rejection',
    title: 'Every certificate of the mail server is accepted',
    severity: 'error',
    languages: ['yaml'],
    pattern: yamlSetting('rejectUnauthorized|reject_unauthorized|verify_peer|verify_peer_name', 'false|no|off'),
    context: { kind: 'below', name: /smtp|e?mail/i },
    effect: anybody,
    alternative: `true in its place. ${mendCertificate}`,
    rules: certificateRules,
    citation: { text: 'Symfony: Mailer, TLS peer verification', url: 'https://symfony.com/doc/current/mailer.html' },
    replacement: 'true',
  },
  {
    id: 'settings/address-no-verification',
    title: 'The certificate of the mail server is not verified',
    severity: 'error',
    languages: ['env', 'yaml', 'php', 'ini', 'shell', 'javascript', 'json'],
    pattern:
      /\bsmtps?:\/\/[^\s'"?]{0,300}\?(?:[^\s'"&]{0,80}&){0,8}?(?:verify_peer|tls\.rejectUnauthorized)=(?<value>0|false)\b/i,
    effect: anybody,
    alternative: `Take the part out of the address. ${mendCertificate}`,
    rules: certificateRules,
    citation: { text: 'Symfony: Mailer, TLS peer verification', url: 'https://symfony.com/doc/current/mailer.html' },
  },
  {
    id: 'settings/address-no-starttls',
    title: 'STARTTLS is not used where it is offered',
    severity: 'error',
    languages: ['env', 'yaml', 'php', 'ini', 'shell', 'javascript', 'json'],
    pattern:
      /\bsmtp:\/\/[^\s'"?]{0,300}\?(?:[^\s'"&]{0,80}&){0,8}?(?:auto_tls=(?<value>0|false)|ignoreTLS=(?<other>1|true))\b/i,
    context: { kind: 'around' },
    effect: inClear,
    alternative: 'Take the part out of the address. Then probe the server for what STARTTLS failed at.',
    rules: startTlsRules,
    citation: { text: 'Symfony: Mailer', url: 'https://symfony.com/doc/current/mailer.html' },
  },
  {
    id: 'settings/openssl-verify-none',
    title: 'The certificate of the mail server is not verified',
    severity: 'error',
    languages: ['env', 'shell', 'ini', 'json'],
    pattern: variable('\\w{0,40}SMTP\\w{0,20}_OPENSSL_VERIFY_MODE', 'none'),
    effect: anybody,
    alternative: `peer in its place; SMTP_CA_FILE names a private authority. ${mendCertificate}`,
    rules: certificateRules,
    citation: {
      text: 'Mastodon: configuring your environment, e-mail',
      url: 'https://docs.joinmastodon.org/admin/config/#email',
    },
    replacement: 'peer',
  },
  {
    id: 'settings/any-certificate-variable',
    title: 'Every certificate of the mail server is accepted',
    severity: 'error',
    languages: variables,
    pattern: variable(
      '\\w{0,40}(?:SMTP|MAILER?|EMAIL)_{1,2}(?:\\w{1,20}_)?(?:ACCEPT_INVALID_CERTS|ACCEPT_INVALID_HOSTNAMES|SKIP_VERIFY|INSECURE_SKIP_VERIFY|TLS_INSECURE|FORCE_TRUST_SERVER_CERT|ALLOW_INVALID_CERT\\w{0,20})',
      'true|1|yes|on',
    ),
    effect: anybody,
    alternative: `false in its place. ${mendCertificate}`,
    rules: certificateRules,
    citation: vaultwarden,
    replacement: 'false',
  },
  {
    id: 'settings/reject-unauthorized-variable',
    title: 'Every certificate of the mail server is accepted',
    severity: 'error',
    languages: variables,
    pattern: variable('\\w{0,40}(?:SMTP|MAILER?|EMAIL)_(?:\\w{1,20}_)?REJECT_UNAUTH(?:ORIZED)?', 'false|0|no|off'),
    effect: anybody,
    alternative: `true in its place. ${mendCertificate}`,
    rules: certificateRules,
    citation: { text: 'Node.js: tls.connect', url: 'https://nodejs.org/api/tls.html#tlsconnectoptions-callback' },
    replacement: 'true',
  },
  {
    id: 'settings/ignore-tls-variable',
    title: 'STARTTLS is not used where it is offered',
    severity: 'error',
    languages: variables,
    pattern: variable('\\w{0,40}(?:SMTP|MAILER?|EMAIL)_(?:\\w{1,20}_)?IGNORE_TLS', 'true|1|yes|on'),
    context: { kind: 'around' },
    effect: inClear,
    alternative: 'false in its place. Then probe the server for what STARTTLS failed at.',
    rules: startTlsRules,
    citation: { text: 'Nodemailer: SMTP transport', url: 'https://nodemailer.com/smtp' },
    replacement: 'false',
  },
  {
    id: 'settings/vaultwarden-no-tls',
    title: 'Vaultwarden sends without TLS',
    severity: 'error',
    languages: variables,
    pattern: variable('SMTP_SECURITY', 'off'),
    context: { kind: 'around' },
    effect: inClear,
    alternative:
      'SMTP_SECURITY=starttls with port 587, or force_tls with port 465. Then probe the server for what TLS failed at.',
    rules: startTlsRules,
    citation: vaultwarden,
  },
  {
    id: 'settings/use-tls-variable',
    title: 'Mail is sent without TLS',
    severity: 'error',
    languages: variables,
    pattern: variable('\\w{0,40}EMAIL_{1,2}USE_TLS', 'false|0|no|off'),
    // Where no host is named it is this machine.
    context: {
      kind: 'around',
      has: /EMAIL_{1,2}HOST/i,
      lacks:
        /EMAIL_{1,2}(?:USE_SSL['"]?(?:\s{0,20}[:=]|\s{1,80}value:)[ \t]{0,20}['"]?(?:true|1|yes|on)|PORT['"]?(?:\s{0,20}[:=]|\s{1,80}value:)[ \t]{0,20}['"]?465)\b/i,
    },
    effect: inClear,
    alternative:
      'true in its place with port 587, or USE_SSL with port 465. Then probe the server for what TLS failed at.',
    rules: startTlsRules,
    citation: {
      text: 'authentik: configuration, AUTHENTIK_EMAIL',
      url: 'https://docs.goauthentik.io/install-config/configuration/#authentik_email',
    },
    replacement: 'true',
  },
  {
    id: 'settings/gitea-any-certificate',
    title: 'Every certificate of the mail server is accepted',
    severity: 'error',
    languages: ['ini'],
    pattern: /^[ \t]{0,40}(?:FORCE_TRUST_SERVER_CERT|SKIP_VERIFY)[ \t]{0,20}=[ \t]{0,20}(?<value>true|1)\b/im,
    context: { kind: 'section', name: /^mailer$/i },
    effect: anybody,
    alternative: `false in its place. ${mendCertificate}`,
    rules: certificateRules,
    citation: {
      text: 'Gitea: configuration, mailer',
      url: 'https://docs.gitea.com/administration/config-cheat-sheet#mailer-mailer',
    },
    replacement: 'false',
  },
  {
    id: 'settings/mattermost-any-certificate',
    title: 'Every certificate of the mail server is accepted',
    severity: 'error',
    languages: ['json'],
    pattern: /"SkipServerCertificateVerification"[ \t]{0,20}:[ \t]{0,20}(?<value>true)\b/,
    context: { kind: 'near' },
    effect: anybody,
    alternative: `false in its place. ${mendCertificate}`,
    rules: certificateRules,
    citation: {
      text: 'Mattermost: SMTP configuration',
      url: 'https://docs.mattermost.com/configure/smtp-email.html',
    },
    replacement: 'false',
  },
  {
    id: 'curl/any-certificate',
    title: 'curl accepts every certificate of the mail server',
    severity: 'error',
    languages: ['shell', 'yaml', 'powershell'],
    pattern:
      /\bcurl(?:\.exe)?\b(?=[^\n]{0,600}\bsmtps?:\/\/)[^\n]{0,600}?[ \t](?<value>-[a-zA-Z]{0,8}k[a-zA-Z]{0,8}|--insecure)(?=[ \t\r]|$)/m,
    effect: anybody,
    alternative: `Take it out; --cacert root.pem names a private authority. ${mendCertificate}`,
    rules: certificateRules,
    citation: { text: 'curl: --cacert', url: 'https://curl.se/docs/manpage.html#--cacert' },
  },
];
