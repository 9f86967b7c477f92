import assert from 'node:assert/strict';
import { formatSavedEndpoint, parseSavedEndpoint } from '../../../src/extension/savedEndpoint.ts';
import { judge } from '../../../src/rules/judge.ts';
import { endpoint, soundResult } from '../../support/results.ts';

const saved = {
  addedAt: 5,
  endpoint,
  profile: { origin: 'person', name: 'Edge', serverName: 'a.example' },
  assessment: judge(soundResult()),
} as const;

describe('saved endpoint', () => {
  it('comes back as it was', () => {
    assert.deepEqual(parseSavedEndpoint(formatSavedEndpoint(saved)), saved);
  });

  it('is left out when it is damaged or of another version', () => {
    const text = formatSavedEndpoint(saved);
    for (const damaged of ['', '{}', text.slice(0, 400), text.replace('"version":1', '"version":99')]) {
      assert.equal(parseSavedEndpoint(damaged), undefined);
    }
  });

  it('keeps the endpoint when its result cannot be read', () => {
    const { addedAt, profile } = saved;
    const text = JSON.stringify({ ...JSON.parse(formatSavedEndpoint(saved)), assessment: { verdict: 'sound' } });
    assert.deepEqual(parseSavedEndpoint(text), { addedAt, endpoint, profile });
  });
});
