// How the session went: the stages on a time axis, and what was said line by line.

import type { Assessment } from '../../model/assessment.ts';
import type { Finding, Severity } from '../../model/finding.ts';
import type { Stage, TranscriptLine } from '../../model/transcript.ts';
import { axisEnd, axisMarks, drawStage } from '../drawing/waterfall.ts';
import { drawSeverity } from '../drawing/verdictSign.ts';
import { percent } from '../drawing/svg.ts';
import { formatMs, stageStatusWords, stageWords } from '../stages.ts';
import { findingId } from './findings.ts';
import { drawing, heading, link, tag } from './markup.ts';
import type { Child, Html, Place } from './markup.ts';

/** A stored result may claim any number; a probe has ten. */
const mostStages = 20;

function stageRow(stage: Stage, end: number): Html {
  const { phase, status, durationMs, note } = stage;
  return tag(
    'li',
    { class: `stage stage-${status}` },
    tag(
      'span',
      { class: 'stage-name' },
      stageWords[phase],
      tag('span', { class: 'spoken' }, `, ${stageStatusWords[status]}, `),
    ),
    drawing(drawStage(stage, end)),
    tag('span', { class: 'stage-time' }, status === 'skipped' ? 'left out' : formatMs(durationMs)),
    note === undefined || status === 'done' ? undefined : tag('span', { class: 'stage-note' }, note),
  );
}

export function waterfallSection({ stages }: Assessment, place: Place): Html | undefined {
  if (stages.length === 0) return undefined;
  const shown = stages.slice(0, mostStages);
  const end = axisEnd(shown);
  const marks = axisMarks(end).map((mark) =>
    tag('span', { class: 'mark', style: `left:${percent(mark, end)}` }, formatMs(mark)),
  );
  return tag(
    'section',
    { class: 'waterfall' },
    heading(place.level, {}, 'Where the time went'),
    tag('ol', { class: 'stages' }, ...shown.map((stage) => stageRow(stage, end))),
    tag('div', { class: 'axis', 'aria-hidden': 'true' }, tag('div', { class: 'marks' }, ...marks)),
  );
}

/** A line of 8 KB in which every byte is escaped is four times as long. */
const longestLine = 4_000;

/** More than a person reads at once is folded. */
const mostOpenLines = 200;

const speakers: Readonly<Record<TranscriptLine['speaker'], readonly [mark: string, word: string]>> = {
  server: ['S', 'Server'],
  client: ['C', 'Client'],
  probe: ['·', 'Probe'],
};

type Marked = ReadonlyMap<number, readonly (readonly [finding: Finding, index: number])[]>;

function findingsByLine(findings: readonly Finding[]): Marked {
  const byLine = new Map<number, (readonly [Finding, number])[]>();
  for (const [index, finding] of findings.entries()) {
    const { line } = finding.where;
    if (line !== undefined) byLine.set(line, [...(byLine.get(line) ?? []), [finding, index]]);
  }
  return byLine;
}

function lineEnd({ ending, speaker }: TranscriptLine): string {
  if (ending === 'lf') return ' [LF only]';
  return ending === 'none' && speaker === 'server' ? ' [no line end]' : '';
}

const gravest: readonly Severity[] = ['error', 'warning', 'note'];

function lineRow(line: TranscriptLine, marked: Marked, place: Place): Html {
  const found = marked.get(line.number) ?? [];
  const severity = gravest.find((one) => found.some(([finding]) => finding.severity === one));
  const [mark, word] = speakers[line.speaker];
  const cut = line.text.length > longestLine;
  const text = cut ? `${line.text.slice(0, longestLine)}…` : line.text;
  return tag(
    'li',
    {
      class: `line line-${line.speaker}${severity === undefined ? '' : ` marked marked-${severity}`}`,
      id: `${place.id}-line-${line.number}`,
    },
    tag('span', { class: 'number' }, String(line.number)),
    tag('span', { class: 'at' }, formatMs(line.at)),
    tag('span', { class: 'speaker', title: word }, mark, tag('span', { class: 'spoken' }, ` ${word}: `)),
    tag(
      'span',
      { class: 'said' },
      tag('span', { class: 'words' }, text),
      cut ? tag('span', { class: 'quiet' }, ` [${line.text.length - longestLine} more characters]`) : undefined,
      tag('span', { class: 'quiet' }, lineEnd(line)),
      ...found.map(([finding, index]) =>
        tag(
          'span',
          { class: `message message-${finding.severity}` },
          drawing(drawSeverity(finding.severity, 14)),
          link(finding.title, `#${findingId(place, index)}`),
        ),
      ),
    ),
  );
}

function tlsStart({ evidence }: Assessment): string {
  const { handshake } = evidence;
  if (handshake.status !== 'known') return 'Encrypted from here';
  const { version, cipherSuite, keyExchange } = handshake.value;
  const parts = [version.replace('TLSv', 'TLS '), keyExchange.group, cipherSuite.name];
  return `${parts.filter((part) => part !== undefined).join(' · ')}, encrypted from here`;
}

export function transcriptSection(assessment: Assessment, place: Place): Html | undefined {
  const { transcript, findings } = assessment;
  if (transcript.length === 0) return undefined;
  const marked = findingsByLine(findings);
  const rows: Child[] = [];
  let wasEncrypted = false;
  for (const line of transcript) {
    if (line.encrypted && !wasEncrypted) rows.push(tag('li', { class: 'tls-start' }, tlsStart(assessment)));
    wasEncrypted = line.encrypted;
    rows.push(lineRow(line, marked, place));
  }
  const isLong = transcript.length > mostOpenLines;
  return tag(
    'section',
    { class: 'transcript' },
    heading(place.level, {}, 'What was said'),
    tag(
      'details',
      { ...(isLong ? {} : { open: '' }) },
      tag('summary', {}, `${transcript.length} ${transcript.length === 1 ? 'line' : 'lines'}`),
      tag('ol', { class: 'lines' }, ...rows),
    ),
  );
}
