// The history files: one for each endpoint, one line for each result, the newest last.

import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { formatHistoryLine, parseHistoryLine } from '../engine/historyLine.ts';
import type { KeptResult } from '../engine/historyLine.ts';
import { pruneHistory } from '../engine/historyPruning.ts';
import type { HistoryLimits, PrunableResult } from '../engine/historyPruning.ts';
import type { Assessment } from '../model/assessment.ts';
import { hasChanged } from '../report/changes.ts';
import type { History, HistoryEntry } from './history.ts';
import { appendLine, readLines, readLinesBackwards, replaceLines, setAside } from './lineFile.ts';
import { openGate, openSlices } from './slices.ts';
import type { StorageTrouble } from './storageTrouble.ts';

/** Files touched at once; each takes a thread of Node's pool. */
const filesAtOnce = 16;

/** Lines above the limit that are let stand, so that not every result rewrites the file. */
const slack = 8;

/** How long the history of an endpoint that is no longer in the list stays, and of how many of them. */
const unlistedDays = 180;
const mostUnlisted = 5_000;

/** A line that another process is just writing is whole after this time. */
const tornLineMs = 200;

export interface HistoryFolderOptions {
  readonly folder: string;
  readonly limits: () => HistoryLimits;
  readonly trouble: Pick<StorageTrouble, 'setAside' | 'unsaved' | 'failed'>;
}

interface Line {
  readonly text: string;
  readonly result: KeptResult;
}

interface FileContent {
  /** By time, oldest first; each result once. */
  readonly lines: readonly Line[];
  /** Of a later version, or of another endpoint: kept as they are. */
  readonly foreign: readonly string[];
  readonly damaged: number;
  readonly size: number;
}

function timeOf({ result }: Line): number {
  return Date.parse(result.assessment.startedAt);
}

function entryOf({ id, key, isImported, assessment }: KeptResult): HistoryEntry {
  const { startedAt, durationMs, verdict, summary, vantage } = assessment;
  return { id, key, startedAt, durationMs, verdict, summary, vantage, isImported };
}

/** The same probe has the same identifier wherever its result comes from, however it was judged again. */
function resultId({ startedAt, durationMs, endpoint, vantage, transcript }: Assessment): string {
  const time = startedAt.replaceAll(/[^0-9TZ]/g, '').slice(0, 32);
  const { host, port, tlsMode } = endpoint;
  const told = [startedAt, durationMs, host, port, tlsMode, vantage.hostName, transcript.map(({ text }) => text)];
  return `${time}-${createHash('sha256').update(JSON.stringify(told)).digest('hex').slice(0, 12)}`;
}

async function parseFile(path: string, key: string): Promise<FileContent> {
  const { lines: texts, size } = await readLines(path);
  const pause = openSlices();
  const lines = new Map<string, Line>();
  const foreign: string[] = [];
  let damaged = 0;
  for (const text of texts) {
    await pause();
    const line = parseHistoryLine(text);
    if (line.kind === 'damaged') damaged++;
    else if (line.kind === 'newer' || line.result.key !== key) foreign.push(text);
    // A result of our own that was imported as well is still our own.
    else if (!line.result.isImported || !lines.has(line.result.id))
      lines.set(line.result.id, { text, result: line.result });
  }
  return { lines: [...lines.values()].sort((a, b) => timeOf(a) - timeOf(b)), foreign, damaged, size };
}

async function linesToKeep(lines: readonly Line[], limits: HistoryLimits): Promise<readonly Line[]> {
  const pause = openSlices();
  const prunable: PrunableResult[] = [];
  let previous: Assessment | undefined;
  for (const { text, result } of lines) {
    await pause();
    const { id, isImported, assessment } = result;
    const isChanged = previous === undefined || hasChanged(previous, assessment);
    prunable.push({ id, isImported, isChanged, isSound: assessment.verdict === 'sound', bytes: text.length });
    if (!isImported) previous = assessment;
  }
  const kept = pruneHistory(prunable, limits);
  return lines.filter(({ result }) => kept.has(result.id));
}

export function openHistoryFolder({ folder, limits, trouble }: HistoryFolderOptions): History {
  const gate = openGate(filesAtOnce);
  /** What is under way for each endpoint: one thing after the other. */
  const turns = new Map<string, Promise<unknown>>();
  /** Lines of files that were counted in this session. */
  const counts = new Map<string, number>();

  const fileOf = (key: string): string =>
    join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.ndjson`);

  const inTurn = <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const mine = (turns.get(key) ?? Promise.resolve()).then(() => gate(work));
    const ended = mine.then(
      () => undefined,
      () => undefined,
    );
    turns.set(key, ended);
    void ended.then(() => {
      if (turns.get(key) === ended) turns.delete(key);
    });
    return mine;
  };

  /** Reads a file whole. One with damaged lines is set aside, and a new one with the good lines takes its place. */
  const readWhole = async (key: string): Promise<FileContent> => {
    const path = fileOf(key);
    let content = await parseFile(path, key);
    if (content.damaged > 0) {
      await new Promise((resolve) => setTimeout(resolve, tornLineMs));
      content = await parseFile(path, key);
    }
    counts.set(key, content.lines.length);
    if (content.damaged === 0) return content;
    try {
      const aside = await setAside(path, new Date());
      await replaceLines(path, [...content.foreign, ...content.lines.map(({ text }) => text)], content.size);
      trouble.setAside(aside, content.damaged, content.lines.length);
    } catch (error) {
      trouble.failed(path, error);
    }
    return content;
  };

  const tidy = async (key: string): Promise<void> => {
    const { lines, foreign, size } = await readWhole(key);
    const kept = await linesToKeep(lines, limits());
    if (kept.length === lines.length) return;
    await replaceLines(fileOf(key), [...foreign, ...kept.map(({ text }) => text)], size);
    counts.set(key, kept.length);
  };

  /** A file not yet counted is judged by its size: results of one endpoint are of like length. */
  const isTooLong = (key: string, fileBytes: number, lineBytes: number): boolean => {
    const counted = counts.get(key);
    if (counted !== undefined) counts.set(key, counted + 1);
    const { results, bytes } = limits();
    return (counted ?? fileBytes / lineBytes) >= results + slack || fileBytes > bytes + 2 * lineBytes;
  };

  const keep = async (key: string, assessment: Assessment, isImported: boolean): Promise<string | undefined> => {
    try {
      // Made when it is its turn: of many results that come at once only a few are held as text.
      const { id, lineBytes, fileBytes } = await inTurn(key, async () => {
        const id = resultId(assessment);
        const line = formatHistoryLine({ id, key, isImported, assessment });
        return { id, lineBytes: line.length, fileBytes: await appendLine(fileOf(key), line) };
      });
      if (isTooLong(key, fileBytes, lineBytes)) {
        // Behind the result, which nobody has to wait for.
        void inTurn(key, () => tidy(key)).catch((error: unknown) => trouble.failed(fileOf(key), error));
      }
      return id;
    } catch (error) {
      trouble.unsaved(key, error);
      return undefined;
    }
  };

  const dropUnlisted = async (keys: readonly string[]): Promise<void> => {
    const listed = new Set(keys.map(fileOf));
    const paths = (await readdir(folder).catch(() => [])).map((name) => join(folder, name));
    // What was set aside stays.
    const unlisted = paths.filter((path) => path.endsWith('.ndjson') && !listed.has(path));
    const ages = await Promise.all(
      unlisted.map((path) => gate(async () => ({ path, at: (await stat(path)).mtimeMs }))),
    );
    const oldest = Date.now() - unlistedDays * 86_400_000;
    const newestFirst = ages.sort((a, b) => b.at - a.at);
    const old = newestFirst.filter(({ at }, index) => at < oldest || index >= mostUnlisted);
    await Promise.all(old.map(({ path }) => gate(() => rm(path, { force: true }))));
  };

  /** The newest result that suits, read from the end of the file. */
  const findFromEnd = async (
    key: string,
    suits: (result: KeptResult) => boolean,
    mayHold: (line: string) => boolean = () => true,
  ): Promise<Assessment | undefined> => {
    let found: Assessment | undefined;
    let isDamaged = false;
    try {
      await inTurn(key, () =>
        readLinesBackwards(fileOf(key), (text) => {
          if (!mayHold(text)) return false;
          const line = parseHistoryLine(text);
          if (line.kind === 'damaged') isDamaged = true;
          if (line.kind !== 'result' || line.result.key !== key || !suits(line.result)) return false;
          found = line.result.assessment;
          return true;
        }),
      );
      if (isDamaged)
        void inTurn(key, () => readWhole(key)).catch((error: unknown) => trouble.failed(fileOf(key), error));
    } catch (error) {
      trouble.failed(fileOf(key), error);
    }
    return found;
  };

  const read = (key: string, id: string): Promise<Assessment | undefined> =>
    findFromEnd(
      key,
      (result) => result.id === id,
      (line) => line.includes(`"${id}"`),
    );

  return {
    keep: async (key, assessment) => void (await keep(key, assessment, false)),
    keepImported: async (key, assessment) => {
      const id = resultId(assessment);
      return (await read(key, id)) === undefined ? keep(key, assessment, true) : id;
    },
    list: async (key) => {
      try {
        const { lines } = await inTurn(key, () => readWhole(key));
        return lines.map(({ result }) => entryOf(result)).reverse();
      } catch (error) {
        trouble.failed(fileOf(key), error);
        return [];
      }
    },
    read,
    last: (key) => findFromEnd(key, ({ isImported }) => !isImported),
    lastSoundBefore: (key, startedAt) =>
      findFromEnd(
        key,
        ({ isImported, assessment }) =>
          !isImported && assessment.verdict === 'sound' && Date.parse(assessment.startedAt) < Date.parse(startedAt),
      ),
    dropUnlisted: (keys) => dropUnlisted(keys).catch((error: unknown) => trouble.failed(folder, error)),
    close: async () => {
      while (turns.size > 0) await Promise.all(turns.values());
    },
  };
}
