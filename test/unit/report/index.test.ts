import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findReportFormat, reportFormats } from '../../../src/report/index.ts';
import { broken, halfway, reportOptions, sound } from '../../support/reports.ts';

const assessments = [broken, sound, halfway];

describe('registry of report formats', () => {
  it('knows each by its own identifier and ending', () => {
    for (const format of reportFormats) assert.equal(findReportFormat(format.id), format);
    assert.equal(new Set(reportFormats.map(({ id }) => id)).size, reportFormats.length);
    assert.equal(new Set(reportFormats.map(({ extension }) => extension)).size, reportFormats.length);
    assert.equal(findReportFormat('constructor'), undefined);
  });

  it('has a file for each', () => {
    const files = readdirSync(join(process.cwd(), 'src', 'report'));
    for (const { id } of reportFormats) {
      assert.ok(files.includes(`${id === 'ndjson' ? 'json' : id}.ts`), id);
    }
  });

  it('writes piece by piece what it writes as a whole', () => {
    const streamed = reportFormats.filter(({ open }) => open !== undefined);
    assert.deepEqual(streamed.map(({ id }) => id).sort(), ['csv', 'ndjson', 'text']);
    for (const { open, format } of streamed) {
      const pieces = open?.(reportOptions);
      assert.ok(pieces);
      const text = pieces.head + assessments.map(pieces.piece).join('') + pieces.tail();
      assert.equal(text, format(assessments, reportOptions));
    }
  });

  it('ends every report with a line end, also an empty one', () => {
    for (const { id, format } of reportFormats) {
      assert.match(format(assessments, reportOptions), /\n$/, id);
      assert.match(format([], reportOptions), /^$|\n$/, id);
    }
  });
});
