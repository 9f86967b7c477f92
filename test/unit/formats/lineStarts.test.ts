import assert from 'node:assert/strict';
import fc from 'fast-check';
import { lineStartsOf, positionAt } from '../../../src/formats/lineStarts.ts';

describe('lines of a text', () => {
  it('end with CRLF, LF or CR', () => {
    assert.deepEqual(lineStartsOf('a\r\nb\nc\rd'), [0, 3, 5, 7]);
    assert.deepEqual(lineStartsOf(''), [0]);
  });

  it('place every offset where walking through the text does', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '\r\n', '\n', '\r', 'ü'), { maxLength: 40 }), (pieces) => {
        const starts = lineStartsOf(pieces.join(''));
        // A CR before an LF is one end of line with it, however the pieces were cut.
        const text = pieces.join('');
        let [line, column] = [0, 0];
        for (let offset = 0; offset < text.length; offset++) {
          assert.deepEqual(positionAt(starts, offset), { line, column });
          const isEnd = text[offset] === '\n' || (text[offset] === '\r' && text[offset + 1] !== '\n');
          [line, column] = isEnd ? [line + 1, 0] : [line, column + 1];
        }
        assert.deepEqual(positionAt(starts, text.length), { line, column });
      }),
    );
  });
});
