// The report on checked files: as text, as JSON, and as SARIF against the schema of the format.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { scanText } from '../../../src/antifixes/scanText.ts';
import type { CheckReport } from '../../../src/model/antiFix.ts';
import { formatAntiFixPage, formatAntiFixText } from '../../../src/report/antiFixPage.ts';
import { formatCheckReport } from '../../../src/report/checkedFiles.ts';
import { antiFixes } from '../../../src/antifixes/index.ts';

const text = 'Set-SendConnector x -IgnoreSTARTTLS $true -TlsAuthLevel EncryptionOnly\n';

const report: CheckReport = {
  files: [
    { file: 'scripts/fix\u202e.ps1', findings: scanText(text, 'fix.ps1').findings },
    { file: 'many.ps1', findings: [], unread: 'there are more than 200 of them' },
  ],
  errors: [{ file: 'C:\\no such.ps1', reason: 'there is no such file or folder' }],
  version: '1.2.3',
};

describe('report on checked files', () => {
  it('as text shows nothing raw, keeps to the width and counts', () => {
    const written = formatCheckReport(report, 'text', 80);
    assert.match(written, /^scripts\/fix\\u\{202e\}\.ps1:1:37: error: The Send connector ignores STARTTLS \(\$true\)/);
    assert.match(written, /:1:57: warning: /);
    assert.match(written, /many\.ps1: could not be checked: there are more than 200 of them\./);
    assert.match(written, /2 files checked: 1 error, 1 warning, 0 notes\.\n$/);
    for (const line of written.split('\n').filter((one) => one.startsWith('  ') && !one.includes('http'))) {
      assert.ok(line.length <= 80, line);
    }
  });

  it('as JSON counts lines and columns from 1', () => {
    const { files, errors } = JSON.parse(formatCheckReport(report, 'json', 80)) as {
      files: { findings: { id: string; line: number; column: number; text: string }[]; unread?: string }[];
      errors: unknown[];
    };
    const [first] = files[0]?.findings ?? [];
    assert.deepEqual(
      [first?.id, first?.line, first?.column, first?.text],
      ['exchange/ignore-starttls', 1, 37, '$true'],
    );
    assert.equal(files[1]?.unread, 'there are more than 200 of them');
    assert.equal(errors.length, 1);
  });

  it('as SARIF obeys the schema', () => {
    const schema = readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8');
    const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
    addFormats(ajv);
    const validate = ajv.compile(JSON.parse(schema) as object);
    const log: unknown = JSON.parse(formatCheckReport(report, 'sarif', 80));
    assert.ok(validate(log), JSON.stringify(validate.errors, undefined, 1));
  });
});

describe('page of an anti-fix', () => {
  it('is there for each, with links to its rules and its source', () => {
    for (const antiFix of antiFixes) {
      const page = formatAntiFixPage(antiFix, (rule) => `../${rule}.md`);
      for (const heading of [
        'What happens because of it',
        'What to do in its place',
        'Where to look for the root cause',
        'Source',
      ]) {
        assert.ok(page.includes(`\n## ${heading}\n`), antiFix.id);
      }
      assert.ok(page.includes(`](../${antiFix.rules[0]}.md)`), antiFix.id);
      assert.ok(page.includes(`](${antiFix.citation.url})`), antiFix.id);
      assert.ok(formatAntiFixText(antiFix, 80).startsWith(`${antiFix.id}\n`));
    }
  });
});
