import assert from 'node:assert/strict';
import { csv, formatCell } from '../../../src/report/csv.ts';
import { assertGolden } from '../../support/golden.ts';
import { attacks, broken, hostile, reportOptions, sampleOptions, sound } from '../../support/reports.ts';

/** RFC 4180: records of fields, a quoted field may hold anything. */
function parseCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let index = 0;
  while (index < text.length) {
    let field = '';
    if (text[index] === '"') {
      index++;
      while (index < text.length && !(text[index] === '"' && text[index + 1] !== '"')) {
        field += text[index];
        index += text[index] === '"' ? 2 : 1;
      }
      index++;
    } else {
      while (index < text.length && text[index] !== ',' && text[index] !== '\r') field += text[index++];
    }
    row.push(field);
    if (text[index] === ',') {
      index++;
      continue;
    }
    assert.equal(text.slice(index, index + 2), '\r\n', `a record ends with CRLF, at ${index}`);
    index += 2;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('CSV report', () => {
  it('is as it should be', () => {
    assertGolden('report/sound.csv', csv.format([sound], sampleOptions));
    assertGolden('report/broken.csv', csv.format([broken], sampleOptions));
  });

  it('has one row for each finding and one for an endpoint without any', () => {
    const rows = parseCsv(csv.format([sound, broken], reportOptions));
    assert.equal(rows.length, 1 + Math.max(1, sound.findings.length) + broken.findings.length);
    const widths = new Set(rows.map(({ length }) => length));
    assert.equal(widths.size, 1);
    const column = rows[0]?.indexOf('Rule') ?? -1;
    assert.deepEqual(
      rows.slice(-broken.findings.length).map((row) => row[column]),
      broken.findings.map(({ rule }) => rule),
    );
  });

  it('lets nothing be a formula, a new cell or a new row', () => {
    for (const attack of attacks) {
      const assessment = hostile(attack);
      const rows = parseCsv(csv.format([assessment], reportOptions));
      assert.equal(rows.length, 1 + assessment.findings.length, attack);
      for (const cell of rows.flat()) {
        assert.doesNotMatch(cell, /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/, attack);
        assert.doesNotMatch(cell, /[;\t]\s*[=+\-@\uff1d]/, attack);
        assert.doesNotMatch(cell, /[\r\n]/, attack);
      }
    }
  });

  it('keeps the text of a cell', () => {
    assert.equal(formatCell('say "yes", then go'), '"say ""yes"", then go"');
    assert.equal(formatCell('=1'), '"\'=1"');
    assert.equal(formatCell('two\nlines'), '"two lines"');
  });
});
