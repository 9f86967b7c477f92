import assert from 'node:assert/strict';
import fc from 'fast-check';
import { splitCommands } from '../../../src/report/fixCommands.ts';
import type { FixPiece } from '../../../src/report/fixCommands.ts';
import { commandsOf, guideOf, splitFix } from '../../../src/report/fixText.ts';
import { rules } from '../../../src/rules/index.ts';

function commandsIn(text: string): readonly string[] {
  return splitCommands(text).flatMap((piece) => (piece.kind === 'command' ? [piece.text] : []));
}

function joined(pieces: readonly FixPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}

describe('fixes in parts', () => {
  it('puts each product on its own', () => {
    const parts = splitFix('Renew it. Exchange: run this. Then that. Postfix: reload.');
    assert.deepEqual(parts, [
      ['', 'Renew it.'],
      ['Exchange', 'run this. Then that.'],
      ['Postfix', 'reload.'],
    ]);
  });

  it('leaves what stands in brackets whole, and ends a product at a line break', () => {
    assert.deepEqual(splitFix('See it (Exchange: here. Postfix: there). Exim: that.\nThen look again.'), [
      ['', 'See it (Exchange: here. Postfix: there).'],
      ['Exim', 'that.'],
      ['', 'Then look again.'],
    ]);
  });

  it('loses no word of any rule', () => {
    for (const { fix } of rules) {
      const again = splitFix(fix).map(([label, text]) => (label === '' ? text : `${label}: ${text}`));
      assert.equal(again.join(' '), fix.replaceAll('\n', ' '));
    }
  });
});

describe('fixes in steps', () => {
  it('numbers sentences, makes the products of one paragraph one step, and keeps the rest as notes', () => {
    const { steps, notes } = guideOf(
      'Look first. If it is missing: Exchange: run this. Postfix and Exim: do that.\nKeep TLS on.',
    );
    assert.deepEqual(
      steps.map((step) => [
        joined(step.pieces),
        step.parts.map((part) => [part.products.join('+'), joined(part.pieces)]),
      ]),
      [
        ['Look first.', []],
        [
          'If it is missing:',
          [
            ['Exchange', 'run this.'],
            ['Postfix+Exim', 'do that.'],
          ],
        ],
      ],
    );
    assert.deepEqual(notes.map(joined), ['Keep TLS on.']);
  });

  it('gives products a step of their own where no sentence leads to them', () => {
    const { steps } = guideOf('Renew it. Exim: reload.');
    assert.deepEqual(
      steps.map((step) => [joined(step.pieces), step.parts.length]),
      [
        ['Renew it.', 0],
        ['', 1],
      ],
    );
  });

  it('takes a label that is no product as part of the sentence', () => {
    const { steps } = guideOf('Ask for it. Then bind it: as before.');
    assert.deepEqual(
      steps.map((step) => joined(step.pieces)),
      ['Ask for it.', 'Then bind it: as before.'],
    );
  });

  it('loses no word of any rule, and finds something to type in most', () => {
    const letters = (text: string): string => text.replace(/(?:Exchange|Postfix|Exim|and|or|:|\s)+/g, '');
    let withCommand = 0;
    for (const { id, fix } of rules) {
      const guide = guideOf(fix);
      const texts = [
        ...guide.steps.flatMap((step) => [joined(step.pieces), ...step.parts.map((part) => joined(part.pieces))]),
        ...guide.notes.map(joined),
      ];
      assert.equal(letters(texts.join('')), letters(fix), id);
      if (commandsOf(guide).length > 0) withCommand++;
    }
    assert.ok(withCommand > rules.length / 2, `${withCommand} of ${rules.length}`);
  });
});

describe('commands within a fix', () => {
  const cases: readonly (readonly [text: string, commands: readonly string[]])[] = [
    [
      'bind it (Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP, and answer No to overwriting).',
      ['Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP'],
    ],
    [
      'Get-Service MSExchangeTransport, MSExchangeFrontEndTransport and netstat -ano | findstr :25;',
      ['Get-Service MSExchangeTransport, MSExchangeFrontEndTransport', 'netstat -ano | findstr :25'],
    ],
    ['New-ExchangeCertificate -KeySize 2048 ..., then restart.', ['New-ExchangeCertificate -KeySize 2048']],
    [
      'Set-ReceiveConnector ... -ProtocolLoggingLevel Verbose)',
      ['Set-ReceiveConnector ... -ProtocolLoggingLevel Verbose'],
    ],
    [
      'New-ExchangeCertificate -DomainName mail.example.com. OpenSSL does it too.',
      ['New-ExchangeCertificate -DomainName mail.example.com'],
    ],
    ['(openssl x509 -text -noout, certutil -dump)', ['openssl x509 -text -noout', 'certutil -dump']],
    [
      'Compare with "openssl s_client -starttls smtp -connect HOST:25" from',
      ['openssl s_client -starttls smtp -connect HOST:25'],
    ],
    [
      'openssl req -addext "subjectAltName=DNS:mail.example.com".',
      ['openssl req -addext "subjectAltName=DNS:mail.example.com"'],
    ],
    ['smtpd_tls_security_level = may and smtpd_tls_chain_files.', ['smtpd_tls_security_level = may']],
    ['smtpd_tls_exclude_ciphers = aNULL, RC4, MD5, with that', ['smtpd_tls_exclude_ciphers = aNULL, RC4, MD5']],
    ['tls_advertise_hosts = *, tls_certificate', ['tls_advertise_hosts = *']],
    ['(w32tm /query /status on Windows, chronyc tracking on Linux)', ['w32tm /query /status', 'chronyc tracking']],
    ['a client such as certbot or win-acme; the log of certutil', []],
    ['Diffie-Hellman, Let us see. no change, ss and Re-Run', []],
  ];

  for (const [text, commands] of cases) {
    it(text.slice(0, 60), () => {
      assert.deepEqual(commandsIn(text), commands);
    });
  }

  it('marks names of settings without calling them commands', () => {
    const names = splitCommands(
      'see smtpd_tls_chain_files, TlsCertificateName and $tls_in_sni in master.cf; OpenSSL',
    ).flatMap((piece) => (piece.kind === 'name' ? [piece.text] : []));
    assert.deepEqual(names, ['smtpd_tls_chain_files', 'TlsCertificateName', '$tls_in_sni', 'master.cf']);
  });

  it('takes the option of master.cf along with the setting', () => {
    assert.deepEqual(commandsIn('the line of master.cf with -o smtpd_tls_wrappermode=yes.'), [
      '-o smtpd_tls_wrappermode=yes',
    ]);
  });

  it('loses nothing of any text, in time that grows with its length only', () => {
    const words = [
      'Get-Foo',
      'openssl',
      '-x',
      'AB',
      '"',
      '<a>',
      '...',
      '|',
      'x_y',
      '= ',
      'é',
      ',',
      '.',
      ':25',
      '/q',
      '\\',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 60 }),
        (parts) => {
          const text = parts.join(' ');
          assert.equal(joined(splitCommands(text)), text);
        },
      ),
    );
    const started = performance.now();
    for (const unit of ['Get-A -', 'Get-A A,', ' | Get-A', 'a_', 'certutil AAAA', 'no fixup A.', '"openssl ', 'Aa']) {
      splitCommands(unit.repeat(4_000).slice(0, 4_000));
      splitCommands(`Get-Foo ${unit.repeat(500)}é1`.slice(0, 4_000));
    }
    assert.ok(performance.now() - started < 1_000);
  });
});
