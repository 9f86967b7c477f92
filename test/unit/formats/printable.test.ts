import assert from 'node:assert/strict';
import fc from 'fast-check';
import { onOneLine, printableBytes, printableText, readPrintableBytes } from '../../../src/formats/printable.ts';

/** C0, DEL, C1, bidi controls and line separators: nothing that moves a cursor or turns text around. */
const dangerous = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

describe('printable bytes', () => {
  it('can be read back, whatever they were', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = printableBytes(bytes);
        assert.match(text, /^[\x20-\x7e]*$/);
        assert.deepEqual(readPrintableBytes(text), Buffer.from(bytes));
      }),
    );
  });

  it('escapes what is not ASCII text, and the backslash', () => {
    assert.equal(printableBytes(Buffer.from([0x41, 0x00, 0x5c, 0x1b, 0xff])), 'A\\x00\\\\\\x1b\\xff');
  });
});

describe('printable text', () => {
  it('lets no control or bidi character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        assert.doesNotMatch(printableText(text), dangerous);
      }),
    );
    for (let code = 0; code < 0x2100; code++) assert.doesNotMatch(printableText(String.fromCodePoint(code)), dangerous);
  });

  it('keeps letters of every script', () => {
    assert.equal(printableText('müller 日本 Ωλ'), 'müller 日本 Ωλ');
  });

  it('cuts long text and says so', () => {
    assert.equal(printableText('abcdef', 3), 'abc…');
  });
});

describe('text on one line', () => {
  it('has a space in the place of each line break and the white space around it', () => {
    assert.equal(onOneLine('a \r\n\t b\n\nc  d\te'), 'a b c  d\te');
  });

  it('takes no longer for a text of nothing but spaces', () => {
    const since = performance.now();
    assert.equal(onOneLine(' '.repeat(200_000)).length, 200_000);
    // An expression that begins anew at every space needs a minute.
    assert.ok(performance.now() - since < 2_000);
  });
});
