// The lines of the list of endpoints: what is written is read back, and the latest word of each endpoint counts.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  foldSavedLines,
  formatRemovedLine,
  formatSavedLine,
  parseFormerEndpoint,
  parseSavedLine,
} from '../../../src/extension/savedEndpoint.ts';
import type { SavedEndpoint } from '../../../src/extension/savedEndpoint.ts';
import { judge } from '../../../src/rules/judge.ts';
import { endpoint, soundResult } from '../../support/results.ts';

const saved: SavedEndpoint = {
  endpoint,
  profile: {
    name: 'Edge',
    serverName: 'mail.example.com',
    authorities: 'file:///ca.pem',
    group: 'North',
    role: 'relay',
    tags: ['a', 'b'],
    policy: { expectations: { minimumTls: 'TLSv1.2' }, accepted: [] },
    origin: 'person',
  },
  addedAt: 1_000,
  changedAt: 2_000,
};

const key = 'mx.example.com:25';

describe('a saved endpoint', () => {
  it('is read as it was written', () => {
    assert.deepEqual(parseSavedLine(formatSavedLine(saved)), { kind: 'saved', saved });
    assert.deepEqual(parseSavedLine(formatRemovedLine(key, 5)), { kind: 'removed', key, changedAt: 5 });
  });

  it('is damaged, newer or whole, and nothing else', () => {
    assert.equal(parseSavedLine('{"version":3,"what":"ever"}').kind, 'newer');
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '{"version":2}',
      formatSavedLine(saved).replace('"port":25', '"port":0'),
    ])
      assert.equal(parseSavedLine(text).kind, 'damaged', text);
    const line = formatSavedLine(saved);
    fc.assert(
      fc.property(fc.nat(line.length), fc.nat(line.length), fc.string(), (a, b, between) => {
        const text = `${line.slice(0, a)}${between}${line.slice(b)}`;
        assert.ok(['saved', 'removed', 'newer', 'damaged'].includes(parseSavedLine(text).kind));
      }),
    );
  });

  it('is what the latest line says, in the order of adding, whichever window wrote last', () => {
    const other: SavedEndpoint = { ...saved, endpoint: { ...endpoint, port: 26 }, addedAt: 500 };
    const renamed: SavedEndpoint = { ...saved, profile: { ...saved.profile, name: 'Renamed' }, changedAt: 9_000 };
    const texts = [saved, renamed, other].map(formatSavedLine);
    const fold = (lines: readonly string[]): readonly SavedEndpoint[] => foldSavedLines(lines.map(parseSavedLine));
    assert.deepEqual(fold(texts), [other, renamed]);
    assert.deepEqual(fold([...texts, formatSavedLine(saved)]), [other, renamed]);
    assert.deepEqual(fold([...texts, formatRemovedLine(key, 10_000)]), [other]);
    assert.deepEqual(fold([formatRemovedLine(key, 8_000), ...texts]), [other, renamed]);
    assert.deepEqual(fold([...texts, formatRemovedLine(key, 3_000)]), [other, renamed]);
  });

  it('is taken over from the files of version 1, with the result if that can be read', () => {
    const assessment = JSON.parse(JSON.stringify(judge(soundResult()))) as unknown;
    const former = { version: 1, addedAt: 7, endpoint, profile: { name: 'Edge', origin: 'person' }, assessment };
    const expected = { endpoint, profile: former.profile, addedAt: 7, changedAt: 7 };
    assert.deepEqual(parseFormerEndpoint(JSON.stringify(former)), { ...expected, assessment });
    assert.deepEqual(parseFormerEndpoint(JSON.stringify({ ...former, assessment: { verdict: 'sound' } })), expected);
    assert.equal(parseFormerEndpoint(JSON.stringify({ ...former, version: 2 })), undefined);
    assert.equal(parseFormerEndpoint('{'), undefined);
  });
});
