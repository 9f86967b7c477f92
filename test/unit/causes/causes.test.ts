// Every cause against its cases, and several of them at once.

import assert from 'node:assert/strict';
import { causes } from '../../../src/causes/index.ts';
import { diagnose } from '../../../src/engine/diagnose.ts';
import type { ProbeResult } from '../../../src/model/assessment.ts';
import type { RankedCause } from '../../../src/model/cause.ts';
import { parseAssessment } from '../../../src/formats/assessment.ts';
import { soundResult, implicitResult } from '../../support/results.ts';
import { certificateCauseCases } from './cases/certificateCases.ts';
import { dialogueCauseCases, withoutOffer } from './cases/dialogueCases.ts';
import { farewellCauseCases, inClear } from './cases/farewellCases.ts';
import { handshakeCauseCases } from './cases/handshakeCases.ts';
import { unoffered, withTests } from './cases/further.ts';
import { logCauseCases, loggedFailure } from './cases/logCases.ts';
import { scenarios } from './cases/scenarios.ts';

const cases = [
  ...dialogueCauseCases,
  ...farewellCauseCases,
  ...handshakeCauseCases,
  ...certificateCauseCases,
  ...logCauseCases,
];

function causesOf(result: ProbeResult): readonly RankedCause[] {
  return diagnose(result).causes ?? [];
}

function describeCauses(found: readonly RankedCause[]): string {
  return found
    .map(({ id, likelihood, evidenceFor, evidenceAgainst }) =>
      [
        `${likelihood} ${id}`,
        ...evidenceFor.map(({ weight, text }) => `  + ${weight} ${text}`),
        ...evidenceAgainst.map(({ weight, text }) => `  - ${weight} ${text}`),
      ].join('\n'),
    )
    .join('\n');
}

describe('causes', () => {
  for (const { cause: id, name, guilty, likelihood, says, innocent } of cases) {
    describe(name === undefined ? id : `${id} (${name})`, () => {
      it(`is ${likelihood} for the guilty, with evidence`, () => {
        const found = causesOf(guilty);
        const cause = found.find((one) => one.id === id);
        assert.ok(cause, describeCauses(found));
        assert.equal(cause.likelihood, likelihood, describeCauses(found));
        assert.match(cause.evidenceFor.map(({ text }) => text).join('\n'), says);
        assert.ok(cause.explains.length > 0);
      });

      it('is not held against the innocent', () => {
        const found = causesOf(innocent);
        const cause = found.find((one) => one.id === id);
        assert.ok(cause === undefined || cause.likelihood === 'ruled-out', describeCauses(found));
      });
    });
  }

  it('have a case each', () => {
    const tested = new Set(cases.map(({ cause }) => cause));
    assert.deepEqual(
      causes.map(({ id }) => id).filter((id) => !tested.has(id)),
      [],
    );
  });

  it('of a session of a protocol log do not speak of what a probe offered', () => {
    for (const error of ['NoCredentials', 'UnknownCredentials', 'AlgorithmMismatch', 'UntrustedRoot', 'SocketError']) {
      for (const { title, evidenceFor, evidenceAgainst } of causesOf(loggedFailure(error))) {
        const said = [title, ...[...evidenceFor, ...evidenceAgainst].map(({ text }) => text)].join('\n');
        assert.doesNotMatch(said, /probe/i, said);
      }
    }
  });

  it('explain nothing where nothing is wrong', () => {
    assert.deepEqual(causesOf(soundResult()), []);
    assert.deepEqual(causesOf(implicitResult()), []);
  });

  it('name what would settle it, unless it is settled', () => {
    for (const { guilty } of cases) {
      for (const { id, likelihood, nextTest } of causesOf(guilty)) {
        const isOpen = likelihood === 'likely' || likelihood === 'possible';
        assert.equal(nextTest !== undefined, isOpen, `${id} is ${likelihood}`);
      }
    }
  });

  it('do not propose a test that was made', () => {
    for (const { guilty } of cases) {
      const made = guilty.furtherTests?.find(({ kind }) => kind === 'unoffered-starttls');
      if (made === undefined) continue;
      for (const { id, nextTest } of causesOf(guilty)) {
        assert.notEqual(nextTest?.furtherTest, 'unoffered-starttls', id);
        assert.doesNotMatch(nextTest?.text ?? '', /Send STARTTLS although/, id);
      }
    }
  });

  it('name a server that hides STARTTLS itself, where TLS begins all the same', () => {
    const result = withTests(withoutOffer(), unoffered('accepted', '220 2.0.0 Ready to start TLS'));
    const removed = causesOf(result).find(({ id }) => id === 'starttls-removed');
    assert.match(removed?.text ?? '', /smtpd_discard_ehlo_keywords/);
  });

  it('do not say of clear text after 220 that anything was cut', () => {
    for (const { text } of causesOf(inClear('250 2.0.0 OK'))) assert.doesNotMatch(text, /connection was cut/);
    for (const { text } of diagnose(inClear('250 2.0.0 OK')).findings)
      assert.doesNotMatch(text, /gave up the handshake/);
  });

  it('are read back from a file as they were', () => {
    for (const { guilty } of cases) {
      const written = JSON.parse(JSON.stringify(diagnose(guilty))) as { causes?: unknown };
      const parsed = parseAssessment(written);
      assert.equal(parsed.status, 'parsed', parsed.status === 'invalid' ? parsed.reason : '');
      if (parsed.status === 'parsed') assert.deepEqual(parsed.value.causes, written.causes);
    }
  });

  it('point at lines and certificates that exist', () => {
    for (const { guilty } of cases) {
      const chain = guilty.evidence.certificates;
      const length = chain.status === 'known' ? chain.value.certificates.length : 0;
      for (const { id, evidenceFor, evidenceAgainst } of causesOf(guilty)) {
        for (const { where } of [...evidenceFor, ...evidenceAgainst]) {
          if (where.certificate !== undefined) assert.ok(where.certificate < length, id);
          if (where.line !== undefined) assert.ok(where.line >= 1, id);
        }
      }
    }
  });
});

describe('one symptom, several causes', () => {
  for (const { name, result, surest, others, not, possible, isOpen } of scenarios) {
    it(name, () => {
      const found = causesOf(result);
      const standing = found.filter(({ likelihood }) => likelihood !== 'ruled-out');
      assert.deepEqual(
        standing.slice(0, surest.length).map(({ id }) => id),
        surest,
        describeCauses(found),
      );
      for (const id of others)
        assert.ok(
          standing.some((cause) => cause.id === id),
          `${id}\n${describeCauses(found)}`,
        );
      for (const id of not ?? []) assert.ok(!standing.some((cause) => cause.id === id), describeCauses(found));
      for (const id of possible ?? [])
        assert.equal(standing.find((cause) => cause.id === id)?.likelihood, 'possible', describeCauses(found));
      if (isOpen === true) {
        for (const { id, likelihood, nextTest } of standing) {
          assert.equal(likelihood, 'possible', id);
          assert.ok(nextTest, `${id} says how to settle it`);
        }
      }
    });
  }
});
