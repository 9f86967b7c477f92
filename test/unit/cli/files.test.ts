import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { decodeText, describeFileError } from '../../../src/cli/files.ts';

describe('files that a person names', () => {
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

  it('cannot be had for a reason in plain words', () => {
    const reasonOf = (path: string): string => {
      try {
        readFileSync(path);
      } catch (error) {
        return describeFileError(error);
      }
      return 'it was read';
    };
    assert.equal(reasonOf(process.cwd()), 'it is a folder');
    assert.equal(reasonOf('no/such/file'), 'there is no such file or folder');
  });
});
