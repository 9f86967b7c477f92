// The history of an endpoint as its page shows it, with what changed since it was last sound.

import type { PageChanges, PageHistory } from '../../../media/panel/state.ts';
import type { Assessment } from '../../model/assessment.ts';
import { describeChanges } from '../../report/changes.ts';
import type { App } from '../app.ts';
import { statusWords } from '../words.ts';

/** The page shows some and folds the rest; more than these nobody goes through there. */
const maximumEntries = 200;

/** Nothing changed, or there was no sound result before: no table. */
async function changesOf(app: App, key: string, assessment: Assessment): Promise<PageChanges | undefined> {
  if (assessment.verdict === 'sound') return undefined;
  const before = await app.history.lastSoundBefore(key, assessment.startedAt);
  if (before === undefined) return undefined;
  const { sentence, rows, circumstances } = describeChanges(before, assessment);
  // Where it was probed from comes last: the rest may come from it.
  return { since: before.startedAt, sentence, rows: [...rows, ...circumstances] };
}

export async function readPageHistory(app: App, key: string, assessment: Assessment | undefined): Promise<PageHistory> {
  const list = await app.history.list(key);
  const changes = assessment === undefined ? undefined : await changesOf(app, key, assessment);
  const entries = list.slice(0, maximumEntries).map(({ id, startedAt, verdict, summary, durationMs, vantage }) => ({
    id,
    at: startedAt,
    status: verdict,
    word: statusWords[verdict],
    summary,
    durationMs,
    from: `${vantage.hostName}, ${vantage.engine.library} ${vantage.engine.version}`,
  }));
  return { entries, ...(changes === undefined ? {} : { changes }) };
}
