// Looks through a text for anti-fixes: total, bounded, and in linear time, whatever the text.

import type { AntiFixPlace } from '../model/antiFix.ts';
import { lineStartsOf, positionAt } from '../formats/lineStarts.ts';
import type { AntiFix, Hit, Language } from './antiFix.ts';
import { fits, openSurroundings } from './contexts.ts';
import type { Surroundings } from './contexts.ts';
import { isCsvExport } from '../formats/exports/csvExport.ts';
import { scanCsv } from './csvExport.ts';
import type { CsvScan } from './csvExport.ts';
import { antiFixes } from './index.ts';
import { languagesOf } from './languages.ts';
import { isRewritten, readAs } from './reading.ts';
import { openStatements } from './statements.ts';

/** Characters of a text that are looked through at most; a longer one is not read at all. */
export const maximumCharacters = 2 * 1024 * 1024;

/** Findings of one text at most. */
export const maximumFindings = 200;

/** What stands further right on a line is no setting that a person wrote, but for exports of connectors. */
const maximumColumn = 10_000;

/** No setting is longer, but for the blanks around its parts. */
const longestMatch = 300;

/** Places at which one row is tried at most. */
const maximumTries = 1_000;

export interface AntiFixFinding extends AntiFixPlace {
  readonly antiFix: AntiFix;
  readonly offset: number;
}

export interface AntiFixScan {
  readonly languages: readonly Language[];
  /** In the order of the text. */
  readonly findings: readonly AntiFixFinding[];
  /** Why not all of the text was looked at, where that is so: no sentence, no full stop. */
  readonly unread?: string;
}

/** The same pattern for a search through a whole text. */
function searching({ pattern }: AntiFix): RegExp {
  return new RegExp(pattern.source, `dg${pattern.flags.replace(/[dg]/g, '')}`);
}

const searches = new Map<AntiFix, RegExp>();

function searchOf(antiFix: AntiFix): RegExp {
  const search = searches.get(antiFix) ?? searching(antiFix);
  searches.set(antiFix, search);
  return search;
}

interface CutText {
  readonly text: string;
  /** What stood behind the column that nothing is looked for behind, and a little before it. */
  readonly rest: string;
}

function cutLongLines(text: string): CutText {
  const rest: string[] = [];
  const cut = text.replace(/[^\r\n]+/g, (line) => {
    if (line.length <= maximumColumn) return line;
    rest.push(line.slice(maximumColumn - longestMatch));
    return line.slice(0, maximumColumn).padEnd(line.length);
  });
  return { text: cut, rest: rest.join('\n') };
}

function* hitsOf(
  antiFix: AntiFix,
  around: Surroundings,
  starts: readonly number[],
  statementsAt: (from: number, to: number) => readonly string[],
): Generator<Hit> {
  let tries = 0;
  for (const match of around.text.matchAll(searchOf(antiFix))) {
    if (++tries > maximumTries) return;
    const place = match.indices?.groups?.['value'] ?? match.indices?.groups?.['other'];
    if (place === undefined) continue;
    const [offset, end] = place;
    if (antiFix.context !== undefined && !fits(around, antiFix.context, positionAt(starts, offset), offset)) continue;
    const { statement } = antiFix;
    if (statement !== undefined && !statementsAt(match.index, end).some((one) => statement(one))) continue;
    yield { antiFix, offset, length: end - offset };
  }
}

function scanAs(language: Language, whole: string, cut: CutText): CsvScan {
  const rows = antiFixes.filter(({ languages }) => languages.includes(language));
  const isExport = language === 'connector-export';
  if (isExport && isCsvExport(whole)) return scanCsv(whole, rows);
  const { text, rest } = isExport ? { text: whole, rest: '' } : cut;
  // Nearly all files hold none of the patterns, in a comment or elsewhere: those are done with here.
  const likely = isRewritten(text, language) ? rows : rows.filter(({ pattern }) => pattern.test(text));
  const unread =
    rest !== '' && rows.some(({ pattern }) => pattern.test(rest))
      ? { unread: `a line is longer than ${maximumColumn} characters, and what follows them may hold an anti-fix` }
      : {};
  if (likely.length === 0) return { hits: [], ...unread };
  const reading = readAs(text, language);
  const around = openSurroundings(reading.text);
  const starts = lineStartsOf(reading.text);
  let read: ReturnType<typeof openStatements> | undefined;
  const statementsAt = (from: number, to: number): readonly string[] =>
    (read ??= openStatements(around.text))(from, to);
  const hits = likely
    .flatMap((row) => [...hitsOf(row, around, starts, statementsAt)])
    .map((hit) => ({ ...hit, ...reading.sourceOf(hit) }));
  return { hits, ...unread };
}

/** A place is told once, by the row that says most. */
const ranks = { error: 0, warning: 1, note: 2 } as const;

function withoutDoubles(hits: readonly Hit[]): readonly Hit[] {
  const sorted = [...hits].sort(
    (one, other) => one.offset - other.offset || ranks[one.antiFix.severity] - ranks[other.antiFix.severity],
  );
  return sorted.filter(({ offset }, index) => index === 0 || sorted[index - 1]?.offset !== offset);
}

/** Looks through a text as files of these languages are read. */
export function scanAsLanguages(text: string, languages: readonly Language[]): AntiFixScan {
  if (languages.length === 0) return { languages, findings: [] };
  if (text.length > maximumCharacters) return { languages, findings: [], unread: 'it is larger than 2 MB' };
  const cut = cutLongLines(text);
  const starts = lineStartsOf(text);
  const scans = languages.map((language) => scanAs(language, text, cut));
  const hits = withoutDoubles(scans.flatMap((scan) => scan.hits));
  const findings = hits.slice(0, maximumFindings).map(({ antiFix, offset, length }): AntiFixFinding => {
    const { line, column } = positionAt(starts, offset);
    return { antiFix, line, column, offset, length, text: text.slice(offset, offset + length) };
  });
  const unread =
    hits.length > maximumFindings
      ? `there are more than ${maximumFindings} of them`
      : scans.find((scan) => scan.unread !== undefined)?.unread;
  return { languages, findings, ...(unread === undefined ? {} : { unread }) };
}

/** @param name Of the file; what an editor takes it for (`languageId`) counts where the name says nothing. */
export function scanText(text: string, name: string, languageId?: string): AntiFixScan {
  return scanAsLanguages(text, languagesOf(name, text, languageId));
}
