import assert from 'node:assert/strict';
import { listUnknowns } from '../../../media/panel/unknownList.ts';
import { failed } from '../../../src/model/evidence.ts';
import { judge } from '../../../src/rules/judge.ts';
import { failure, resultWith, soundResult } from '../../support/results.ts';

describe('what could not be learnt', () => {
  it('is only what the engine cannot offer when all was answered', () => {
    assert.deepEqual(
      listUnknowns(judge(soundResult())).map(({ what }) => what),
      ['Outside the reach of this engine'],
    );
  });

  it('names each missing fact once, under its reason', () => {
    const refusal = failure('connection-refused', 'connect', { detail: 'Nothing listens there.' });
    const missing = failed<never>(refusal);
    const result = resultWith({ connection: missing, greeting: missing, handshake: missing }, { ending: refusal });
    const [first, second] = listUnknowns(judge(result));
    assert.equal(first?.what, 'Not learnt: the connection, the greeting and the TLS session');
    assert.equal(first?.reason, 'Nothing listens there.');
    assert.ok((second?.rules?.length ?? 0) > 0);
  });
});
