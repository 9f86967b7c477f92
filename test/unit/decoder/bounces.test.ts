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

  it('that is broken is read as far as it goes', () => {
    const whole = bounce(['Content-Type: text/plain', '', 'See below.'], status);
    for (const length of [100, 300, 500, 700, 900, whole.length - 300]) {
      assert.doesNotThrow(() => explainMailErrors(whole.slice(0, length)));
    }
    const noEnd = whole.slice(0, whole.indexOf('--b0und\r\nContent-Type: message/rfc822'));
    assert.equal(explainMailErrors(noEnd).explanations[0]?.id, 'relay-denied-tenant-unknown');
  });
});
