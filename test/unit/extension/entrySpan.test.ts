// Findings are underlined at the host of their entry, whatever the entry looks like.

import assert from 'node:assert/strict';
import { entrySpan } from '../../../src/extension/views/entrySpan.ts';
import type { TextPosition } from '../../../src/extension/views/entrySpan.ts';

/** The entry stands between « and », which are not part of the text. Gives what is underlined. */
function underlined(marked: string, lineEnd = '\n'): string {
  const positionOf = (index: number): TextPosition => {
    const before = marked.slice(0, index).replace(/[«»]/g, '').split('\n');
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  };
  const lines = marked
    .replace(/[«»]/g, '')
    .split('\n')
    .join(lineEnd)
    .split(/\r\n|\n/);
  const { line, start, end } = entrySpan(lines, positionOf(marked.indexOf('«')), positionOf(marked.indexOf('»')));
  return lines[line]?.slice(start, end) ?? '';
}

describe('entrySpan', () => {
  it('is the value of "host" in an object', () => {
    const text =
      '{\n  "endpoints": [\n    «{\n      // the edge\n      "name": "Edge",\n      "host": "mx.contoso.com"\n    }»\n  ]\n}';
    assert.equal(underlined(text), '"mx.contoso.com"');
    assert.equal(underlined(text, '\r\n'), '"mx.contoso.com"');
  });

  it('is the value of "host" in an object on one line, among others', () => {
    const text =
      '{ "endpoints": [{ "host": "a.example" }, «{ "port": 587, "host": "b.example" }», { "host": "c.example" }] }';
    assert.equal(underlined(text), '"b.example"');
  });

  it('is an entry that is a text', () => {
    assert.equal(underlined('{ "endpoints": [\n  «"mx.example.com:465"»,\n  "x" ] }'), '"mx.example.com:465"');
  });

  it('takes the host of the entry itself, not one that is nested or in a comment', () => {
    const text = '[«{ /* "host": "no" */ "expect": { "host": "neither" },\n  "host": "yes" }»]';
    assert.equal(underlined(text), '"yes"');
  });

  it('is the first line of what cannot be read', () => {
    assert.equal(underlined('[\n  «{ "name": "Edge",\n    "host": 25 }»\n]'), '{ "name": "Edge",');
    assert.equal(underlined('[ «{ "name": 1 }» ]'), '{ "name": 1 }');
  });

  it('stays in bounds where the text is another one by now', () => {
    assert.deepEqual(entrySpan([], { line: 7, character: 3 }, { line: 9, character: 1 }), {
      line: 7,
      start: 3,
      end: 4,
    });
  });
});
