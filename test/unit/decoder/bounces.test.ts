// Whole bounces as they are kept in .eml files: parts, encodings, delivery status.

import assert from 'node:assert/strict';
import { explainMailErrors } from '../../../src/decoder/explain.ts';

const head = [
  'Return-Path: <>',
  'Received: from mx.example.net by mail.example.org; Fri, 27 Nov 2026 10:00:00 +0000',
  'From: postmaster@example.net',
  'Subject: Undeliverable: hello',
  'MIME-Version: 1.0',
  'Content-Type: multipart/report; report-type=delivery-status;',
  '\tboundary="b0und"',
  '',
];

function bounce(textPart: readonly string[], status: readonly string[]): string {
  return [
    ...head,
    '--b0und',
    ...textPart,
    '--b0und',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example.net',
    '',
    ...status,
    '',
    '--b0und',
    'Content-Type: message/rfc822',
    '',
    'From: someone@example.net',
    'Subject: 550 5.7.750 Client blocked from sending from unregistered domains in the body only',
    '',
    '535 5.7.3 Authentication unsuccessful, which is quoted in the mail that came back',
    '--b0und--',
    '',
  ].join('\r\n');
}

const status = [
  'Final-Recipient: rfc822; user@contoso.com',
  'Action: failed',
  'Status: 5.7.64',
  'Remote-MTA: dns; contoso-com.mail.protection.outlook.com',
  'Diagnostic-Code: smtp; 550 5.7.64 TenantAttribution; Relay Access',
  ' Denied [AM0PR01MB1234.eurprd01.prod.outlook.com]',
];

describe('a bounce', () => {
  it('is explained by its delivery status, not by the mail that came back', () => {
    const { explanations } = explainMailErrors(
      bounce(['Content-Type: text/plain; charset=utf-8', '', 'Your message could not be delivered.'], status),
    );
    const ids = explanations.map(({ id }) => id);
    assert.equal(ids[0], 'relay-denied-tenant-unknown');
    assert.equal(ids.includes('login-failed'), false);
    const [first] = explanations;
    assert.equal(first?.wrappers.at(-1)?.kind, 'delivery status (RFC 3464)');
    assert.equal(first.enhancedCode, '5.7.64');
  });

  it('is read in base64 and in quoted-printable, with the place in the file', () => {
    const said = '451 4.4.0 Primary target IP address responded with: “451 5.7.3 Must issue a STARTTLS command first.”';
    const coded = Buffer.from(`Delivery has failed.\r\n\r\n${said}\r\n`, 'utf8').toString('base64');
    const lines = coded.match(/.{1,76}/g) ?? [];
    for (const part of [
      ['Content-Type: text/plain; charset="utf-8"', 'Content-Transfer-Encoding: base64', '', ...lines],
      [
        'Content-Type: text/plain; charset="utf-8"',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        '451 4.4.0 Primary target IP address responded with: =E2=80=9C451 5.7.3 Mus=',
        't issue a STARTTLS command first.=E2=80=9D',
      ],
      [
        'Content-Type: text/html; charset="utf-8"',
        '',
        '<html><head><style>p { color: red }</style></head><body><p>451 4.4.0 Primary target IP address responded with:',
        '&ldquo;451 5.7.3 Must <b>issue</b> a STARTTLS command first.&rdquo;</p></body></html>',
      ],
    ]) {
      const text = bounce(part, ['Final-Recipient: rfc822; user@contoso.com', 'Action: failed', 'Status: 4.4.0']);
      const [first] = explainMailErrors(text).explanations;
      assert.equal(first?.id, 'starttls-demanded-by-exchange', part.join('\n'));
      const { from, to } = first.innermost.range;
      const place = text.indexOf(part.at(-2) ?? '');
      assert.equal(to > from && from >= text.indexOf('--b0und') && to <= text.length && place > 0, true);
      assert.equal(first.line > 8 && first.line < 20, true, String(first.line));
    }
  });

  it('that quotes one reply twice is explained where more of it stands', () => {
    const reply = '451 5.7.3 STARTTLS is required to send mail';
    const host = 'contoso-com.mail.protection.outlook.com';
    const { explanations } = explainMailErrors(
      bounce(
        [
          'Content-Type: text/plain',
          '',
          `<u@contoso.com>: host ${host}[52.101.1.1] said: ${reply} (in reply to MAIL FROM command)`,
        ],
        ['Final-Recipient: rfc822; u@contoso.com', `Remote-MTA: dns; ${host}`, `Diagnostic-Code: smtp; ${reply}`],
      ),
    );
    assert.deepEqual(
      explanations.map(({ id, confidence }) => [id, confidence]),
      [['recipient-demands-tls', 'likely']],
    );
  });

  it('quotes what stands there decoded, and ends where the next field begins', () => {
    const coded = Buffer.from('<p>TLS Negotiation failed, the certificate doesn&#39;t match the host.</p>').toString(
      'base64',
    );
    const quote = (text: string): string | undefined => explainMailErrors(text).explanations[0]?.innermost.text;
    assert.equal(
      quote(bounce(['Content-Type: text/html', 'Content-Transfer-Encoding: base64', '', coded], [])),
      "TLS Negotiation failed, the certificate doesn't match the host.",
    );
    assert.equal(
      quote("Remote server returned '550 5.7.323 tlsa-invalid: The domain failed DA=\r\nNE validation'"),
      '550 5.7.323 tlsa-invalid: The domain failed DANE validation',
    );
    for (const next of [
      'Remote-MTA: dns; mx.example.com',
      'Last-Attempt-Date: today',
      '--1700000000-dsn-1 Content-Type: x',
    ])
      assert.equal(
        quote(`Diagnostic-Code: smtp; 530 5.7.0 Must issue a STARTTLS command first\n${next}\n`),
        '530 5.7.0 Must issue a STARTTLS command first',
      );
  });

  it('of one mail server about another leaves open why it spoke in clear text', () => {
    const reply = '530 5.7.0 Must issue a STARTTLS command first';
    for (const around of [
      `  SMTP error from remote mail server after MAIL FROM:<a@b.example>:\n    host mx.example.com [192.0.2.1]: ${reply}`,
      `<b@example.com>: host mx.example.com[192.0.2.1] said: ${reply} (in reply to MAIL FROM command)`,
    ]) {
      const [first] = explainMailErrors(around).explanations;
      assert.deepEqual([first?.id, first?.confidence, first?.causes.length], ['recipient-demands-tls', 'likely', 3]);
    }
    assert.equal(explainMailErrors(reply).explanations[0]?.id, 'client-must-start-tls');
  });

  it('in plain text gives each recipient the host of its own', () => {
    const unknown = '550 5.1.1 User unknown';
    for (const text of [
      `<b@example.com> (expanded from <all@contoso.com>): host mx.example.com[192.0.2.1] said: ${unknown}\n    (in reply to RCPT TO command)\n\n<c@example.net>: Server certificate not trusted\n`,
      `The following address(es) failed:\n\n  b@example.com\n    host mx.example.com [192.0.2.1]\n    ${unknown}\n  c@example.net\n    TLS session: (certificate verification failed): certificate invalid\n`,
    ]) {
      const probed = explainMailErrors(text).explanations.map(({ isAboutTls, probe }) => [
        isAboutTls,
        probe?.endpoint.host,
      ]);
      assert.ok(probed.length >= 2 && probed.some(([isAboutTls]) => isAboutTls === true), text);
      assert.ok(!probed.some(([isAboutTls, host]) => isAboutTls === true && host !== undefined), text);
    }
  });

  it('for several recipients gives each its own explanation', () => {
    const { explanations } = explainMailErrors(
      bounce(
        ['Content-Type: text/plain', '', 'Two failures.'],
        [
          ...status,
          '',
          'Final-Recipient: rfc822; other@fabrikam.com',
          'Action: failed',
          'Status: 4.7.5',
          'Remote-MTA: dns; mx.fabrikam.com',
          'Diagnostic-Code: smtp; 450 4.7.323 tlsa-invalid: The domain failed DANE validation.',
        ],
      ),
    );
    assert.deepEqual(
      explanations.map(({ id, probe }) => [id, probe?.endpoint.host]),
      [
        ['tlsa-mismatch', 'mx.fabrikam.com'],
        ['relay-denied-tenant-unknown', undefined],
      ],
    );
  });

  const told = (text: string): readonly (readonly [id: string, host: string | undefined])[] =>
    explainMailErrors(text).explanations.map(({ id, probe }) => [id, probe?.endpoint.host]);
  const copied = [
    '',
    'Received: from a.example (192.0.2.9) by b.example (version=TLS1_2, cipher=TLS_RSA)',
    'Subject: SSL certificate has expired',
    '',
    '> 550 5.7.64 TenantAttribution; Relay Access Denied',
    '',
  ].join('\n');

  it('in plain text ends where the copy of the mail begins, whoever wrote it', () => {
    const error = "Remote Server returned '550 5.1.1 <a@b.example>: Recipient address rejected: User unknown'";
    for (const marker of [
      'Original message headers:',
      'Ursprüngliche Nachrichtenkopfzeilen:',
      "En-têtes de message d'origine :",
      'En-têtes du message d’origine:',
      'Encabezados de mensajes originales:',
      'Intestazioni originali del messaggio:',
      'Oorspronkelijke berichtkoppen:',
      '**Original Message Headers**',
      '------ This is a copy of the message, including all the headers. ------',
      '--- Below this line is a copy of the message.',
      '   ----- Original message follows -----',
      '----- Original message -----',
    ]) {
      assert.deepEqual(told(`${error}\n\n${marker}\n${copied}`), [['recipient-unknown', undefined]], marker);
    }
    const coded = `MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${error}\n\nUrspr=C3=BCngliche Nachrichtenkopfzeilen:\n${copied}`;
    assert.deepEqual(told(coded), [['recipient-unknown', undefined]]);
    assert.deepEqual(told('Subject: 454 4.7.0 TLS not available due to local problem')[0]?.[0], 'unknown');
  });

  it('in plain text is read on behind a copied header: what a connector wrote there, and the next report', () => {
    const error = "Remote Server returned '550 5.1.1 <a@b.example>: Recipient address rejected: User unknown'";
    const field = 'X-CrossPremisesHeadersFilteredBySendConnector: EX01.firma.example';
    for (const marker of ['Original message headers:', '--- Below this line is a copy of the message.'])
      assert.equal(
        told(`${error}\n\n${marker}\n\nSubject: certificate has expired\n${field}\nTo: a@b.example\n`).some(
          ([id]) => id === told(field)[0]?.[0],
        ),
        true,
        marker,
      );
    const next = "Generating server: EX02\n\nRemote Server returned '452 4.2.2 Mailbox full'";
    assert.deepEqual(
      told(`${error}\n\nOriginal message headers:\n\nSubject: certificate has expired\n\n${next}`).map(([id]) => id),
      ['recipient-unknown', 'mailbox-full'],
    );
  });

  it('of Exchange gives each recipient the server that answered for it', () => {
    assert.deepEqual(
      told(
        "eva@a.example\nmx.a.example\nRemote Server returned '550 5.1.1 <eva@a.example>: Recipient address rejected: User unknown'\n\nuwe@b.example\nRemote Server at mx.b.example (192.0.2.2) returned '400 4.4.7 Message delayed'\n27.11.2026 09:11:00 - Remote Server at mx.b.example (192.0.2.2) returned '454 4.7.5 Certificate validation failure, Reason:UntrustedRoot'\n",
      ).map(([, host]) => host),
      [undefined, 'mx.b.example'],
    );
  });

  it('of qmail and of sendmail gives each recipient its own explanation', () => {
    const qmail = [
      'Hi. This is the qmail-send program at mx.firma.example.',
      '<eva@a.example>:',
      'Connected to 192.0.2.1 but sender was rejected.',
      'Remote host said: 530 5.7.0 Must issue a STARTTLS command first',
      '',
      '<kai@c.example>:',
      '192.0.2.3 does not like recipient.',
      'Remote host said: 550 5.1.1 <kai@c.example>: Recipient address rejected: User unknown',
      'Giving up on 192.0.2.3.',
    ].join('\n');
    assert.deepEqual(told(qmail), [
      ['recipient-demands-tls', '192.0.2.1'],
      ['recipient-unknown', undefined],
    ]);
    assert.match(explainMailErrors(qmail).explanations[0]?.speaker ?? '', /qmail/);
    const sendmail = [
      '   ----- The following addresses had permanent fatal errors -----',
      '<eva@a.example>',
      '    (reason: 403 4.7.0 TLS handshake failed.)',
      '<uwe@b.example>',
      '    (reason: 454 4.3.3 TLS not available after start)',
      '',
      '   ----- Transcript of session follows -----',
      '<eva@a.example>... Deferred: 403 4.7.0 TLS handshake failed.',
      '... while talking to mx.b.example.:',
      '>>> STARTTLS',
      '<<< 454 4.3.3 TLS not available after start',
      '<uwe@b.example>... Deferred: 454 4.3.3 TLS not available after start',
    ].join('\n');
    assert.deepEqual(told(sendmail), [
      ['server-tls-not-available', 'mx.b.example'],
      ['handshake-failed-open', undefined],
    ]);
  });

  it('that is broken is read as far as it goes', () => {
    const whole = bounce(['Content-Type: text/plain', '', 'See below.'], status);
    for (const length of [100, 300, 500, 700, 900, whole.length - 300]) {
      assert.doesNotThrow(() => explainMailErrors(whole.slice(0, length)));
    }
    const noEnd = whole.slice(0, whole.indexOf('--b0und\r\nContent-Type: message/rfc822'));
    assert.equal(explainMailErrors(noEnd).explanations[0]?.id, 'relay-denied-tenant-unknown');
  });
});
