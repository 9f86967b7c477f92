// What is wrong with an endpoint is underlined at the host of its entry, whatever the entry looks like.

import assert from 'node:assert/strict';
import { entryMark } from '../../../src/formats/entryMark.ts';

/** The entry stands between « and », which are not part of the text. Gives what is underlined. */
function underlined(marked: string): string {
  const text = marked.replace(/[«»]/g, '');
  const start = marked.indexOf('«');
  const { offset, length } = entryMark(text, { offset: start, length: marked.indexOf('»') - start - 1 });
  return text.slice(offset, offset + length);
}

describe('entryMark', () => {
  it('is the value of "host" in an object', () => {
    const text =
      '{\n  "endpoints": [\n    «{\n      // the edge\n      "name": "Edge",\n      "host": "mx.one.example"\n    }»\n  ]\n}';
    assert.equal(underlined(text), '"mx.one.example"');
    assert.equal(underlined(text.replaceAll('\n', '\r\n')), '"mx.one.example"');
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
    assert.equal(underlined('[«{ /* "host": "no" */ "expect": { "host": "neither" },\n  "host": "yes" }»]'), '"yes"');
  });

  it('is the first line of what has no host', () => {
    assert.equal(underlined('[\n  «{ "name": "Edge",\n    "host": 25 }»\n]'), '{ "name": "Edge",');
    assert.equal(underlined('[ «{ "name": 1 }» ]'), '{ "name": 1 }');
  });

  it('is never empty, also where the text is another one by now', () => {
    assert.deepEqual(entryMark('', { offset: 7, length: 30 }), { offset: 7, length: 1 });
  });
});
