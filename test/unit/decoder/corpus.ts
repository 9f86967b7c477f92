// Real error texts from documentation and public threads, with their sources and what they mean, as fixtures.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MailErrorConfidence } from '../../../src/model/mailError.ts';

export interface CorpusEntry {
  readonly text: string;
  readonly source: string;
  /** What it may be explained as, decided by a reader of the source; `unknown` where the text does not tell. */
  readonly ids: readonly string[];
  /** How sure an explanation may be at most. */
  readonly greatest: MailErrorConfidence;
}

/** One entry a line: [text, source, ids, greatest confidence]. */
export function readCorpus(): readonly CorpusEntry[] {
  const lines = readFileSync(join(process.cwd(), 'test/unit/decoder/corpus/texts.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [text, source, ids, greatest] = JSON.parse(line) as [string, string, string[], MailErrorConfidence];
    return { text, source, ids, greatest };
  });
}
