// Where the time went: one bar for each stage, all on one axis.

import type { Stage } from '../../src/model/transcript.ts';
import { element, section, svg } from './element.ts';
import { severityIcons } from './findings.ts';
import { icon } from './icons.ts';
import type { IconName } from './icons.ts';
import type { PagePhase, PageState } from './state.ts';
import { axisMarks, formatMs } from './times.ts';

/** The axis never ends below this, so that bars do not jump about in the first moments. */
const shortestAxisMs = 20;

const stageIcons: Readonly<Record<Stage['status'], IconName>> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  skipped: 'waiting',
};

const stageWords: Readonly<Record<Stage['status'], string>> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  skipped: 'left out',
};

function percent(value: number, end: number): string {
  return `${Math.round((value / end) * 10_000) / 100}%`;
}

/** The end of the axis: all stages and, while one runs, the newest line. */
export function axisEnd(stages: readonly Stage[], lastAt: number): number {
  const ends = stages.map(({ startedAt, durationMs }) => startedAt + durationMs);
  return Math.max(shortestAxisMs, lastAt, ...ends);
}

function bar(stage: Stage | undefined, end: number, now: number): SVGSVGElement {
  const lines = axisMarks(end).map((mark) =>
    svg('line', { class: 'grid', x1: percent(mark, end), x2: percent(mark, end), y1: '0', y2: '100%' }),
  );
  const picture = svg('svg', { class: 'bars', height: '24', width: '100%', 'aria-hidden': 'true' }, ...lines);
  if (stage !== undefined) {
    const length = stage.status === 'running' ? Math.max(0, now - stage.startedAt) : stage.durationMs;
    const x = percent(stage.startedAt, end);
    const rectangle = svg('rect', { class: `bar bar-${stage.status}`, x, y: '6', height: '12', rx: '2' });
    // A stage of no length still has a place.
    rectangle.style.width = `max(3px, ${percent(length, end)})`;
    picture.append(rectangle);
  }
  return picture;
}

function row(
  { phase, word, severity }: PagePhase,
  stage: Stage | undefined,
  end: number,
  state: PageState,
): HTMLElement {
  const status = stage?.status ?? 'skipped';
  const isPending = stage === undefined && state.isRunning;
  const now = state.lines.at(-1)?.at ?? 0;
  const time = stage === undefined ? (isPending ? '' : '–') : status === 'running' ? '' : formatMs(stage.durationMs);
  const said = stage === undefined ? (isPending ? 'waiting' : 'not reached') : `${stageWords[status]} ${time}`;
  const fault = severity === undefined ? '' : `, ${state.words.severities[severity].toLowerCase()} found`;
  return element(
    'li',
    { class: `stage stage-${stage === undefined ? 'none' : status}`, 'data-phase': phase },
    element(
      'span',
      { class: 'stage-name' },
      icon(severity === 'error' || severity === 'warning' ? severityIcons[severity] : stageIcons[status]),
      word,
      element('span', { class: 'spoken' }, `: ${said}${fault}`),
    ),
    bar(stage, end, now),
    element('span', { class: 'stage-time', 'aria-hidden': 'true' }, time),
    status === 'failed' && stage?.note !== undefined ? element('span', { class: 'stage-note' }, stage.note) : undefined,
  );
}

function axis(end: number): HTMLElement {
  const marks = axisMarks(end).map((mark) => {
    const label = element('span', { class: 'mark' }, formatMs(mark));
    label.style.left = percent(mark, end);
    return label;
  });
  return element('div', { class: 'axis', 'aria-hidden': 'true' }, element('div', { class: 'axis-marks' }, ...marks));
}

export interface WaterfallView {
  readonly root: HTMLElement;
  readonly render: (state: PageState) => void;
}

export function openWaterfall(): WaterfallView {
  const { root, heading, body } = section('waterfall', 'Where the time went');
  const total = element('span', { class: 'aside' });
  heading.append(total);
  let shown: PageState | undefined;
  return {
    root,
    render: (state) => {
      const isSame =
        shown?.stages === state.stages && shown.isRunning === state.isRunning && shown.assessment === state.assessment;
      if (isSame) return;
      shown = state;
      const end = axisEnd(state.stages, state.isRunning ? (state.lines.at(-1)?.at ?? 0) : 0);
      total.textContent =
        state.isRunning || state.assessment === undefined ? '' : formatMs(state.assessment.durationMs);
      const rows = state.words.phases.map((phase) => {
        const stage = state.stages.find((candidate) => candidate.phase === phase.phase);
        return row(phase, stage, end, state);
      });
      body.replaceChildren(element('ol', { class: 'stages', role: 'list' }, ...rows), axis(end));
    },
  };
}
