// The built command line looks through files for anti-fixes: what it writes, and what it tells the shell.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { antiFixCases } from '../unit/antifixes/cases/antiFixCases.ts';

const program = join(process.cwd(), 'dist', 'cli.js');

interface Report {
  readonly files: readonly {
    readonly file: string;
    readonly findings: readonly { readonly id: string; readonly line: number }[];
  }[];
  readonly errors?: readonly { readonly file: string; readonly reason: string }[];
}

describe('check-config', function () {
  this.timeout(60_000);

  let folder: string;

  const write = (name: string, text: string | Buffer): string => {
    writeFileSync(join(folder, name), text);
    return name;
  };

  const run = (
    args: readonly string[],
    input = '',
  ): { readonly status: number | null; readonly out: string; readonly errors: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'check-config', ...args], {
      cwd: folder,
      encoding: 'utf8',
      input,
      timeout: 20_000,
    });
    return { status, out: stdout, errors: stderr };
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-probe-check-'));
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('names the place, what happens, what to do in its place, and the source', () => {
    write('main.cf', 'myhostname = mx.example\nsmtp_tls_security_level = none\n');
    const { status, out, errors } = run(['main.cf']);
    assert.deepEqual([status, errors], [1, '']);
    assert.match(out, /^main\.cf:2:27: error: Postfix sends without TLS \(none\) \[postfix\/client-tls-off\]\n/);
    assert.match(out, /\n {2}Instead: smtp_tls_security_level = may encrypts/);
    assert.match(out, /Root cause: look at starttls\/not-offered/);
    assert.match(out, /postconf\.5\.html#smtp_tls_security_level/);
    assert.match(out, /\n1 file checked: 1 error, 0 warnings, 0 notes\.\n$/);
  });

  it('ends with 0 where nothing is wrong, and with 1 from the asked severity on', () => {
    write('good.ps1', 'Set-SendConnector x -RequireTLS $true\n# -IgnoreSTARTTLS $true\n');
    write('weak.ps1', 'Set-SendConnector x -TlsAuthLevel EncryptionOnly\n');
    assert.deepEqual([run(['good.ps1']).status, run(['weak.ps1']).status], [0, 0]);
    assert.equal(run(['weak.ps1', '--fail-on', 'warning']).status, 1);
    assert.equal(run(['main.cf', '--fail-on', 'never']).status, 0);
    write('rows.csv', 'Name,SmartHosts,IgnoreSTARTTLS,RequireTLS\na,b,True,True\nc,d,e,True,True\n');
    assert.equal(run(['rows.csv']).status, 1);
    const unread = run(['rows.csv', '--fail-on', 'never']);
    assert.equal(unread.status, 2);
    assert.match(unread.out, /\nrows\.csv: could not be checked: line 3 is no row of the columns above it\.\n/);
  });

  it('checks the other files beside one that cannot be read, and says why', () => {
    write('notes.md', 'smtp_tls_security_level = none\n');
    write('large.ps1', Buffer.alloc(5_000_000, 32));
    const { status, out } = run(['missing.ps1', 'notes.md', 'large.ps1', '.', 'main.cf', '--json']);
    assert.equal(status, 2);
    const { files, errors } = JSON.parse(out) as Report;
    assert.deepEqual(
      files.map(({ file, findings }) => [file, findings.map(({ id, line }) => `${id}:${line}`)]),
      [['main.cf', ['postfix/client-tls-off:2']]],
    );
    assert.deepEqual(
      errors?.map(({ file, reason }) => [file, reason]),
      [
        ['missing.ps1', 'there is no such file or folder'],
        ['notes.md', 'neither its name nor its text is of a kind that is known'],
        ['large.ps1', 'it is larger than 2 MB'],
        ['.', 'it is a folder'],
      ],
    );
  });

  it('reads an export from standard input and from UTF-16, as PowerShell writes it', () => {
    const text = antiFixCases['connector-export/require-tls-off']?.guilty[0]?.[0] ?? '';
    const piped = run(['-'], text);
    assert.equal(piped.status, 1);
    assert.match(piped.out, /^standard input:5:\d+: error: A connector between Exchange and Exchange Online/);
    write('wide.txt', Buffer.from(`\uFEFF${text}`, 'utf16le'));
    assert.match(run(['wide.txt']).out, /^wide\.txt:5:/);
  });

  it('writes SARIF into a file, and explains an anti-fix by name', () => {
    assert.equal(run(['main.cf', '--format', 'sarif', '-o', 'out.sarif']).status, 1);
    const log = JSON.parse(readFileSync(join(folder, 'out.sarif'), 'utf8')) as {
      runs: { results: { ruleId: string }[] }[];
    };
    assert.deepEqual(
      log.runs[0]?.results.map(({ ruleId }) => ruleId),
      ['postfix/client-tls-off'],
    );
    const { status, stdout } = spawnSync(process.execPath, [program, '--explain', 'exchange/ignore-starttls'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0);
    assert.match(stdout, /What to do in its place\n {2}Set-SendConnector <name> -IgnoreSTARTTLS \$false\./);
  });
});
