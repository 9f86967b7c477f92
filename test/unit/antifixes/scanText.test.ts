// The search itself: bounded, total, and in linear time, whatever the text.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Language } from '../../../src/antifixes/antiFix.ts';
import { maskComments } from '../../../src/antifixes/comments.ts';
import { antiFixes } from '../../../src/antifixes/index.ts';
import { isConnectorExport, languagesOf } from '../../../src/antifixes/languages.ts';
import { maximumCharacters, maximumFindings, scanAsLanguages, scanText } from '../../../src/antifixes/scanText.ts';
import { antiFixCases } from './cases/antiFixCases.ts';

const allLanguages: readonly Language[] = [...new Set(antiFixes.flatMap(({ languages }) => languages))];
const guiltyTexts = Object.values(antiFixCases).flatMap(({ guilty }) => guilty.map(([text]) => text));

describe('search for anti-fixes', function () {
  this.timeout(60_000);

  it('knows a language by the name of the file, else by what an editor takes it for', () => {
    assert.deepEqual(languagesOf('/etc/postfix/main.cf', ''), ['postfix-main']);
    assert.deepEqual(languagesOf('C:\\scripts\\Fix.PS1', ''), ['powershell']);
    assert.deepEqual(languagesOf('.env.production', ''), ['env']);
    assert.deepEqual(languagesOf('Untitled-1', '', 'powershell'), ['powershell']);
    assert.deepEqual(languagesOf('mail.ts', '', 'python'), ['javascript']);
    const settings = 'myhostname = mx.example\nsmtp_tls_security_level = none\nsmtpd_banner =\n  $myhostname\n';
    assert.deepEqual(languagesOf('-', settings), ['postfix-main'], 'postconf -n');
    assert.deepEqual(languagesOf('postconf.txt', settings), ['postfix-main']);
    assert.deepEqual(languagesOf('-', `Look at this:\n${settings}`), []);
    assert.deepEqual(languagesOf('-', 'a = 1\nb = 2\n'), []);
    assert.deepEqual(languagesOf('notes.md', 'smtp_tls_security_level = none', 'markdown'), []);
    assert.deepEqual(languagesOf('constructor', '', 'toString'), []);
  });

  it('knows an export of connectors by what stands in it', () => {
    assert.ok(isConnectorExport('Name : a\r\nRequireTLS : False\r\nSmartHosts : {b}\r\n'));
    assert.ok(isConnectorExport('[{"RequireTLS":false,"SmartHosts":[]}]'));
    assert.ok(isConnectorExport('"Name","RequireTls","ConnectorType"\r\n"a","True","Partner"'));
    assert.ok(!isConnectorExport('Set RequireTLS on the connector; its SmartHosts are listed below.'));
    assert.ok(!isConnectorExport('{ "requires": true, "bindings": {} }'));
    assert.deepEqual(languagesOf('a.json', '[{"RequireTLS":false,"SmartHosts":[]}]'), ['json', 'connector-export']);
  });

  it('tells lines and columns as editors count them, in texts with any line ends', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const [finding] = scanText(['# Fix', '\tSet-SendConnector x -RequireTLS $false', ''].join(end), 'a.ps1').findings;
      assert.deepEqual([finding?.line, finding?.column, finding?.length], [1, 33, 6]);
    }
  });

  it('keeps the length of a text when it blanks comments', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...allLanguages),
        fc.array(
          fc.constantFrom(
            '#',
            '//',
            '/*',
            '*/',
            '<#',
            '#>',
            '"',
            "'",
            '`',
            '"""',
            '\\',
            '\n',
            '\r\n',
            ' ',
            'a',
            'dnl ',
            '<!--',
            '-->',
            '\n=begin',
            '\n=end',
            '!',
            ';',
          ),
        ),
        (language, pieces) => {
          const text = pieces.join('');
          const masked = maskComments(text, language);
          assert.equal(masked.length, text.length);
          for (let index = 0; index < text.length; index++) {
            assert.ok(masked[index] === text[index] || masked[index] === ' ');
          }
          assert.deepEqual(masked.match(/[\r\n]/g), text.match(/[\r\n]/g));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never throws, and what it finds lies in the text and on one line', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom(...guiltyTexts),
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.constantFrom('\n', '{', '"', '\t'),
      ),
      {
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        const { findings } = scanAsLanguages(text, allLanguages);
        const lines = text.split(/\r\n|\r|\n/);
        let last = -1;
        for (const { line, column, offset, length, text: marked } of findings) {
          assert.ok(offset > last, 'in the order of the text, no place twice');
          last = offset;
          assert.equal(text.slice(offset, offset + length), marked);
          assert.equal((lines[line] ?? '').slice(column, column + length), marked);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('marks a value of a logical line, or of an alias, where it stands in the file', () => {
    const places = (text: string, name: string): readonly string[] =>
      scanText(text, name).findings.map(({ line, column, text: marked }) => `${line}:${column} ${marked}`);
    const policy = 'smtp_tls_policy_maps = inline:{\r\n# a\r\n\r\n  { a.example = none },\r\n  b.example=none }\r\n';
    assert.deepEqual(places(policy, 'main.cf'), ['3:16 none', '4:12 none']);
    const yaml =
      'v: &v false\nbase: &base\n  rejectUnauthorized: false\nsmtp:\n  tls: *base\nmail: { verify_peer: *v }\n';
    assert.deepEqual(places(yaml, 'a.yaml'), ['2:22 false', '5:21 *v']);
    // Each of them stands for ten of the one before.
    const laughs = Array.from(
      { length: 60 },
      (_, index) => `a${index}: &a${index} [${`*a${index - 1},`.repeat(10)}]\n`,
    );
    assert.deepEqual(places(`${laughs.join('')}smtp:\n  skipVerify: true\n`, 'a.yaml'), ['61:14 true']);
  });

  it('reads the last of what a main.cf sets more than once, also for what else depends on it', () => {
    const found = (...lines: readonly string[]): readonly string[] =>
      scanText(lines.join('\n'), 'main.cf').findings.map(({ antiFix, line }) => `${line} ${antiFix.id}`);
    const [no, may, empty] = ['smtp_use_tls = no', 'smtp_tls_security_level = may', 'smtp_tls_security_level ='];
    assert.deepEqual(found(no, may), []);
    assert.deepEqual(found(no, empty, may), []);
    assert.deepEqual(found(no, may, empty), ['0 postfix/obsolete-client-switch-off', '2 postfix/client-tls-empty']);
    assert.deepEqual(found(no, 'smtp_use_tls = yes', may, empty), []);
  });

  it('takes passwords without TLS in a master.cf for what they are, unless the service takes none', () => {
    const found = (text: string): readonly string[] =>
      scanText(text, 'master.cf').findings.map(({ antiFix }) => antiFix.id);
    const service = 'submission inet n - y - - smtpd\n  -o smtpd_tls_auth_only=no\n';
    assert.deepEqual(found(service), ['postfix/passwords-without-tls']);
    assert.deepEqual(found(`${service}  -o smtpd_sasl_auth_enable=yes\n`), ['postfix/passwords-without-tls']);
    assert.deepEqual(found(`${service}  -o smtpd_sasl_auth_enable=no\n`), []);
    assert.deepEqual(found(service.replace('\n', '\n  -o smtpd_sasl_auth_enable=no\n')), []);
    const other = 'smtp inet n - y - - smtpd\n  -o smtpd_sasl_auth_enable=no\n';
    assert.deepEqual(found(`${other}${service}${other}`), ['postfix/passwords-without-tls']);
  });

  it('finds STARTTLS off in the nested keys of Spring, unless all is TLS', () => {
    const spring = (...lines: readonly string[]): readonly string[] =>
      scanText(
        ['spring:', ' mail:', '  host: mx.example', '  properties:', ...lines].join('\n'),
        'application.yml',
      ).findings.map(({ antiFix, line }) => `${line} ${antiFix.id}`);
    const off = ['   mail:', '    smtp:', '     starttls:', '      enable: false'];
    assert.deepEqual(spring(...off), ['7 java/starttls-off']);
    assert.deepEqual(spring('   mail.smtp:', '    starttls.enable: false'), ['5 java/starttls-off']);
    assert.deepEqual(spring(...off, '     ssl:', '      enable: true'), []);
    assert.deepEqual(spring(...off.slice(0, 3), '      enable: true'), []);
    assert.deepEqual(spring(...off.map((line) => line.replace('smtp', 'imap'))), []);
  });

  it('says so when it did not look at everything', () => {
    const line = 'Set-SendConnector x -RequireTLS $false\n';
    const many = scanText(line.repeat(maximumFindings + 1), 'a.ps1');
    assert.equal(many.findings.length, maximumFindings);
    assert.match(many.unread ?? '', /more than 200/);
    const large = scanText(line.padEnd(maximumCharacters + 1), 'a.ps1');
    assert.deepEqual(large.findings, []);
    assert.match(large.unread ?? '', /larger/);
    assert.equal(scanText(line, 'a.ps1').unread, undefined);
  });

  it('looks at no column that nobody writes to, and says so where something is there', () => {
    const near = scanText(`${' '.repeat(9_000)}-IgnoreSTARTTLS $true`, 'a.ps1');
    assert.deepEqual([near.findings.length, near.unread], [1, undefined]);
    const far = scanText(`${' '.repeat(11_000)}-IgnoreSTARTTLS $true`, 'a.ps1');
    assert.deepEqual(far.findings, []);
    assert.match(far.unread ?? '', /longer than 10000 characters/);
    const minified = `{"image":"${'a'.repeat(11_000)}"},{"smtp":{"rejectUnauthorized":false}}`;
    assert.match(scanText(minified, 'a.json').unread ?? '', /longer than 10000 characters/);
    // There was nothing to be found.
    assert.equal(scanText(minified.replace('rejectUnauthorized', 'debug'), 'a.json').unread, undefined);
  });

  it('reads all of an export that is one line, each object for itself', () => {
    const connectors = Array.from({ length: 100 }, (_, index) => ({
      Identity: { Name: `c${index}`, Rdn: { Escaped: `CN=c${index}` } },
      SmartHosts: [index === 77 ? 'contoso-com.mail.protection.outlook.com' : `mx${index}.example`],
      Comment: 'x'.repeat(300),
      RequireTLS: false,
      AddressSpaces: [{ Address: '*', Cost: index }],
    }));
    const text = JSON.stringify(connectors);
    const { findings, unread } = scanText(text, 'connectors.json');
    assert.deepEqual([findings.length, unread], [1, undefined]);
    assert.equal(text.indexOf('"Name":"c77"') < (findings[0]?.offset ?? 0), true);
    assert.equal(text.indexOf('"Name":"c78"') > (findings[0]?.offset ?? 0), true);
  });

  it('says which row of a CSV it could not read', () => {
    const text = 'Name,SmartHosts,IgnoreSTARTTLS,RequireTLS\n"a\n2",b,True,True\nc,d,e,True,True\n';
    const { findings, unread } = scanText(text, 'connectors.csv');
    assert.deepEqual([findings.length, unread], [1, 'line 4 is no row of the columns above it']);
    assert.match(
      scanText(`${text.slice(0, text.indexOf('c,d'))}"c`, 'connectors.csv').unread ?? '',
      /^line 4 is no row/,
    );
  });

  it('takes no longer for a text that is made to be slow', function () {
    this.timeout(120_000);
    const own = Object.values(antiFixCases).flatMap(({ file, guilty }) =>
      guilty.flatMap(([text]) => [text, text.slice(0, -3)].map((piece) => [piece, languagesOf(file, text)] as const)),
    );
    const general = [
      ...['curl ', 'Set-InboundConnector ', 'smtp://', 'smtp://?&', 'ServerCertificateValidationCallback = (', '  '],
      ...[
        '"RequireTLS": ',
        'tls_require_ciphers = ',
        'smtp_tls_protocols = a, ',
        'smtp_tls_policy_maps = none ',
        'may protocols=a ',
        'a: &a {',
        'a: &a\n  b: *a\n',
        'SMTP_',
        '/*',
        '"""',
        '- a:\n ',
      ],
    ].map((piece) => [piece, allLanguages] as const);
    const size = 60_000;
    for (const [piece, languages] of [...own, ...general]) {
      const text = piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
      for (const language of languages) {
        const begun = performance.now();
        scanAsLanguages(text, [language]);
        const milliseconds = performance.now() - begun;
        // Some 10 ms on a machine that does nothing else; a search that goes back and forth takes minutes.
        assert.ok(milliseconds < 5_000, `${milliseconds.toFixed(0)} ms as ${language} for ${JSON.stringify(piece)}`);
      }
    }
  });
});
