// A server on this machine excuses a setting only where it is the mail server that the setting is for.

import assert from 'node:assert/strict';
import { scanText } from '../../../src/antifixes/scanText.ts';

/** Texts in which the mail server is another machine, or is not known. */
const guilty: readonly (readonly [file: string, text: string])[] = [
  [
    'a.yml',
    "# localhost\ndatabase:\n  host: localhost\nglobal:\n  smtp_smarthost: 'mx.example:587'\n  smtp_require_tls: false\n",
  ],
  ['b.yml', 'redis:\n  host: 127.0.0.1\nsmtp:\n  server: mx.example\n  ignoreTLS: true\n'],
  ['c.yml', 'app:\n  host: localhost\n  mailer:\n    ignoreTLS: true\n'],
  ['d.yml', 'mailers:\n  - host: localhost\n    port: 25\n  - host: mx.example\n    ignoreTLS: true\n'],
  ['e.yml', 'mailers:\n  - host: localhost\n  - port: 587\n    ignoreTLS: true\n'],
  ['f.yml', 'smtp: { host: mx.example, ignoreTLS: true }\ncache: { host: localhost }\n'],
  ['g.yml', 'env:\n  - name: DB_HOST\n    value: localhost\n  - name: SMTP_IGNORE_TLS\n    value: "true"\n'],
  ['h.yml', 'environment:\n  - REDIS_HOST=localhost\n  - SMTP_HOST=mx.example\n  - SMTP_IGNORE_TLS=true\n'],
  ['i.yml', 'smtp:\n  name: localhost\n  host: mx.example\n  ignoreTLS: true\n'],
  [
    'a.js',
    "const db = connect({ host: 'localhost' });\nconst t = createTransport({ host: 'mx.example', port: 587, tls: { rejectUnauthorized: false } });",
  ],
  [
    'b.js',
    "const dev = createTransport({ host: 'localhost', port: 25 });\nconst t = createTransport({ ...options, port: 587, tls: { rejectUnauthorized: false } });",
  ],
  ['c.js', "createTransport({ name: 'localhost', host: process.env.SMTP_HOST, port: 587, ignoreTLS: true });"],
  [
    'g.js',
    "createTransport({ host: config.get('MAIL_HOST', 'localhost'), port: 587, tls: { rejectUnauthorized: false } });",
  ],
  [
    'd.py',
    'import smtplib\nserver = smtplib.SMTP(os.environ.get("SMTP_HOST", "localhost"))\nserver.starttls(context=ssl._create_unverified_context())\n',
  ],
  ['h.js', "createTransport({ host: process.env.SMTP_HOST || 'localhost', port: 587, ignoreTLS: true });"],
  ['d.js', "app.listen(3000, 'localhost');\nnodemailer.createTransport('smtp://mx.example', { ignoreTLS: true });"],
  [
    'e.js',
    "const mail = {\n  db: { host: 'localhost' },\n  smtp: {\n    host: 'mx.example',\n    ignoreTLS: true,\n  },\n};",
  ],
  ['f.js', "// was localhost\ncreateTransport({ host: 'mx.example', ignoreTLS: true });"],
  [
    'a.json',
    '{ "database": { "host": "localhost" },\n "smtp": { "host": "mx.example", "port": 587, "ignoreTLS": true } }',
  ],
  ['b.json', '{ "host": "localhost", "smtp": { "ignoreTLS": true }, "url": "http://localhost:3000" }'],
  [
    'c.json',
    '{ "ConnectionStrings": { "Default": "Server=localhost;" },\n "Smtp": { "Host": "mx.example", "EnableSsl": false } }',
  ],
  [
    'a.py',
    'import smtplib\ndb = connect(host="localhost")\ncontext = ssl._create_unverified_context()\nserver = smtplib.SMTP("mx.example", 587)\nserver.starttls(context=context)\n',
  ],
  [
    'b.py',
    'import smtplib\na = smtplib.SMTP("localhost")\nb = smtplib.SMTP("mx.example", 587)\nb.starttls(context=ssl._create_unverified_context())\n',
  ],
  [
    'c.py',
    'import smtplib\ndef dev():\n    return smtplib.SMTP("localhost")\n\ndef send(s):\n    s.starttls(context=ssl._create_unverified_context()) # smtp\n',
  ],
  [
    'settings.py',
    'DATABASES = {"default": {"HOST": "localhost"}}\nEMAIL_HOST = "mx.example"\nEMAIL_HOST_PASSWORD = get()\nEMAIL_USE_TLS = False\n',
  ],
  [
    'a.cs',
    'var cache = ConnectionMultiplexer.Connect("localhost");\nvar client = new SmtpClient("mx.example", 587) { EnableSsl = false };',
  ],
  ['b.cs', 'var a = new SmtpClient("localhost");\nvar b = new SmtpClient("mx.example", 587);\nb.EnableSsl = false;'],
  ['c.cs', 'smtp.Connect("mx.example", 587, SecureSocketOptions.None);\ndb.Connect("localhost", 5432);'],
  ['a.php', "$db = new PDO('mysql:host=localhost');\n$mail->Host = 'mx.example';\n$mail->SMTPAutoTLS = false;"],
  [
    'b.php',
    "'db' => ['host' => 'localhost'],\n'smtp' => ['host' => 'mx.example', 'stream' => ['ssl' => ['verify_peer' => false]]]",
  ],
  ['c.php', "$one->Host = 'localhost';\n$one->isSMTP();\n$two->SMTPAutoTLS = false;"],
  [
    'a.rb',
    "db = { host: 'localhost' }\nconfig.action_mailer.smtp_settings = { address: 'mx.example', domain: 'localhost', enable_starttls: false }",
  ],
  ['a.go', 'db := open("localhost")\nclient, err := mail.NewClient("mx.example", mail.WithTLSPolicy(mail.NoTLS))'],
  [
    'a.properties',
    'spring.datasource.host=localhost\nspring.mail.host=mx.example\nspring.mail.properties.mail.smtp.starttls.enable=false',
  ],
  ['b.properties', 'mail.smtp.localhost=localhost\nmail.smtp.starttls.enable=false'],
  [
    'A.java',
    'props.put("mail.smtp.host", "mx.example");\nprops.put("mail.smtp.localhost", "localhost");\nprops.put("mail.smtp.starttls.enable", "false");',
  ],
  ['.env', 'DB_HOST=localhost\nSMTP_HOST=mx.example\nSMTP_IGNORE_TLS=true'],
  ['.env.b', 'DEV_SMTP_HOST=localhost\nPROD_SMTP_IGNORE_TLS=true'],
  ['.env.c', 'DEV_DSN=smtp://localhost:25\nMAILER_DSN=smtp://mx.example:587?auto_tls=false'],
  [
    'j.yml',
    'spring:\n  mail:\n    host: mx.example\n    properties:\n      mail.smtp.ssl.trust: "*"\ndb:\n  host: localhost',
  ],
  [
    'k.yml',
    'db:\n  host: localhost\nspring:\n  mail:\n    host: mx.example\n    properties:\n      mail:\n        smtp:\n          ssl:\n            checkserveridentity: false\n',
  ],
  ['.env.d', 'DB_HOST=localhost\nAUTHENTIK_EMAIL__HOST=mx.example\nAUTHENTIK_EMAIL__USE_TLS=false'],
  ['.env.e', 'REDIS_HOST=localhost\nSMTP_HOST=mx.example\nSMTP_SECURITY=off'],
  ['grafana.ini', '[database]\nhost = localhost\n[smtp]\nhost = mx.example:587\nstartTLS_policy = NoStartTLS'],
  ['b.ini', '[database]\nhost = 127.0.0.1:3306\n[smtp]\nstartTLS_policy = NoStartTLS'],
  ['.msmtprc', 'account local\nhost localhost\n\naccount work\nhost mx.example\ntls off\n'],
  ['web.config', '<add key="db" host="localhost" />\n<smtp><network host="mx.example" enableSsl="false" /></smtp>'],
];

/** Texts in which mail does not leave this machine. */
const innocent: readonly (readonly [file: string, text: string])[] = [
  [
    'a.yml',
    "database:\n  host: db.example\nglobal:\n  smtp_smarthost: 'localhost:25'\n  smtp_from: a@b.example\n  smtp_require_tls: false\n",
  ],
  ['b.yml', 'smtp:\n  host: 127.0.0.1\n  port: 25\n  options:\n    ignoreTLS: true\ndatabase:\n  host: db.example\n'],
  ['c.yml', 'smtp: { host: localhost, ignoreTLS: true }\n'],
  ['d.yml', 'mailers:\n  - host: mx.example\n  - host: localhost\n    ignoreTLS: true\n'],
  ['e.yml', 'environment:\n  - DB_HOST=db.example\n  - SMTP_HOST=mailhog\n  - SMTP_IGNORE_TLS=true\n'],
  ['f.yml', 'environment:\n  SMTP_HOST: mailpit\n  SMTP_PORT: 1025\n  SMTP_IGNORE_TLS: "true"\n'],
  ['g.yml', 'env:\n  - name: SMTP_HOST\n    value: mailhog\n  - name: SMTP_IGNORE_TLS\n    value: "true"\n'],
  ['h.yml', 'spring:\n  mail:\n    host: localhost\n    properties:\n      mail.smtp.starttls.enable: false\n'],
  [
    'a.js',
    "const db = connect({ host: 'db.example' });\nconst t = createTransport({\n  host: 'localhost',\n  port: 25,\n  tls: {\n    rejectUnauthorized: false,\n  },\n});",
  ],
  ['b.js', "nodemailer.createTransport('smtp://localhost:1025', { ignoreTLS: true });"],
  ['c.js', "const host = 'localhost';\nconst smtp = { host: host, port: 1025, ignoreTLS: true };"],
  ['d.js', "const options = { host: '[::1]', port: 25, secure: false, ignoreTLS: true };"],
  ['e.js', "const test = createTransport({ host: 'sandbox.smtp.mailtrap.io', port: 2525, ignoreTLS: true });"],
  ['f.js', "const mail = {\n  host: 'localhost',\n  port: 1025,\n  transport: { ignoreTLS: true },\n};"],
  [
    'a.json',
    '{ "database": { "host": "db.example" },\n "smtp": { "host": "localhost", "port": 25, "options": { "ignoreTLS": true } } }',
  ],
  ['b.json', '{ "Smtp": { "Host": "localhost", "Port": 25, "EnableSsl": false } }'],
  [
    'a.py',
    'import smtplib\ndb = connect(host="db.example")\ncontext = ssl._create_unverified_context()\ntry:\n    server = smtplib.SMTP("localhost", 1025)\n    server.starttls(context=context)\nfinally:\n    db.close()\n',
  ],
  [
    'b.py',
    'import smtplib\na = smtplib.SMTP("mx.example")\nb = smtplib.SMTP("localhost", 587)\nb.starttls(context=ssl._create_unverified_context())\n',
  ],
  [
    'c.py',
    'import smtplib\nHOST = "127.0.0.1"\n\ndef send():\n    with smtplib.SMTP(HOST, 25) as smtp:\n        smtp.starttls(context=ssl._create_unverified_context())\n',
  ],
  ['d.py', 'await aiosmtplib.send(message, hostname="localhost", validate_certs=False)'],
  [
    'settings.py',
    'DATABASES = {"default": {"HOST": "db.example"}}\nEMAIL_HOST = "localhost"\nEMAIL_HOST_PASSWORD = ""\nEMAIL_USE_TLS = False\n',
  ],
  ['a.cs', 'var client = new SmtpClient("localhost", 25)\n{\n    EnableSsl = false,\n};'],
  ['b.cs', 'var client = new SmtpClient("localhost");\nclient.EnableSsl = false;'],
  [
    'c.cs',
    'using (var client = new SmtpClient()) {\n  client.ServerCertificateValidationCallback = (s, c, h, e) => true;\n  client.Connect("localhost", 25, false);\n}',
  ],
  ['d.cs', 'var client = new SmtpClient { Host = "localhost", EnableSsl = false };'],
  [
    'a.php',
    "$db = new PDO('mysql:host=db.example');\n$mail->Host = 'localhost';\n$mail->SMTPOptions = array('ssl' => array('verify_peer' => false));",
  ],
  ['b.php', "'smtp' => [\n  'host' => '127.0.0.1',\n  'stream' => ['ssl' => ['verify_peer' => false]],\n]"],
  ['a.rb', "gitlab_rails['smtp_address'] = \"localhost\"\ngitlab_rails['smtp_enable_starttls_auto'] = false\n"],
  ['b.rb', "smtp = Net::SMTP.new('localhost', 25)\nsmtp.enable_starttls(context(OpenSSL::SSL::VERIFY_NONE))"],
  ['a.go', 'client, err := mail.NewClient("localhost", mail.WithPort(25), mail.WithTLSPolicy(mail.NoTLS))'],
  ['b.go', 'd := gomail.NewDialer("localhost", 25, "", "")\nd.TLSConfig = &tls.Config{InsecureSkipVerify: true}'],
  ['a.properties', 'spring.mail.host=localhost\nspring.mail.properties.mail.smtp.starttls.enable=false'],
  ['A.java', 'props.put("mail.smtp.host", "localhost");\nprops.put("mail.smtp.starttls.enable", "false");'],
  ['.env', 'DB_HOST=db.example\nSMTP_HOST=localhost\nSMTP_IGNORE_TLS=true'],
  ['.env.b', 'PROD_SMTP_HOST=mx.example\nDEV_SMTP_HOST=localhost\nDEV_SMTP_IGNORE_TLS=true'],
  [
    'i.yml',
    'spring:\n  mail:\n    host: localhost\n    properties:\n      mail:\n        smtp:\n          starttls:\n            enable: false\n',
  ],
  ['j.yml', 'spring:\n  mail:\n    host: localhost\n    properties:\n      mail.smtp.ssl.trust: "*"\n'],
  [
    'k.yml',
    'spring:\n  mail:\n    host: localhost\n    properties:\n      mail:\n        smtp:\n          ssl:\n            trust: "*"\n',
  ],
  ['b.properties', 'spring.mail.host=localhost\nspring.mail.properties.mail.smtp.ssl.checkserveridentity=false'],
  ['l.yml', 'environment:\n  SMTP_HOST: mailpit\n  SMTP_SECURITY: "off"\n'],
  ['.env.d', 'AUTHENTIK_EMAIL__HOST=localhost\nAUTHENTIK_EMAIL__USE_TLS=false'],
  ['dockerfile', 'ENV SMTP_HOST mailhog\nENV SMTP_IGNORE_TLS true\n'],
  ['grafana.ini', '[database]\nhost = db.example\n[smtp]\nhost = localhost:25\nstartTLS_policy = NoStartTLS'],
  ['.msmtprc', 'account work\nhost mx.example\n\naccount local\nhost localhost\ntls off\n'],
  [
    'web.config',
    '<add key="db" host="db.example" />\n<smtp><network host="localhost" port="25" enableSsl="false" /></smtp>',
  ],
];

describe('the mail server of a setting', () => {
  for (const [file, text] of guilty) {
    it(`is not excused by another server on this machine: ${JSON.stringify(text.slice(0, 60))} in ${file}`, () => {
      assert.equal(scanText(text, file).findings.length, 1, text);
    });
  }

  for (const [file, text] of innocent) {
    it(`is on this machine: ${JSON.stringify(text.slice(0, 60))} in ${file}`, () => {
      assert.deepEqual(
        scanText(text, file).findings.map(({ antiFix }) => antiFix.id),
        [],
        text,
      );
      // It is the host that excuses it, nothing else.
      const elsewhere = text.replace(
        /localhost|127\.0\.0\.1|\[::1\]|mailhog|mailpit|\w+\.smtp\.mailtrap\.io/g,
        'mx.example',
      );
      if (!file.endsWith('settings.py')) assert.equal(scanText(elsewhere, file).findings.length, 1, elsewhere);
    });
  }
});
