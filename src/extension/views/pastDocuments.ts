// Read-only documents about results of the past: their transcripts, and what is different between two of them.

import type { Assessment } from '../../model/assessment.ts';
import type { TranscriptLine } from '../../model/transcript.ts';
import { formatChanges } from '../../report/changesMarkdown.ts';
import { withoutTimes } from '../../report/comparedFacts.ts';
import { formatTranscriptLine } from '../../report/transcriptLine.ts';
import type { App } from '../app.ts';
import { t } from '../l10n.ts';
import type { Comparison, ResultPlace } from './documentUris.ts';

function gone(): string {
  return `${t('This result is no longer in the history.')}\n`;
}

/** Each connection comes from another port of ours. */
const ownPort = /(?<=^connected to .* from (?:\[[^\]]*\]|[^\s:]+)):\d+$/;

/** Without number and time, which differ each time; so do dates and times that the server tells, and our port. */
function lineWithoutTimes(line: TranscriptLine): string {
  const { speaker } = line;
  const text =
    speaker === 'server' ? withoutTimes(line.text) : speaker === 'probe' ? line.text.replace(ownPort, '') : line.text;
  return formatTranscriptLine({ ...line, number: 0, at: 0, text }).replace(/^ +0 +0\.0 ms /, '');
}

export async function pastTranscriptText({ history }: App, { key, id }: ResultPlace): Promise<string> {
  const assessment = await history.read(key, id);
  if (assessment === undefined) return gone();
  return assessment.transcript.map((line) => `${lineWithoutTimes(line)}\n`).join('');
}

function sideName({ store }: App, { key }: ResultPlace, { vantage }: Assessment, isSameKey: boolean): string {
  const name = store.get(key)?.profile.name ?? key;
  return isSameKey ? `${name} from ${vantage.hostName}` : name;
}

export async function comparisonText(app: App, title: string, comparison: Comparison): Promise<string> {
  const places = [comparison.before, comparison.after] as const;
  const [before, after] = await Promise.all(places.map(({ key, id }) => app.history.read(key, id)));
  if (before === undefined || after === undefined) return gone();
  if (!comparison.isOfSides) return formatChanges(title, before, after);
  const isSameKey = comparison.before.key === comparison.after.key;
  const names = [
    sideName(app, comparison.before, before, isSameKey),
    sideName(app, comparison.after, after, isSameKey),
  ] as const;
  // One machine may have made both.
  const areAlike = names[0] === names[1];
  return formatChanges(title, before, after, {
    before: areAlike ? `${names[0]} (1)` : names[0],
    after: areAlike ? `${names[1]} (2)` : names[1],
  });
}
