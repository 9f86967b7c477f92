// Cases of the rows for programming languages.

import type { AntiFixCases } from './antiFixCase.ts';

const nodemailer = (...lines: readonly string[]): string =>
  `const transporter = nodemailer.createTransport({\n  host: 'mx.example.com',\n  port: 587,\n  ${lines.join('\n  ')}\n});\n`;

const postgres = (...lines: readonly string[]): string =>
  `import nodemailer from 'nodemailer';\n${'\n'.repeat(30)}const pool = new Pool({\n  ${lines.join('\n  ')}\n});\n`;

const python = (...lines: readonly string[]): string => `import smtplib, ssl\n${lines.join('\n')}\n`;

const pythonWeb = (...lines: readonly string[]): string => `import urllib.request, ssl\n${lines.join('\n')}\n`;

export const codeCases: AntiFixCases = {
  'node/any-certificate': {
    file: 'mail.ts',
    guilty: [
      [nodemailer('tls: {', '  rejectUnauthorized: false,', '},'), 'false'],
      [nodemailer('tls: { "rejectUnauthorized": false }'), 'false'],
    ],
    innocent: [
      nodemailer('tls: { rejectUnauthorized: true }'),
      nodemailer('// tls: { rejectUnauthorized: false }'),
      nodemailer('/* rejectUnauthorized: false */'),
      postgres('ssl: { rejectUnauthorized: false }'),
      'const smtpStatus = new https.Agent({ rejectUnauthorized: false });',
      "createTransport({ host: 'localhost', port: 25, tls: { rejectUnauthorized: false } })",
      nodemailer('tls: { rejectUnauthorized: env.verify === false ? x : y }'),
    ],
  },
  'node/any-certificate-in-process': {
    file: 'index.js',
    guilty: [["const nodemailer = require('nodemailer');\nprocess.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';", '0']],
    innocent: [
      "const https = require('https');\nprocess.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';",
      "const nodemailer = require('nodemailer');\n// process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';",
      "const nodemailer = require('nodemailer');\nif (process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0') warn();",
    ],
  },
  'node/ignore-tls': {
    file: 'mail.js',
    guilty: [[nodemailer('ignoreTLS: true,'), 'true']],
    innocent: [
      nodemailer('ignoreTLS: false,'),
      nodemailer('// ignoreTLS: true,'),
      "createTransport({ host: 'localhost', port: 1025, ignoreTLS: true })",
      nodemailer('secure: false, // STARTTLS follows'),
    ],
  },
  'node/tls-not-demanded': {
    file: 'mail.mjs',
    guilty: [[nodemailer('requireTLS: false,'), 'false']],
    innocent: [
      nodemailer('requireTLS: true,'),
      nodemailer('// requireTLS: false,'),
      'const proxy = { requireTLS: false };',
    ],
  },
  'node/clear-text-after-failure': {
    file: 'mail.js',
    guilty: [[nodemailer('opportunisticTLS: true,'), 'true']],
    innocent: [nodemailer('opportunisticTLS: false,'), nodemailer('/* opportunisticTLS: true, */')],
  },
  'node/any-name': {
    file: 'mail.ts',
    guilty: [
      [nodemailer('tls: { checkServerIdentity: () => undefined },'), '() => undefined'],
      [nodemailer('tls: { checkServerIdentity: function (host, cert) {} },'), 'function (host, cert) {}'],
    ],
    innocent: [
      nodemailer('tls: { checkServerIdentity: (host, cert) => verify(host, cert) },'),
      nodemailer('// checkServerIdentity: () => undefined,'),
      'new https.Agent({ checkServerIdentity: () => undefined })',
    ],
  },
  'node/old-version': {
    file: 'mail.js',
    guilty: [
      [nodemailer("tls: { minVersion: 'TLSv1' },"), 'TLSv1'],
      [nodemailer('secureProtocol: "TLSv1_method",'), 'TLSv1_method'],
    ],
    innocent: [
      nodemailer("tls: { minVersion: 'TLSv1.2' },"),
      nodemailer("// tls: { minVersion: 'TLSv1' },"),
      "https.createServer({ minVersion: 'TLSv1' })",
    ],
  },
  'node/old-ciphers': {
    file: 'mail.js',
    guilty: [[nodemailer("tls: { ciphers: 'SSLv3' },"), 'SSLv3']],
    innocent: [
      nodemailer("tls: { ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' },"),
      nodemailer("// tls: { ciphers: 'SSLv3' },"),
      "https.get({ ciphers: 'SSLv3' })",
    ],
  },
  'python/unverified-context': {
    file: 'mail.py',
    guilty: [[python('server.starttls(context=ssl._create_unverified_context())'), 'ssl._create_unverified_context']],
    innocent: [
      python('server.starttls(context=ssl.create_default_context())'),
      python('# server.starttls(context=ssl._create_unverified_context())'),
      python('"""Never ssl._create_unverified_context()."""'),
      pythonWeb('urllib.request.urlopen(url, context=ssl._create_unverified_context())'),
      python('ssl._create_default_https_context = ssl._create_unverified_context'),
    ],
  },
  'python/no-verification': {
    file: 'mail.py',
    guilty: [[python('context.verify_mode = ssl.CERT_NONE'), 'ssl.CERT_NONE']],
    innocent: [
      python('context.verify_mode = ssl.CERT_REQUIRED'),
      python('#context.verify_mode = ssl.CERT_NONE'),
      python('assert context.verify_mode != ssl.CERT_NONE'),
      pythonWeb('context.verify_mode = ssl.CERT_NONE'),
    ],
  },
  'python/no-host-name-check': {
    file: 'mail.py',
    guilty: [[python('context.check_hostname = False'), 'False']],
    innocent: [
      python('context.check_hostname = True'),
      python('# context.check_hostname = False'),
      pythonWeb('context.check_hostname = False'),
    ],
  },
  'python/validate-certs-off': {
    file: 'mail.py',
    guilty: [['await aiosmtplib.send(message, hostname="mx.example", validate_certs=False)', 'False']],
    innocent: [
      'await aiosmtplib.send(message, hostname="mx.example", validate_certs=True)',
      '# aiosmtplib.send(message, validate_certs=False)',
      'get_url(url="x", validate_certs=False)',
    ],
  },
  'python/framework-tls-off': {
    file: 'settings.py',
    guilty: [['EMAIL_HOST = "mx.example"\nEMAIL_HOST_PASSWORD = get()\nEMAIL_USE_TLS = False\n', 'False']],
    innocent: [
      'EMAIL_HOST_PASSWORD = get()\nEMAIL_USE_TLS = True\n',
      'EMAIL_HOST_PASSWORD = get()\nEMAIL_USE_TLS = False\nEMAIL_USE_SSL = True\n',
      'EMAIL_HOST = "localhost"\nEMAIL_HOST_PASSWORD = ""\nEMAIL_USE_TLS = False\n',
      'EMAIL_HOST_PASSWORD = get()\n# EMAIL_USE_TLS = False\n',
    ],
  },
  'php/auto-tls-off': {
    file: 'mail.php',
    guilty: [["$mail->Host = 'mx.example';\n$mail->SMTPAutoTLS = false;", 'false']],
    innocent: [
      '$mail->SMTPAutoTLS = true;',
      "$mail->SMTPSecure = 'ssl';\n$mail->SMTPAutoTLS = false;",
      '// $mail->SMTPAutoTLS = false;',
      '# $mail->SMTPAutoTLS = false;',
    ],
  },
  'php/no-verification': {
    file: 'mail.php',
    guilty: [["$mail->isSMTP();\n$mail->SMTPOptions = ['ssl' => ['verify_peer' => false]];", 'false']],
    innocent: [
      "$mail->isSMTP();\n$mail->SMTPOptions = ['ssl' => ['verify_peer' => true]];",
      "$context = stream_context_create(['ssl' => ['verify_peer' => false]]);\nfile_get_contents($url, false, $context);",
      "$mail->isSMTP();\n// ['ssl' => ['verify_peer' => false]]",
    ],
  },
  'php/self-signed-accepted': {
    file: 'config.php',
    guilty: [["'mail_smtpstreamoptions' => ['ssl' => ['allow_self_signed' => true]],", 'true']],
    innocent: [
      "'mail_smtpstreamoptions' => ['ssl' => ['allow_self_signed' => false]],",
      "// 'mail_smtpstreamoptions' => ['ssl' => ['allow_self_signed' => true]],",
      "'ldap' => ['ssl' => ['allow_self_signed' => true]],",
    ],
  },
  'ruby/no-verification': {
    file: 'gitlab.rb',
    guilty: [
      ["gitlab_rails['smtp_openssl_verify_mode'] = 'none'", "'none'"],
      [
        'config.action_mailer.smtp_settings = { openssl_verify_mode: OpenSSL::SSL::VERIFY_NONE }',
        'OpenSSL::SSL::VERIFY_NONE',
      ],
    ],
    innocent: [
      "gitlab_rails['smtp_openssl_verify_mode'] = 'peer'",
      "# gitlab_rails['smtp_openssl_verify_mode'] = 'none'",
    ],
  },
  'ruby/no-verification-in-code': {
    file: 'mail.rb',
    guilty: [
      [
        'smtp = Net::SMTP.new(host, 587)\nsmtp.enable_starttls(context(OpenSSL::SSL::VERIFY_NONE))',
        'OpenSSL::SSL::VERIFY_NONE',
      ],
    ],
    innocent: [
      'http = Net::HTTP.new(host)\nhttp.verify_mode = OpenSSL::SSL::VERIFY_NONE',
      'smtp = Net::SMTP.new(host, 587)\n# OpenSSL::SSL::VERIFY_NONE',
      'smtp = Net::SMTP.new(host, 587)\ncontext(OpenSSL::SSL::VERIFY_PEER)',
    ],
  },
  'ruby/starttls-off': {
    file: 'production.rb',
    guilty: [
      ["config.action_mailer.smtp_settings = {\n  address: 'mx.example',\n  enable_starttls_auto: false\n}", 'false'],
    ],
    innocent: [
      'smtp_settings = { enable_starttls_auto: true }',
      "smtp_settings = { address: 'mx.example', tls: true, enable_starttls_auto: false }",
      "smtp_settings = { address: 'localhost', enable_starttls_auto: false }",
      '# smtp_settings = { enable_starttls_auto: false }',
    ],
  },
  'dotnet/any-certificate': {
    file: 'Mail.cs',
    guilty: [
      ['using MailKit.Net.Smtp;\nclient.ServerCertificateValidationCallback = (s, c, h, e) => true;', 'true'],
      [
        'var client = new SmtpClient();\nServicePointManager.ServerCertificateValidationCallback += delegate (object s) { return true; };',
        'true',
      ],
    ],
    innocent: [
      'using MailKit.Net.Smtp;\nclient.ServerCertificateValidationCallback = (s, c, h, e) => e == SslPolicyErrors.None;',
      'using MailKit.Net.Smtp;\n// client.ServerCertificateValidationCallback = (s, c, h, e) => true;',
      'var client = new HttpClient();\nServicePointManager.ServerCertificateValidationCallback = (s, c, h, e) => true;',
    ],
  },
  'dotnet/no-tls': {
    file: 'Mail.cs',
    guilty: [['client.Connect("mx.example", 587, SecureSocketOptions.None);', 'SecureSocketOptions.None']],
    innocent: [
      'client.Connect("mx.example", 587, SecureSocketOptions.StartTls);',
      'client.Connect("localhost", 25, SecureSocketOptions.None);',
      '// client.Connect("mx.example", 587, SecureSocketOptions.None);',
    ],
  },
  'dotnet/no-revocation-check': {
    file: 'Mail.cs',
    guilty: [['using var client = new SmtpClient { CheckCertificateRevocation = false };', 'false']],
    innocent: [
      'using var client = new SmtpClient { CheckCertificateRevocation = true };',
      '// new SmtpClient { CheckCertificateRevocation = false };',
      'var options = new RedisOptions { CheckCertificateRevocation = false };',
    ],
  },
  'dotnet/ssl-off': {
    file: 'Mail.cs',
    guilty: [['var client = new SmtpClient("mx.example", 587) { EnableSsl = false };', 'false']],
    innocent: [
      'var client = new SmtpClient("mx.example", 587) { EnableSsl = true };',
      '/* new SmtpClient("mx.example", 587) { EnableSsl = false }; */',
      'var connection = new LdapSettings { EnableSsl = false };',
      'var client = new SmtpClient("localhost") { EnableSsl = false };',
    ],
  },
  'java/any-certificate': {
    file: 'application.properties',
    guilty: [
      ['spring.mail.properties.mail.smtp.ssl.trust=*', '*'],
      ['mail.smtp.ssl.trust=mx.example.com', 'mx.example.com'],
    ],
    innocent: [
      '#spring.mail.properties.mail.smtp.ssl.trust=*',
      'spring.mail.host=localhost\nspring.mail.properties.mail.smtp.ssl.trust=*',
      'spring.mail.properties.mail.smtp.ssl.trust=',
      'mail.smtp.ssl.enable=true',
    ],
  },
  'java/any-certificate-in-yaml': {
    file: 'application.yml',
    guilty: [
      [
        'spring:\n  mail:\n    properties:\n      mail:\n        smtp:\n          ssl:\n            trust: "*"\n',
        '"*"',
      ],
    ],
    innocent: [
      'spring:\n  mail:\n    properties:\n      mail:\n        smtp:\n          ssl:\n            # trust: "*"\n',
      'server:\n  proxy:\n    ssl:\n      trust: "*"\n',
      'spring:\n  mail:\n    host: 127.0.0.1\n    properties:\n      mail:\n        smtp:\n          ssl:\n            trust: "*"\n',
    ],
  },
  'java/any-name-in-yaml': {
    file: 'application.yml',
    guilty: [
      [
        'spring:\n  mail:\n    host: mx.example\n    properties:\n      mail:\n        smtp:\n          ssl:\n            enable: true\n            checkserveridentity: false\n',
        'false',
      ],
      ['spring:\n  mail:\n    properties:\n      mail.smtps:\n        ssl.checkserveridentity: "false"\n', 'false'],
    ],
    innocent: [
      'spring:\n  mail:\n    properties:\n      mail:\n        smtp:\n          ssl:\n            checkserveridentity: true\n',
      'spring:\n  mail:\n    properties:\n      mail:\n        smtp:\n          ssl:\n            # checkserveridentity: false\n',
      'mail:\n  imap:\n    ssl:\n      checkserveridentity: false\n',
      'spring:\n  mail:\n    host: localhost\n    properties:\n      mail:\n        smtp:\n          ssl:\n            checkserveridentity: false\n',
    ],
  },
  'java/any-name': {
    file: 'Mail.java',
    guilty: [['props.put("mail.smtp.ssl.checkserveridentity", "false");', 'false']],
    innocent: [
      'props.put("mail.smtp.ssl.checkserveridentity", "true");',
      'props.put("mail.smtp.host", "localhost");\nprops.put("mail.smtp.ssl.checkserveridentity", "false");',
      '// props.put("mail.smtp.ssl.checkserveridentity", "false");',
    ],
  },
  'java/starttls-off': {
    file: 'Mail.kt',
    guilty: [['props["mail.smtp.starttls.enable"] = "false"', 'false']],
    innocent: [
      'props["mail.smtp.starttls.enable"] = "true"',
      'props["mail.smtp.ssl.enable"] = "true"\nprops["mail.smtp.starttls.enable"] = "false"',
      '// props["mail.smtp.starttls.enable"] = "false"',
    ],
  },
  'java/clear-text-after-failure': {
    file: 'Mail.java',
    guilty: [['props.put("mail.smtp.socketFactory.fallback", "true");', 'true']],
    innocent: [
      'props.put("mail.smtp.socketFactory.fallback", "false");',
      '// props.put("mail.smtp.socketFactory.fallback", "true");',
    ],
  },
  'java/old-version': {
    file: 'mail.properties',
    guilty: [['mail.smtp.ssl.protocols=TLSv1', 'TLSv1']],
    innocent: ['mail.smtp.ssl.protocols=TLSv1.2', '! mail.smtp.ssl.protocols=TLSv1'],
  },
  'java/commons-email-any-name': {
    file: 'Mail.java',
    guilty: [['email.setSSLCheckServerIdentity(false);', 'false']],
    innocent: ['email.setSSLCheckServerIdentity(true);', '// email.setSSLCheckServerIdentity(false);'],
  },
  'go/any-certificate': {
    file: 'mail.go',
    guilty: [['import "net/smtp"\n\nc.StartTLS(&tls.Config{InsecureSkipVerify: true})', 'true']],
    innocent: [
      'import "net/smtp"\n\nc.StartTLS(&tls.Config{InsecureSkipVerify: false})',
      'import "net/smtp"\n\n// c.StartTLS(&tls.Config{InsecureSkipVerify: true})',
      'tr := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}',
    ],
  },
  'go/no-tls': {
    file: 'mail.go',
    guilty: [['client, err := mail.NewClient("mx.example", mail.WithTLSPolicy(mail.NoTLS))', 'mail.NoTLS']],
    innocent: [
      'mail.WithTLSPolicy(mail.TLSMandatory)',
      '// mail.WithTLSPolicy(mail.NoTLS)',
      'mail.NewClient("localhost", mail.WithTLSPolicy(mail.NoTLS))',
    ],
  },
};
