import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseJsonText } from '../../../src/formats/jsonText.ts';
import { propertyOf, valueOf } from '../../../src/formats/jsonTree.ts';

function read(text: string): { readonly value: unknown; readonly problems: readonly string[] } {
  const { root, problems } = parseJsonText(text);
  return {
    value: root === undefined ? undefined : JSON.parse(JSON.stringify(valueOf(root))),
    problems: problems.map(({ message, place }) => `${place.offset} ${message}`),
  };
}

describe('JSON with comments', () => {
  it('reads whatever JSON is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        // JSON.parse lets the last of two equal names count and makes "__proto__" a name like any other, too.
        const read1 = read(text);
        assert.deepEqual(read1.problems, []);
        assert.equal(JSON.stringify(read1.value), JSON.stringify(JSON.parse(text)));
      }),
    );
  });

  it('takes comments and trailing commas', () => {
    const text = '// a list\n{ "a": [1, /* two */ 2,], "b": null, } // end';
    assert.deepEqual(read(text), { value: { a: [1, 2], b: null }, problems: [] });
    assert.deepEqual(
      parseJsonText(text).comments.map(({ offset, length }) => text.slice(offset, offset + length)),
      ['// a list', '/* two */', '// end'],
    );
  });

  const damaged: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['', undefined, ['0 A value is expected here.']],
    ['[1 2]', [1, 2], ['3 A comma is expected here.']],
    ['[1,,2]', [1, 2], ['3 A value is expected here.']],
    ['{"a" 1, "b": 2}', { b: 2 }, ['5 A colon is expected here.']],
    ['{"a": , "b": 2}', { b: 2 }, ['6 A value is expected here.']],
    ['{"a":}', {}, ['5 A value is expected here.']],
    ['{"a": 1', { a: 1 }, ['7 A closing brace is expected here.']],
    ['[{"a": 1]', [{ a: 1 }], ['8 A closing brace is expected here.']],
    ['{a: 1, "b": 2}', { b: 2 }, ['1 This is no part of JSON.']],
    ['{"a": "x, "b": 2}', undefined, ['12 This text has no closing quote.']],
    ['{1: {"c": 2}, "b": 2}', { b: 2 }, ['1 The name of a property, in double quotes, is expected here.']],
    ['[1] 2', [1], ['4 The file should end here.']],
    ['[1, "a\u0001", 3]', [1, 3], ['4 A text holds no raw control character.']],
    ['["\\x", 3]', [3], ['1 This is not an escape that JSON knows.']],
  ];
  for (const [text, value, problems] of damaged) {
    it(`goes on after a fault: ${text}`, () => {
      const result = read(text);
      if (value !== undefined) assert.deepEqual(result.value, value);
      for (const problem of problems) assert.ok(result.problems.includes(problem), result.problems.join('\n'));
    });
  }

  it('ends at any text, with every place inside it', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"',
      '1',
      'x',
      '//',
      '/*',
      '*/',
      '\n',
      ' ',
      '\\',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
        ),
        (text) => {
          const { problems, comments } = parseJsonText(text);
          for (const { offset, length } of [...comments, ...problems.map(({ place }) => place)]) {
            assert.ok(offset >= 0 && length >= 0 && offset + length <= text.length, `${offset} ${length}`);
          }
          const isJson = ((): boolean => {
            try {
              JSON.parse(text);
              return true;
            } catch {
              return false;
            }
          })();
          if (isJson) assert.deepEqual(problems, []);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('follows no nesting into the depths', () => {
    for (const text of ['['.repeat(1_000_000), '{"a":'.repeat(200_000)]) {
      assert.ok(
        parseJsonText(text).problems.some(({ message }) => message === 'This is nested too deeply to be read.'),
      );
    }
  });

  it('lets the first of two equal names count, whose value can be read', () => {
    const { root } = parseJsonText('{"a": , "a": 2, "a": 3}');
    const node = propertyOf(root, 'a')?.value;
    assert.equal(node === undefined ? undefined : valueOf(node), 2);
  });
});
