import assert from 'node:assert/strict';
import { EndpointCounts } from '../../../src/extension/views/groupCounts.ts';
import type { GroupCounts } from '../../../src/extension/views/groupCounts.ts';
import { statusBarLines, statusBarText } from '../../../src/extension/views/statusText.ts';
import type { StatusBarFacts } from '../../../src/extension/views/statusText.ts';
import type { LastStatus } from '../../../src/extension/views/treeOrder.ts';

function countsOf(byStatus: Partial<Record<LastStatus, number>>): GroupCounts {
  const size = Object.values(byStatus).reduce((sum, count) => sum + count, 0);
  const { byStatus: none } = new EndpointCounts().total;
  return { size, running: 0, byStatus: { ...none, ...byStatus } };
}

function facts(byStatus: Partial<Record<LastStatus, number>>, rest: Partial<StatusBarFacts> = {}): StatusBarFacts {
  return { counts: countsOf(byStatus), tally: undefined, monitor: 'off', ...rest };
}

describe('status bar', () => {
  it('says the gravest of what was probed, and warns only of what is broken', () => {
    const cases: readonly (readonly [Partial<Record<LastStatus, number>>, string | undefined, boolean])[] = [
      [{}, undefined, false],
      [{ 'not-probed': 3 }, '$(circle-outline) SMTP TLS 3 not probed yet', false],
      [{ sound: 12, 'not-probed': 3 }, '$(pass) SMTP TLS 12 sound', false],
      [{ sound: 12, weak: 1 }, '$(warning) SMTP TLS 1 weak', false],
      [{ sound: 12, unreachable: 2, weak: 1 }, '$(debug-disconnect) SMTP TLS 2 unreachable', false],
      [{ sound: 12, broken: 2, unreachable: 5 }, '$(error) 2 broken', true],
    ];
    for (const [byStatus, text, isWarning] of cases) {
      const shown = statusBarText(facts(byStatus));
      assert.equal(shown?.text, text);
      assert.equal(shown?.isWarning ?? false, isWarning);
    }
  });

  it('says how far a run is, and what is known to be broken', () => {
    const tally = { done: 4, total: 15 };
    assert.equal(statusBarText(facts({ sound: 15 }, { tally }))?.text, '$(sync~spin) 4 of 15');
    assert.equal(statusBarText(facts({ sound: 14, broken: 1 }, { tally }))?.text, '$(sync~spin) 4 of 15 $(error) 1');
  });

  it('says that monitoring is paused, to a screen reader too', () => {
    const shown = statusBarText(facts({ sound: 2 }, { monitor: 'paused' }));
    assert.equal(shown?.text, '$(pass) SMTP TLS 2 sound $(debug-pause)');
    assert.equal(shown?.spoken, 'SMTP TLS: 2 sound, monitoring is paused');
  });

  it('tells all counts and the next round in its tooltip', () => {
    const all = facts({ sound: 2, broken: 1 }, { monitor: 'on' });
    assert.deepEqual(statusBarLines(all, '14:05:00'), ['Broken: 1', 'Sound: 2', 'Monitoring: next round at 14:05:00']);
    assert.deepEqual(statusBarLines(all, undefined).at(-1), 'Monitoring: a round is under way.');
  });
});
