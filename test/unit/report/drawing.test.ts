import assert from 'node:assert/strict';
import { percent, svgElement } from '../../../src/report/drawing/svg.ts';
import { describePeriod, drawValidity, periodOf, validityScale } from '../../../src/report/drawing/validity.ts';
import { drawVerdictBar } from '../../../src/report/drawing/verdictBar.ts';
import { axisEnd, axisMarks, drawStage } from '../../../src/report/drawing/waterfall.ts';
import type { Stage } from '../../../src/model/transcript.ts';

const stage: Stage = { phase: 'connect', status: 'done', startedAt: 25, durationMs: 50 };
const wild: readonly number[] = [
  -1,
  0,
  1e-9,
  1e9,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
];

function percentagesOf(drawing: string): readonly number[] {
  return [...drawing.matchAll(/"(-?[\d.e+]+|NaN|-?Infinity)%"/g)].map((match) => Number(match[1]));
}

describe('drawings', () => {
  it('escape what they are given', () => {
    assert.equal(svgElement('text', { class: '"><x' }), '<text class="&quot;&gt;&lt;x"/>');
  });

  it('put a bar where its stage stands on the axis', () => {
    const drawing = drawStage(stage, 100);
    assert.match(drawing, /<rect class="bar bar-done" x="25%" y="6" width="50%" height="12" rx="2"\/>/);
    assert.doesNotMatch(drawStage(undefined, 100), /<rect/);
    assert.doesNotMatch(drawStage({ ...stage, status: 'skipped' }, 100), /<rect/);
  });

  it('have three to six marks on an axis of any length', () => {
    for (const end of [20, 21, 99, 100, 1_234, 60_000, 3_600_000]) {
      const marks = axisMarks(end);
      assert.ok(marks.length >= 3 && marks.length <= 6, `${end}: ${marks.join(' ')}`);
      assert.equal(marks[0], 0);
      assert.ok((marks.at(-1) ?? 0) <= end * 1.001);
    }
  });

  it('stay within their bounds whatever the numbers are', () => {
    for (const startedAt of wild) {
      for (const durationMs of wild) {
        const one: Stage = { ...stage, startedAt, durationMs };
        const end = axisEnd([one, stage]);
        assert.ok(Number.isFinite(end) && end >= 20 && end <= 7_200_000);
        assert.ok(axisMarks(end).length <= 8);
        for (const value of percentagesOf(drawStage(one, end))) assert.ok(value >= 0 && value <= 100);
      }
      assert.match(percent(startedAt, 10), /^\d+(?:\.\d+)?%$/);
      assert.match(percent(1, startedAt), /^\d+(?:\.\d+)?%$/);
    }
  });

  it('put now, the past and the future of certificates on one axis', () => {
    const now = Date.parse('2026-06-01T00:00:00Z');
    const leaf = periodOf({ notBefore: '2026-04-01T00:00:00Z', notAfter: '2026-06-30T00:00:00Z' });
    const root = periodOf({ notBefore: '2000-01-01T00:00:00Z', notAfter: '2049-12-31T23:59:59Z' });
    assert.ok(leaf !== undefined && root !== undefined);
    const scale = validityScale([leaf, root], now);
    const positions = [root.from, leaf.from, now, leaf.until, root.until].map(scale);
    assert.deepEqual(
      [...positions].sort((one, other) => one - other),
      positions,
    );
    assert.deepEqual([positions[0], positions[4]], [0, 100]);
    assert.match(drawValidity(leaf, scale, now), /period-soon/);
    assert.equal(describePeriod(leaf, now), 'valid for 29 days more');
    assert.equal(describePeriod(leaf, Date.parse('2026-07-03T00:00:00Z')), 'had expired 3 days before');
    assert.equal(describePeriod(root, 0), 'begins 30 years later');
  });

  it('draw no bar for dates that are none or run backwards', () => {
    assert.equal(periodOf({ notBefore: 'soon', notAfter: '2026-06-30T00:00:00Z' }), undefined);
    assert.equal(periodOf({ notBefore: '2027-01-01T00:00:00Z', notAfter: '2026-06-30T00:00:00Z' }), undefined);
    const long = periodOf({ notBefore: '0001-01-01T00:00:00Z', notAfter: '9999-12-31T23:59:59Z' });
    assert.ok(long !== undefined);
    for (const value of percentagesOf(drawValidity(long, validityScale([long], 0), 0))) {
      assert.ok(value >= 0 && value <= 100);
    }
  });

  it('give each verdict its share', () => {
    const drawing = drawVerdictBar([
      { verdict: 'broken', count: 1 },
      { verdict: 'sound', count: 3 },
    ]);
    assert.match(drawing, /part-broken" x="0%" y="0" width="25%".*part-sound" x="25%" y="0" width="75%"/);
    assert.doesNotMatch(drawVerdictBar([]), /NaN|rect/);
  });
});
