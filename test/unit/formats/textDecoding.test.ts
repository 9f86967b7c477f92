import assert from 'node:assert/strict';
import { decodeText } from '../../../src/formats/textDecoding.ts';

describe('text files', () => {
  const text = '# Mühle\r\nmx.example:25\r\n';

  it('are read in UTF-8 and, by their byte order mark, in UTF-16', () => {
    const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
    assert.equal(decodeText(Buffer.from(text)), text);
    assert.equal(decodeText(Buffer.from(`\uFEFF${text}`)), text);
    assert.equal(decodeText(wide), text);
    assert.equal(decodeText(Buffer.from(wide).swap16()), text);
  });

  it('may end in the middle of a character', () => {
    const wide = Buffer.from('\uFEFFab', 'utf16le');
    assert.equal(decodeText(wide.subarray(0, 5)), 'a');
    assert.equal(decodeText(Buffer.from(wide).swap16().subarray(0, 5)), 'a');
    assert.equal(decodeText(Buffer.alloc(0)), '');
  });
});
