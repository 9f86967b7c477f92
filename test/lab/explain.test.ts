// The built command line explains rules: the pages come from a file of their own, which must be found beside it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { causes } from '../../src/causes/index.ts';
import { formatCauseText } from '../../src/report/causePage.ts';
import { formatRuleText } from '../../src/report/rulePage.ts';
import { rulePages } from '../../src/rules/ruleBook.ts';
import { microsoftReport, reportMail } from '../support/tlsReports.ts';

const folder = join(process.cwd(), 'dist');

function run(...args: readonly string[]): {
  readonly status: number | null;
  readonly out: string;
  readonly errors: string;
} {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'cli.js'), ...args], {
    cwd: '/',
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { status, out: stdout, errors: stderr };
}

describe('explanations on the command line', function () {
  this.timeout(30_000);

  it('are the pages of the rules, 80 columns wide in a pipe', () => {
    for (const id of ['certificate/expired', 'handshake/alert', 'expectation/issuer']) {
      const page = rulePages.find((one) => one.id === id);
      assert.ok(page);
      const { status, out, errors } = run('--explain', id);
      assert.deepEqual({ status, out, errors }, { status: 0, out: `${formatRuleText(page, 80)}\n`, errors: '' });
    }
  });

  it('are the pages of the causes, too', () => {
    for (const cause of causes) {
      const page = formatCauseText(cause, (rule) => rulePages.find(({ id }) => id === rule)?.title, 80);
      const { status, out, errors } = run('--explain', cause.id);
      assert.deepEqual({ status, out, errors }, { status: 0, out: `${page}\n`, errors: '' });
    }
    const lines = run('--list-causes').out.trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(/\s+/)[0]),
      causes.map(({ id }) => id),
    );
  });

  it('name what may have been meant by a rule that is not there', () => {
    // The same by the command, for what `check-config` finds too.
    for (const id of ['certificate/weak-key', 'smtp-inspection', 'exchange/ignore-starttls'])
      assert.equal(run('explain', id).status, 0, id);
    assert.match(run('explain', 'exchange/ignore-nothing').errors, /there is no such file/);
    const { status, out, errors } = run('--explain', 'certificate/weak');
    assert.equal(status, 2);
    assert.equal(out, '');
    assert.match(
      errors,
      /no rule "certificate\/weak".* Like it: certificate\/weak-key, certificate\/weak-signature\.\n$/,
    );
    assert.match(
      run('--explain', 'zz\u001b[31m').errors,
      /^[^\u001b]*no rule "zz[^\u001b]*--list-rules and --list-causes list them\.\n$/,
    );
  });

  it('list every rule, one a line', () => {
    const lines = run('--list-rules').out.trimEnd().split('\n');
    assert.deepEqual(
      lines.map((line) => line.split(/\s+/).slice(0, 2)),
      rulePages.map(({ id, severity }) => [id, severity]),
    );
  });

  it('are of a report on TLS, packed or in a mail, as text and as JSON', () => {
    const place = mkdtempSync(join(tmpdir(), 'tls-report-'));
    try {
      const packed = gzipSync(JSON.stringify(microsoftReport));
      const files = {
        'report.json.gz': packed,
        'report.eml': reportMail({ bytes: packed, contentType: 'application/tlsrpt+gzip', name: 'a.json.gz' }),
        'bomb.gz': gzipSync(Buffer.alloc(50_000_000)),
        'cut.json': JSON.stringify(microsoftReport).slice(0, 500),
      };
      for (const [name, content] of Object.entries(files)) writeFileSync(join(place, name), content);
      for (const name of ['report.json.gz', 'report.eml']) {
        const { status, out, errors } = run('explain', join(place, name));
        assert.deepEqual([status, errors], [0, '']);
        assert.match(out, /^Microsoft Corporation reports that 10 of 12 sessions failed\.\n/);
        assert.match(out, /\*\.mx\.microsoft stands\s+for one label/);
      }
      const { out } = run('explain', join(place, 'report.eml'), '--json');
      assert.equal((JSON.parse(out) as { readonly kind: string }).kind, 'tls-report');
      const bomb = run('explain', join(place, 'bomb.gz'));
      assert.deepEqual([bomb.status, bomb.out], [2, '']);
      assert.match(bomb.errors, /cannot be read: unpacked it is larger than 8 MB\.\n$/);
      assert.match(run('explain', join(place, 'cut.json')).errors, /not valid JSON: its end is missing/);
    } finally {
      rmSync(place, { recursive: true });
    }
  });

  it('are not in the files that a probe needs', () => {
    const sentence = rulePages.find(({ id }) => id === 'certificate/expired')?.consequence.slice(0, 60) ?? '';
    assert.ok(sentence.length > 50);
    for (const name of ['cliMain.js', 'worker.js', 'extension.js']) {
      assert.ok(!readFileSync(join(folder, name), 'utf8').includes(sentence), name);
    }
  });
});
