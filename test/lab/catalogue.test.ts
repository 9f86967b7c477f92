// Every server of the lab is probed and judged: each must give its verdict, its ending, and exactly its rules.

import assert from 'node:assert/strict';
import { causes } from '../../src/causes/index.ts';
import { assess } from '../../src/engine/assess.ts';
import { parseAssessment } from '../../src/formats/assessment.ts';
import { causesNotInLab, faults, notInLab } from '../../src/lab/faults.ts';
import type { Fault } from '../../src/lab/fault.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { rules } from '../../src/rules/index.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import { sideBySide, valueOf } from './sideBySide.ts';

/** What a person needs to see why a row failed. */
function describeAssessment(assessment: Assessment): string {
  const { verdict, ending, findings, unchecked, transcript } = assessment;
  return [
    `${verdict}: ${assessment.summary}`,
    `ending: ${ending === undefined ? 'none' : `${ending.code} (${ending.phase}): ${ending.detail}`}`,
    ...findings.map(({ rule, severity, text }) => `${severity} ${rule}: ${text}`),
    `unchecked: ${unchecked.map(({ rule }) => rule).join(', ')}`,
    ...transcript.map(
      ({ number, at, speaker, text }) => `${number} ${Math.round(at)} ms ${speaker} ${text.slice(0, 120)}`,
    ),
  ].join('\n');
}

describe('the catalogue', () => {
  let lab: Lab;
  const assessments = new Map<Fault, PromiseSettledResult<Assessment>>();

  before(async function () {
    this.timeout(60_000);
    lab = await startLab();
    const outcomes = await sideBySide(lab.entries, 8, async ({ endpoint, options }) => {
      const { assessment, closed } = await assess(endpoint, options);
      await closed;
      return assessment;
    });
    lab.entries.forEach(({ fault }, index) =>
      assessments.set(fault, outcomes[index] as PromiseSettledResult<Assessment>),
    );
  });

  after(() => lab.close());

  for (const fault of faults) {
    it(`${fault.id}: ${fault.title}`, () => {
      const assessment = valueOf(assessments.get(fault));
      const seen = describeAssessment(assessment);
      const found = [...new Set(assessment.findings.map(({ rule }) => rule))].sort();
      assert.deepEqual(found, [...fault.expectedRules].sort(), seen);
      assert.equal(assessment.verdict, fault.expectedVerdict, seen);
      assert.equal(assessment.ending?.code, fault.expectedEnding, seen);
    });
  }

  /** Those that stand, the surest first. */
  function standingCauses(fault: Fault): readonly string[] {
    const found = valueOf(assessments.get(fault)).causes ?? [];
    return found.filter(({ likelihood }) => likelihood !== 'ruled-out').map(({ id }) => id);
  }

  for (const fault of faults.filter(({ expectedCauses }) => expectedCauses !== undefined)) {
    it(`${fault.id}: says why`, () => {
      const expected = fault.expectedCauses ?? [];
      assert.deepEqual(standingCauses(fault).slice(0, expected.length), expected);
    });
  }

  it('explains no sound server', () => {
    for (const fault of faults.filter(({ expectedRules }) => expectedRules.length === 0)) {
      assert.deepEqual(standingCauses(fault), [], fault.id);
    }
  });

  it('has every cause, or says why not', () => {
    const found = new Set(faults.flatMap(standingCauses));
    const excused = new Set(causesNotInLab.map(({ cause }) => cause));
    assert.deepEqual(
      causes.map(({ id }) => id).filter((id) => !found.has(id) && !excused.has(id)),
      [],
    );
    assert.deepEqual(
      [...excused].filter((id) => found.has(id) || !causes.some((cause) => cause.id === id)),
      [],
    );
  });

  it('gives results that are read back from a file as they were', () => {
    for (const [{ id }, outcome] of assessments) {
      const written = JSON.parse(JSON.stringify(valueOf(outcome))) as unknown;
      assert.deepEqual(parseAssessment(written), { status: 'parsed', value: written }, id);
    }
  });

  it('leaves no connection open', async () => {
    const open = (): readonly string[] =>
      lab.entries.filter(({ server }) => server.open() > 0).map(({ fault }) => fault.id);
    // The last FIN is on its way when the probe's own side is closed.
    for (let tries = 0; tries < 20 && open().length > 0; tries++) await new Promise((settle) => setTimeout(settle, 50));
    assert.deepEqual(open(), []);
  });

  it('names each fault once', () => {
    const ids = faults.map(({ id }) => id);
    assert.deepEqual(ids, [...new Set(ids)]);
  });

  it('triggers every rule, or says why not', () => {
    const triggered = new Set(faults.flatMap(({ expectedRules }) => expectedRules));
    const excused = new Set(notInLab.map(({ rule }) => rule));
    const missing = rules.map(({ id }) => id).filter((id) => !triggered.has(id) && !excused.has(id));
    assert.deepEqual(missing, []);
    const needless = [...excused].filter((id) => triggered.has(id) || !rules.some((rule) => rule.id === id));
    assert.deepEqual(needless, []);
  });

  it('names only rules that exist', () => {
    const known = new Set(rules.map(({ id }) => id));
    assert.deepEqual(
      faults.flatMap(({ id, expectedRules }) =>
        expectedRules.filter((rule) => !known.has(rule)).map((rule) => `${id}: ${rule}`),
      ),
      [],
    );
  });
});
