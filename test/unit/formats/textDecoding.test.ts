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

  it('are read as Western Windows writes them where they are no UTF-8', () => {
    const ansi = Buffer.from('Name;Größe “M”\n'.replace('“', '\x93').replace('”', '\x94'), 'latin1');
    assert.equal(decodeText(ansi), 'Name;Größe “M”\n');
    assert.equal(decodeText(Buffer.concat([Buffer.from(text), Buffer.from([0xfc])])), `${text}\uFFFD`, 'damage');
    assert.equal(decodeText(Buffer.from('a\uFFFDb')), 'a\uFFFDb');
  });

  it('may end in the middle of a character', () => {
    const wide = Buffer.from('\uFEFFab', 'utf16le');
    assert.equal(decodeText(wide.subarray(0, 5)), 'a');
    assert.equal(decodeText(Buffer.from(wide).swap16().subarray(0, 5)), 'a');
    assert.equal(decodeText(Buffer.alloc(0)), '');
  });
});
