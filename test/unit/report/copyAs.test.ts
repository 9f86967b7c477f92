// "Copy as": the words of each tool. That the commands work is shown by test/servers/copyAs.test.ts, which runs them.

import assert from 'node:assert/strict';
import type { CopyTool } from '../../../src/report/copyAs.ts';
import { copyTools, formatCopy } from '../../../src/report/copyAs.ts';
import type { CopySubject } from '../../../src/report/copySubject.ts';
import { parseCommand } from '../../../src/cli/args.ts';

const plain: CopySubject = { endpoint: { host: 'mx.example.com', port: 25, tlsMode: 'starttls' } };
const whole: CopySubject = {
  endpoint: { host: '2001:db8::1', port: 2465, tlsMode: 'implicit' },
  serverName: 'mx.example.com',
  authoritiesFile: '/etc/corp root.pem',
  ehloName: '[192.0.2.1]',
  minimumTls: 'TLSv1.2',
};
const address: CopySubject = { endpoint: { host: '192.0.2.7', port: 587, tlsMode: 'starttls' } };

function copy(tool: CopyTool, subject: CopySubject, shell: 'posix' | 'powershell' = 'posix'): string {
  return formatCopy(tool, subject, { shell, ownProgram: ['smtp-tls-probe'] });
}

const expected: Readonly<Record<Exclude<CopyTool, 'sslstream'>, readonly [string, string, string]>> = {
  openssl: [
    'echo QUIT | openssl s_client -connect mx.example.com:25 -starttls smtp -servername mx.example.com -verify_hostname mx.example.com -showcerts -crlf -ign_eof',
    "echo QUIT | openssl s_client -connect '[2001:db8::1]:2465' -servername mx.example.com -verify_hostname mx.example.com -CAfile '/etc/corp root.pem' -min_protocol TLSv1.2 -showcerts -crlf -ign_eof",
    'echo QUIT | openssl s_client -connect 192.0.2.7:587 -starttls smtp -noservername -verify_ip 192.0.2.7 -showcerts -crlf -ign_eof',
  ],
  swaks: [
    'swaks --server mx.example.com --port 25 --tls --tls-verify --tls-sni mx.example.com --quit-after HELO',
    "swaks --server 2001:db8::1 --port 2465 --tls-on-connect --tls-verify --tls-ca-path '/etc/corp root.pem' --tls-sni mx.example.com --tls-protocol 'tlsv1_2,tlsv1_3' --ehlo '[192.0.2.1]' --quit-after HELO",
    'swaks --server 192.0.2.7 --port 587 --tls --tls-verify --quit-after HELO',
  ],
  'gnutls-cli': [
    'echo QUIT | gnutls-cli --port 25 --starttls-proto smtp --sni-hostname mx.example.com --verify-hostname mx.example.com --print-cert --crlf mx.example.com',
    "echo QUIT | gnutls-cli --port 2465 --sni-hostname mx.example.com --verify-hostname mx.example.com --x509cafile '/etc/corp root.pem' --priority NORMAL:-VERS-ALL:+VERS-TLS1.2:+VERS-TLS1.3 --print-cert --crlf 2001:db8::1",
    'echo QUIT | gnutls-cli --port 587 --starttls-proto smtp --disable-sni --verify-hostname 192.0.2.7 --print-cert --crlf 192.0.2.7',
  ],
  curl: [
    'curl --verbose --globoff --ssl-reqd --request NOOP smtp://mx.example.com:25',
    "curl --verbose --globoff --connect-to 'mx.example.com:2465:[2001:db8::1]:2465' --cacert '/etc/corp root.pem' --tlsv1.2 --request NOOP 'smtps://mx.example.com:2465/%5B192.0.2.1%5D'",
    'curl --verbose --globoff --ssl-reqd --request NOOP smtp://192.0.2.7:587',
  ],
  'test-netconnection': [
    "Test-NetConnection -ComputerName 'mx.example.com' -Port 25 -InformationLevel Detailed",
    "Test-NetConnection -ComputerName '2001:db8::1' -Port 2465 -InformationLevel Detailed",
    "Test-NetConnection -ComputerName '192.0.2.7' -Port 587 -InformationLevel Detailed",
  ],
  'smtp-tls-probe': [
    'smtp-tls-probe probe mx.example.com:25 --verbose',
    "smtp-tls-probe probe '[2001:db8::1]:2465' --tls implicit --servername mx.example.com --ca '/etc/corp root.pem' --ehlo '[192.0.2.1]' --min-tls 1.2 --verbose",
    'smtp-tls-probe probe 192.0.2.7:587 --verbose',
  ],
};

describe('copy as', () => {
  for (const tool of copyTools.filter((name) => name !== 'sslstream')) {
    it(`writes ${tool}`, () => {
      assert.deepEqual(
        [plain, whole, address].map((subject) => copy(tool, subject)),
        expected[tool],
      );
    });
  }

  it('never weakens verification', () => {
    const weakening =
      /insecure|no-?verif|-k\b|tls-optional|no-ca-verification|verify-allow-broken|seclevel|\$true\b|ServerCertificateValidationCallback/i;
    for (const tool of copyTools) {
      for (const subject of [plain, whole, address]) assert.doesNotMatch(copy(tool, subject), weakening, tool);
    }
  });

  it('is one line for every tool but the script', () => {
    for (const tool of copyTools) assert.equal(copy(tool, whole).includes('\n'), tool === 'sslstream', tool);
  });

  it('says to our own command line what it was made from', () => {
    const line = copy('smtp-tls-probe', { ...whole, authoritiesFile: '/roots.pem' });
    const argv = line.replaceAll("'", '').split(' ').slice(1);
    const command = parseCommand(argv, { readFile: () => Buffer.from(''), environment: {} });
    // The file is read by the command line, which finds no certificate in an empty one: all before it was understood.
    assert.equal(command.kind, 'invalid');
    const bare = parseCommand(
      argv.filter((word) => word !== '--ca' && word !== '/roots.pem'),
      {
        readFile: () => Buffer.from(''),
        environment: {},
      },
    );
    assert.ok(bare.kind === 'probe');
    const { hosts, tls, options } = bare;
    const { serverName, ehloName, minimumTls } = options;
    assert.deepEqual(
      { hosts, tls, serverName, ehloName, minimumTls },
      {
        hosts: ['[2001:db8::1]:2465'],
        tls: 'implicit',
        serverName: 'mx.example.com',
        ehloName: '[192.0.2.1]',
        minimumTls: 'TLSv1.2',
      },
    );
  });

  it('does STARTTLS by hand in the script, and none on a TLS port', () => {
    const script = copy('sslstream', plain);
    assert.ok(script.indexOf("Send-Line 'STARTTLS'") < script.indexOf('AuthenticateAsClient'));
    assert.match(script, /TcpClient\('mx\.example\.com', 25\)/);
    assert.match(script, /SslProtocols\]'None'/);
    const implicit = copy('sslstream', whole);
    assert.doesNotMatch(implicit, /STARTTLS/);
    assert.match(implicit, /\$name = 'mx\.example\.com'/);
    assert.match(implicit, /\$ehlo = '\[192\.0\.2\.1\]'/);
    assert.match(implicit, /SslProtocols\]'Tls12, Tls13'/);
    assert.match(implicit, /# \.NET trusts .* it does not read \/etc\/corp root\.pem/);
  });

  it('lets nothing in a name or path end a string or a comment of the script', () => {
    const hostile = "x'; Remove-Item C:\\ -Recurse; '\u2019\n$(Stop-Computer)\u2028";
    const script = copy('sslstream', { ...plain, serverName: hostile, authoritiesFile: hostile, ehloName: hostile });
    const comment = script.split('\n').find((line) => line.includes('# .NET')) ?? '';
    assert.match(comment, /\?\$\(Stop-Computer\)\?$/);
    const [, name] = /\$name = '((?:''|\u2019\u2019|[^'\u2019])*)'\n/.exec(script) ?? [];
    assert.equal(name?.replaceAll("''", "'").replaceAll('\u2019\u2019', '\u2019'), hostile);
  });

  it('closes every bracket that its script opens', () => {
    const bare = copy('sslstream', whole)
      .replace(/^\s*#.*$/gm, '')
      .replace(/'[^'\n]*'/g, "''")
      .replace(/"(?:[^"\n]|\$\([^)]*\))*"/g, '""');
    for (const [open, close] of ['()', '{}', '[]']) {
      assert.equal(bare.split(open ?? '').length, bare.split(close ?? '').length, `${open}${close}`);
    }
  });

  it('quotes for PowerShell where that is the shell', () => {
    assert.match(copy('curl', whole, 'powershell'), /^curl\.exe .* '--tlsv1\.2' /);
    assert.match(
      copy('openssl', { ...plain, authoritiesFile: "C:\\it's.pem" }, 'powershell'),
      / -CAfile 'C:\\it''s\.pem' /,
    );
  });
});
