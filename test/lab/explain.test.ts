// The built command line explains rules: the pages come from a file of their own, which must be found beside it.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { causes } from '../../src/causes/index.ts';
import { formatCauseText } from '../../src/report/causePage.ts';
import { formatRuleText } from '../../src/report/rulePage.ts';
import { rulePages } from '../../src/rules/ruleBook.ts';

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

  it('are not in the files that a probe needs', () => {
    const sentence = rulePages.find(({ id }) => id === 'certificate/expired')?.consequence.slice(0, 60) ?? '';
    assert.ok(sentence.length > 50);
    for (const name of ['cliMain.js', 'worker.js', 'extension.js']) {
      assert.ok(!readFileSync(join(folder, name), 'utf8').includes(sentence), name);
    }
  });
});
