// The history files: one for each endpoint, one line for each result.

import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as vscode from 'vscode';
import { formatHistoryLine, parseHistoryLine } from '../engine/historyLine.ts';
import type { KeptResult } from '../engine/historyLine.ts';
import type { Assessment } from '../model/assessment.ts';
import type { History, HistoryEntry } from './history.ts';

/** The same result has the same id wherever it comes from. */
function resultId(assessment: Assessment): string {
  const time = assessment.startedAt.replaceAll(/[^0-9TZ]/g, '');
  return `${time}-${createHash('sha256').update(JSON.stringify(assessment)).digest('hex').slice(0, 8)}`;
}

function entryOf({ id, key, isImported, assessment }: KeptResult): HistoryEntry {
  const { startedAt, durationMs, verdict, summary, vantage } = assessment;
  return { id, key, startedAt, durationMs, verdict, summary, vantage, isImported };
}

export function openHistoryFolder(folder: string, log: vscode.LogOutputChannel): History {
  const writes = new Set<Promise<unknown>>();
  const fileOf = (key: string): string =>
    join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.ndjson`);

  const readAll = async (key: string): Promise<readonly KeptResult[]> => {
    const text = await readFile(fileOf(key), 'utf8').catch(() => '');
    const results = text
      .split('\n')
      .filter((line) => line !== '')
      .flatMap((line) => {
        const parsed = parseHistoryLine(line);
        return parsed.kind === 'result' && parsed.result.key === key ? [parsed.result] : [];
      });
    return results.sort((a, b) => Date.parse(b.assessment.startedAt) - Date.parse(a.assessment.startedAt));
  };

  const write = async (result: KeptResult): Promise<string | undefined> => {
    try {
      await mkdir(folder, { recursive: true });
      // A line end first: what was torn off before it stays a line of its own.
      await appendFile(fileOf(result.key), `\n${formatHistoryLine(result)}\n`);
      return result.id;
    } catch (error) {
      log.error(`${result.key}: the result could not be saved: ${String(error)}`);
      return undefined;
    }
  };

  const keep = (key: string, assessment: Assessment, isImported: boolean): Promise<string | undefined> => {
    const writing = write({ id: resultId(assessment), key, isImported, assessment });
    writes.add(writing);
    void writing.finally(() => writes.delete(writing));
    return writing;
  };

  return {
    keep: async (key, assessment) => void (await keep(key, assessment, false)),
    keepImported: (key, assessment) => keep(key, assessment, true),
    list: async (key) => (await readAll(key)).map(entryOf),
    read: async (key, id) => (await readAll(key)).find((result) => result.id === id)?.assessment,
    last: async (key) => (await readAll(key)).find(({ isImported }) => !isImported)?.assessment,
    lastSoundBefore: async (key, startedAt) =>
      (await readAll(key)).find(
        ({ isImported, assessment }) =>
          !isImported && assessment.verdict === 'sound' && Date.parse(assessment.startedAt) < Date.parse(startedAt),
      )?.assessment,
    close: async () => void (await Promise.all(writes)),
  };
}
