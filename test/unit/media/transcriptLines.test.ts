import assert from 'node:assert/strict';
import { chooseLines, formatBytes, readBytes } from '../../../media/panel/transcriptLines.ts';
import { printableBytes, readPrintableBytes } from '../../../src/formats/printable.ts';

describe('transcript lines of the panel', () => {
  it('draws a short transcript whole', () => {
    assert.equal(chooseLines(20, new Set(), false).length, 20);
    assert.ok(chooseLines(20, new Set(), false).every(({ kind }) => kind === 'line'));
  });

  it('draws a part of a hostile one, with the lines that findings are about', () => {
    const parts = chooseLines(5_000, new Set([2_500]), false);
    assert.ok(parts.length < 400, String(parts.length));
    assert.ok(parts.some((part) => part.kind === 'line' && part.number === 2_500));
    const covered = parts.reduce((sum, part) => sum + (part.kind === 'line' ? 1 : part.to - part.from + 1), 0);
    assert.equal(covered, 5_000);
  });

  it('stays bounded when every line is a finding', () => {
    const all = new Set(Array.from({ length: 5_000 }, (_, index) => index + 1));
    assert.ok(chooseLines(5_000, all, false).length < 600);
  });

  it('draws everything on demand', () => {
    assert.equal(chooseLines(5_000, new Set(), true).length, 5_000);
  });

  it('gives the bytes back that the probe made printable', () => {
    const bytes = Buffer.from([0x32, 0x5c, 0x00, 0xff, 0x5c, 0x78, 0x34, 0x31, 0x1b]);
    const text = printableBytes(bytes);
    assert.deepEqual(readBytes(text), [...bytes]);
    assert.deepEqual(readBytes(text), [...readPrintableBytes(text)]);
    assert.equal(formatBytes('220', 'crlf'), '32 32 30 0d 0a');
    assert.equal(formatBytes('220', 'none'), '32 32 30');
  });

  it('cuts the bytes of a very long line', () => {
    const shown = formatBytes('a'.repeat(8_000), 'lf');
    assert.ok(shown.length < 800 && shown.endsWith(' …'));
  });
});
