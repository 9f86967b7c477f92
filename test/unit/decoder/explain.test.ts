// What is read out of a mail error: wrappers, places, several errors in one text, the unknown, bounds.

import assert from 'node:assert/strict';
import { explainMailErrors, maximumExplanations, maximumInput } from '../../../src/decoder/explain.ts';
import type { MailErrorExplanation } from '../../../src/model/mailError.ts';

function firstOf(text: string): MailErrorExplanation {
  const [first] = explainMailErrors(text).explanations;
  assert.ok(first);
  return first;
}

/** The same inner error in every wrapping that is known. */
const wrappings: Readonly<Record<string, readonly [text: string, kinds: readonly string[]]>> = {
  'straight quotes': [
    '451 4.4.0 Primary target IP address responded with: "451 5.7.3 Must issue a STARTTLS command first."',
    ['Exchange queue wrapper 4.4.0'],
  ],
  'typographic quotes': [
    '451 4.4.0 Primary target IP address responded with: “451 5.7.3 Must issue a STARTTLS command first.”.',
    ['Exchange queue wrapper 4.4.0'],
  ],
  'doubled quotes of CSV': [
    '"451 4.4.0 Primary target IP address responded with: ""451 5.7.3 Must issue a STARTTLS command first."""',
    ['Exchange queue wrapper 4.4.0'],
  ],
  'escaped quotes of JSON': [
    '{"error":"451 4.4.0 Primary target IP address responded with: \\"451 5.7.3 Must issue a STARTTLS command first.\\""}',
    ['Exchange queue wrapper 4.4.0'],
  ],
  'HTML entities': [
    '451 4.4.0 Primary target IP address responded with: &quot;451&nbsp;5.7.3 Must issue a STARTTLS command first.&quot;',
    ['Exchange queue wrapper 4.4.0'],
  ],
  'remains of quoted-printable': [
    '451 4.4.0 Primary target IP address responded with: =E2=80=9C451 5.7.3 Must issue a STAR=\r\nTTLS command first.=E2=80=9D',
    ['Exchange queue wrapper 4.4.0'],
  ],
  'lines that a mail program broke': [
    '> 451 4.4.0 Primary target IP address\r\n> responded with: "451 5.7.3 Must issue a\r\n> STARTTLS command first."',
    ['Exchange queue wrapper 4.4.0'],
  ],
  '4.4.101 around 4.4.0': [
    `450 4.4.101 Proxy session setup failed on Frontend with '451 4.4.0 Primary target IP address responded with "451 5.7.3 Must issue a STARTTLS command first."'`,
    ['Exchange front-end proxy 4.4.101', 'Exchange queue wrapper 4.4.0'],
  ],
  '4.4.317': [
    '450 4.4.317 Cannot connect to remote server [Message=451 5.7.3 Must issue a STARTTLS command first] [LastAttemptedServerName=mx.example.com]',
    ['Exchange Online wrapper 4.4.317'],
  ],
  '4.4.395': [
    '451 4.4.395 Target host responded with error. -> 451 5.7.3 Must issue a STARTTLS command first',
    ['Exchange queue wrapper 4.4.395'],
  ],
  'message trace': [
    '{LED=451 4.4.395 Target host responded with error. -> 451 5.7.3 Must issue a STARTTLS command first};{MSG=};{FQDN=mx.example.com};{IP=203.0.113.5}',
    ['message trace or queue detail (LED)', 'Exchange queue wrapper 4.4.395'],
  ],
  NDR: [
    "Remote Server returned '< #4.4.0 smtp;451 5.7.3 Must issue a STARTTLS command first>'",
    ['NDR: what the remote server returned', 'NDR: Exchange diagnostic'],
  ],
};

describe('a mail error', () => {
  for (const [name, [text, kinds]] of Object.entries(wrappings)) {
    it(`is unwrapped: ${name}`, () => {
      const first = firstOf(text);
      assert.equal(first.id, 'starttls-demanded-by-exchange');
      assert.deepEqual([first.code, first.enhancedCode], ['451', '5.7.3']);
      assert.deepEqual(
        first.wrappers.map(({ kind }) => kind),
        kinds,
      );
      const { from, to } = first.innermost.range;
      assert.match(text.slice(from, to), /^451(?:.|&nbsp;)5\.7\.3 Must issue a/s);
      assert.match(text.slice(from, to), /first\.?$/);
    });
  }

  it('names host, address and port where the text does, and proposes the probe', () => {
    const first = firstOf(
      '450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot] [LastAttemptedServerName=mail.contoso.com] [LastAttemptedIP=203.0.113.5:2525]',
    );
    const [wrapper] = first.wrappers;
    assert.deepEqual(
      [wrapper?.code, wrapper?.enhancedCode, wrapper?.host, wrapper?.address, wrapper?.port],
      ['450', '4.4.317', 'mail.contoso.com', '203.0.113.5', 2525],
    );
    assert.deepEqual(first.probe?.endpoint, { host: 'mail.contoso.com', port: 2525, tlsMode: 'starttls' });
    assert.deepEqual(
      firstOf('SSL_connect error to smtp.example.com[203.0.113.5]:465: -1 wrong version number').probe?.endpoint,
      { host: 'smtp.example.com', port: 465, tlsMode: 'implicit' },
    );
  });

  it('proposes no probe of a placeholder, of this machine, or where the fault is here', () => {
    for (const text of [
      '450 4.4.317 Cannot connect to remote server [Message=UntrustedRoot] [LastAttemptedServerName=xxx.xxxxx.com]',
      'SSL_connect error to 127.0.0.1[127.0.0.1]:10025: -1 wrong version number',
      'TLS negotiation failed with error NoCredentials {FQDN=mx.example.com}',
      'certificate has expired',
    ]) {
      assert.equal(firstOf(text).probe, undefined, text);
    }
  });

  it('tells apart what only looks alike', () => {
    const alike: readonly (readonly [string, string])[] = [
      ['451 5.7.3 Must issue a STARTTLS command first', 'starttls-demanded-by-exchange'],
      ['535 5.7.3 Authentication unsuccessful', 'login-failed'],
      ['451 5.7.3 Cannot achieve Exchange Server authentication', 'exchange-server-authentication-failed'],
      ['550 5.7.64 TenantAttribution; Relay Access Denied', 'relay-denied-tenant-unknown'],
      ['550 5.7.64 Relay Access Denied ATTR36', 'relay-denied-domain-not-accepted'],
      ['550 5.7.750 Client blocked from sending from unregistered domains', 'unregistered-domain'],
      ['454 4.7.0 TLS not available due to local problem', 'postfix-tls-not-available'],
      ['454 4.7.0 Temporary authentication failure', 'kerberos-between-exchange-servers'],
      ['454 4.7.0 Temporary authentication failure: Connection lost to authentication server', 'login-service-failed'],
      [
        '454 4.7.0 Failed to establish appropriate TLS channel: UntrustedRoot: Access Denied',
        'client-certificate-untrusted-by-exchange-online',
      ],
      ['454 4.7.0 Failed to establish appropriate TLS channel: Access Denied', 'tls-demanded-by-recipient-connector'],
      ['454 4.7.1 <a@example.com>: Relay access denied', 'relay-refused'],
      [
        '454 4.7.0 Temporary authentication failure because negotiated Tls cipher strength is too weak',
        'cipher-too-weak-for-exchange',
      ],
      ['Subtask ValidateConfiguration execution failed: Configure Mail Flow', 'wizard-validate-mail-flow'],
      ['Subtask Configure execution failed: Configure Mail Flow', 'wizard-mail-flow-step'],
      [
        'Subtask CheckPrereqs execution failed: Configure Mail Flow The Secure Mail Certificate on server A is not bound to the SMTP Service',
        'wizard-certificate-not-bound',
      ],
      [
        'The SMTP server requires a secure connection or the client was not authenticated. The server response was: 535 5.7.3 Authentication unsuccessful',
        'login-failed',
      ],
      [
        'The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.0 Must issue a STARTTLS command first',
        'client-must-start-tls',
      ],
      ['550 5.7.1 TLS version too old, use TLSv1.2 or newer', 'tls-version-demanded-by-policy'],
      ['554 5.7.1 TLS 1.2 or higher required', 'tls-version-demanded-by-policy'],
      ['550 5.7.1 Your message was not wanted here', 'refused-by-policy'],
      ['550 5.7.1 weak cipher used, connection refused', 'unknown'],
      [
        'mx.spam.example.net sendmail[1]: x: relay=a.example, reject=403 4.7.0 TLS handshake failed.',
        'handshake-failed-open',
      ],
      ['550 5.7.1 Message looks like spam.', 'refused-by-policy'],
      ['550 5.7.1 Blocked by our spam filter', 'refused-by-policy'],
      ['550 5.7.1 Client blocked using Spamhaus', 'address-blocked'],
      ['postfix/smtp[1]: cannot load RSA certificate and key data: disabling TLS support', 'sender-tls-configuration'],
      [
        'postfix/smtpd[1]: cannot load RSA certificate and key data: disabling TLS support',
        'postfix-tls-not-available',
      ],
      ['improper command pipelining after CONNECT from a[192.0.2.1]: \\026\\003\\001\\002\\000', 'tls-mode-and-port'],
      ['Status: 5.7.1 \nDiagnostic-Code: smtp; 550 Zorblax', 'unknown'],
    ];
    for (const [text, id] of alike) assert.equal(firstOf(text).id, id, text);
    assert.equal(firstOf("TLS Negotiation failed, the certificate doesn't match the host.").speaker, 'Google');
    assert.equal(firstOf('535 5.7.3 Authentication unsuccessful').isAboutTls, false);
  });

  it('depends on who speaks: STARTTLS is required to send mail', () => {
    const said = '451 5.7.3 STARTTLS is required to send mail';
    assert.equal(
      firstOf(`450 4.4.317 Cannot connect to remote server [Message=${said}]`).id,
      'exchange-online-met-no-starttls',
    );
    assert.equal(
      firstOf(`451 4.4.395 Target host responded with error. -> ${said}`).id,
      'starttls-demanded-by-exchange',
    );
    assert.equal(
      firstOf(`host smtp.office365.com[40.99.31.130] said: ${said} (in reply to MAIL FROM command)`).id,
      'client-must-start-tls',
    );
    const bare = firstOf(said);
    assert.deepEqual([bare.id, bare.confidence], ['exchange-receiver-without-starttls', 'possible']);
  });

  it('is unknown where its words are, with what its codes say', () => {
    const first = firstOf('mx.example.com said: 451 4.7.99 Zorblax frobnication pending');
    assert.deepEqual([first.id, first.confidence, first.fix], ['unknown', 'unknown', '']);
    assert.match(first.meaning, /451 4\.7\.99 says by itself: a temporary refusal.*security or policy/);
    assert.match(firstOf('Nothing to see here').meaning, /no reply code.*cannot be told/i);
    assert.deepEqual(explainMailErrors(' \n ').explanations, []);
  });

  it('is told once for each host, with its count and its first line', () => {
    const lines = Array.from(
      { length: 400 },
      (_, index) =>
        `Nov 27 10:${String(index % 60).padStart(2, '0')}:00 mail postfix/smtp[${1000 + index}]: A${index}: to=<u@example.com>, relay=mx${index % 2}.example.com[203.0.113.${index % 2}]:25, status=deferred (${index % 4 < 2 ? 'TLS is required, but was not offered by host' : 'Cannot start TLS: handshake failure'})`,
    );
    const { explanations } = explainMailErrors(['Nov 27 09:59:59 mail postfix/smtp[1]: nothing', ...lines].join('\n'));
    assert.deepEqual(
      explanations.map(({ id, count, line, probe }) => [id, count, line, probe?.endpoint.host]),
      [
        ['tls-required-not-offered', 100, 2, 'mx0.example.com'],
        ['tls-required-not-offered', 100, 3, 'mx1.example.com'],
        ['postfix-handshake-failed', 100, 4, 'mx0.example.com'],
        ['postfix-handshake-failed', 100, 5, 'mx1.example.com'],
      ],
    );
  });

  it('takes the lines of one process together, whatever stands between them', () => {
    const [first, ...others] = explainMailErrors(
      [
        ...Array.from(
          { length: 30 },
          (_, index) =>
            `Nov 27 10:00:00 mail postfix/qmgr[5]: ${index}: from=<a@example.com>, size=1000, nrcpt=1 (queue active)`,
        ),
        'Nov 27 10:00:01 mail postfix/smtpd[77]: connect from a.example.net[203.0.113.9]',
        'Nov 27 10:00:01 mail postfix/smtpd[77]: SSL_accept error from a.example.net[203.0.113.9]: -1',
        'Nov 27 10:00:01 mail postfix/smtpd[78]: warning: unknown[203.0.113.77]: SASL LOGIN authentication failed: UGFzc3dvcmQ6',
        'Nov 27 10:00:01 mail postfix/smtpd[77]: warning: TLS library problem: error:1417A0C1:SSL routines:tls_post_process_client_hello:no shared cipher:statem_srvr.c:1:',
        'Nov 27 10:00:01 mail postfix/smtpd[77]: lost connection after STARTTLS from a.example.net[203.0.113.9]',
      ].join('\n'),
    ).explanations;
    assert.equal(first?.id, 'nothing-in-common');
    assert.deepEqual(
      others.map(({ id }) => id),
      ['login-failed'],
    );
  });

  const told = (lines: readonly string[]): readonly (readonly [id: string, host: string | undefined])[] =>
    explainMailErrors(lines.join('\n')).explanations.map(({ id, probe }) => [id, probe?.endpoint.host]);

  it('of one process or mail is not laid to the host of another, however short the log', () => {
    const at = (second: number, process: string): string => `Nov 27 10:00:0${second} mx postfix/${process}: `;
    assert.deepEqual(
      told([
        `${at(1, 'smtpd[10]')}SSL_accept error from scan[198.51.100.9]: -1`,
        `${at(1, 'smtpd[10]')}warning: TLS library problem: error:0A000102:SSL routines::unsupported protocol:../ssl/statem/statem_srvr.c:1657:`,
        `${at(2, 'smtp[11]')}4A: to=<a@b.example>, relay=mx.b.example[192.0.2.2]:25, dsn=2.0.0, status=sent (250 ok)`,
      ]),
      [['nothing-in-common', undefined]],
    );
    const [first, ...others] = told([
      `${at(3, 'smtp[11]')}4A: Cannot start TLS: handshake failure`,
      `${at(3, 'smtp[11]')}SSL_connect error to mx.b.example[192.0.2.2]:25: -1`,
      `${at(3, 'smtp[11]')}warning: TLS library problem: error:0A00018A:SSL routines::dh key too small:../ssl/statem/statem_clnt.c:2102:`,
      `${at(5, 'smtp[11]')}4B: to=<a@c.example>, relay=mx.c.example[192.0.2.3]:25, dsn=4.7.5, status=deferred (Server certificate not verified)`,
    ]);
    assert.equal(first?.[1], 'mx.b.example');
    assert.deepEqual(others.at(-1)?.[1], 'mx.c.example');
    assert.deepEqual(
      told([
        '2026-11-27 09:12:01 1vOaaa-0001Xy-2q TLS session failure: delivering unencrypted to mx.a.example [192.0.2.1] (not in hosts_require_tls)',
        '2026-11-27 09:12:01 1vOaaa-0001Xy-2q => bob@a.example R=dnslookup T=remote_smtp H=mx.a.example [192.0.2.1] C="250 OK id=1vO"',
        '2026-11-27 09:12:03 TLS error on connection from scanner.example [198.51.100.7] (SSL_accept): error:0A000102:SSL routines::unsupported protocol',
        '2026-11-27 09:12:04 1vOccc-0001Xz-4q ** dora@c.example R=dnslookup T=remote_smtp H=mx.c.example [192.0.2.3] CV=no: SMTP error from remote mail server after RCPT TO:<dora@c.example>: 550 5.7.1 Relaying denied',
      ]),
      [
        ['delivered-unencrypted', 'mx.a.example'],
        ['nothing-in-common', undefined],
        ['relay-refused', undefined],
      ],
    );
    const { explanations } = explainMailErrors(
      [
        `${at(1, 'smtp[101]')}certificate verification failed for mx.b.example[192.0.2.2]:25: untrusted issuer /CN=Foo Root`,
        `${at(1, 'smtp[101]')}4ABCDEF2: to=<x@b.example>, relay=mx.b.example[192.0.2.2]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok)`,
        `${at(3, 'smtp[102]')}4ABCDEF3: to=<x@c.example>, relay=mx.c.example[192.0.2.3]:25, dsn=5.1.1, status=bounced (host mx.c.example[192.0.2.3] said: 550 5.1.1 User unknown)`,
      ].join('\n'),
    );
    const issuer = explanations.find(({ isAboutTls }) => isAboutTls);
    assert.deepEqual([issuer?.probe?.endpoint.host, issuer?.wrappers.length], ['mx.b.example', 0]);
    assert.equal(issuer?.innermost.text, 'untrusted issuer /CN=Foo Root');
  });

  it('that one process tells in many lines stays one', () => {
    assert.deepEqual(
      told([
        '2026-11-27 09:12:01,120 ERROR [main] javax.mail.MessagingException: Could not convert socket to TLS;',
        '  nested exception is: javax.net.ssl.SSLHandshakeException: PKIX path building failed:',
        '2026-11-27 09:12:01,121 ERROR [main] unable to find valid certification path to requested target',
      ]).length,
      1,
    );
    assert.deepEqual(
      told([
        'Nov 27 10:00:01 mx postfix/smtp[7]: SSL_connect error to mx.b.example[192.0.2.2]:25: -1',
        'Nov 27 10:00:01 mx postfix/smtp[7]: warning: TLS library problem: error:0A00018A:SSL routines::dh key too small:../ssl/statem/statem_clnt.c:2102:',
        'Nov 27 10:00:01 mx postfix/smtp[7]: 4AB12: Cannot start TLS: handshake failure',
        'Nov 27 10:00:02 mx postfix/smtp[7]: 4AB12: to=<a@b.example>, relay=mx.b.example[192.0.2.2]:25, dsn=4.7.5, status=deferred (Cannot start TLS: handshake failure)',
      ])[0],
      ['weak-dh', 'mx.b.example'],
    );
  });

  it('of a queue or of a recipient has the host of its own record', () => {
    const failed = (host: string, said: string): string =>
      `[{LRT=11/27/2026 9:01:02 AM};{LED=451 4.4.0 Primary target IP address responded with: "${said}" Attempted failover to alternate host, but that did not succeed.};{FQDN=${host}};{IP=203.0.113.9}]`;
    const untrusted = failed('mx.a.example', '454 4.7.5 Certificate validation failure, Reason:UntrustedRoot.');
    const demanded = failed('mx.b.example', '451 5.7.3 Must issue a STARTTLS command first.');
    for (const lines of [
      ['Identity : EX01\\12', `LastError : ${untrusted}`, '', 'Identity : EX01\\13', `LastError : ${demanded}`],
      [`EX01\\12 Retry ${untrusted}`, `EX01\\13 Retry ${demanded}`],
      [`RecipientStatus : {${untrusted}, ${demanded}}`],
    ]) {
      assert.deepEqual(
        told(lines).map(([, host]) => host),
        ['mx.b.example', 'mx.a.example'],
        lines.join('\n'),
      );
    }
  });

  it('of everyday lines of Exim and of Windows in German is known', () => {
    for (const [text, id] of [
      [
        '2026-11-27 09:12:02 1vObbb-0001Xz-3q H=mx.b.example [192.0.2.2] TLS error on connection (cert verification failed): certificate invalid',
        'certificate-not-accepted-open',
      ],
      [
        'dora@c.example R=dnslookup: SMTP error from remote mail server after RCPT TO:<dora@c.example>: 550 5.7.1 Relaying denied',
        'relay-refused',
      ],
      [
        'Ereignis 36874 Schannel: Eine TLS 1.2-Verbindungsanforderung wurde von einer Remoteclientanwendung übermittelt, jedoch werden keine der vom Client angegebenen Verschlüsselungssammlungen vom Server unterstützt.',
        'nothing-in-common',
      ],
    ] as const)
      assert.equal(firstOf(text).id, id, text);
  });

  it('lists no more than it may, and says how many it leaves out and what it did not read', () => {
    const many = Array.from(
      { length: 60 },
      (_, index) =>
        `Nov 27 10:00:00 mail postfix/smtp[${index}]: x: relay=mx${index}.example.com[203.0.113.1]:25, status=deferred (Server certificate not verified)`,
    );
    const report = explainMailErrors(many.join('\n'));
    assert.equal(report.explanations.length, maximumExplanations);
    assert.equal(report.omitted, 60 - maximumExplanations);
    const long = explainMailErrors(`${'x '.repeat(maximumInput / 2)}451 5.7.3 Must issue a STARTTLS command first`);
    assert.equal(long.unread, 45);
    assert.equal(long.explanations[0]?.id, 'unknown');
  });

  it('shows nothing raw that could deceive', () => {
    const first = firstOf(
      '550 5.7.64 Tenant\u202eAttribution; Relay \u001b[31mAccess Denied \u0007 TenantAttribution; Relay Access Denied',
    );
    assert.doesNotMatch(first.innermost.text, /[\u001b\u0007\u202e]/);
  });
});
