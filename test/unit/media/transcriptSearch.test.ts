import assert from 'node:assert/strict';
import { findMatches, segmentsOf } from '../../../media/panel/transcriptSearch.ts';
import { line } from '../../support/results.ts';

const lines = [
  line(1, 'server', 'greet', '220 mx.example.com ESMTP'),
  line(2, 'client', 'ehlo', 'EHLO desk.example.net'),
  line(3, 'server', 'ehlo', '250-Example example'),
];

describe('searching a transcript', () => {
  it('finds every place, in any case, in the order of the lines', () => {
    assert.deepEqual(findMatches(lines, 'EXAMPLE'), [
      { line: 1, from: 7, to: 14 },
      { line: 2, from: 10, to: 17 },
      { line: 3, from: 4, to: 11 },
      { line: 3, from: 12, to: 19 },
    ]);
    assert.deepEqual(findMatches(lines, ''), []);
    assert.deepEqual(findMatches(lines, '.*'), []);
  });

  it('gives ranges that fit the text when folding would change its length', () => {
    const [match] = findMatches([line(1, 'server', 'greet', 'İİ abc')], 'abc');
    assert.deepEqual(match, { line: 1, from: 3, to: 6 });
  });

  it('stays bounded', () => {
    assert.equal(findMatches([line(1, 'server', 'greet', 'a'.repeat(50_000))], 'a').length, 10_000);
  });

  it('cuts a text where ranges begin and end, overlapping ones too', () => {
    const segments = segmentsOf('250-STARTTLS', [
      { kind: 'offence', from: 4, to: 12 },
      { kind: 'match', from: 2, to: 6 },
      { kind: 'current', from: 50, to: 60 },
    ]);
    assert.deepEqual(segments, [
      { text: '25', kinds: [] },
      { text: '0-', kinds: ['match'] },
      { text: 'ST', kinds: ['offence', 'match'] },
      { text: 'ARTTLS', kinds: ['offence'] },
    ]);
    assert.deepEqual(segmentsOf('', []), []);
  });
});
