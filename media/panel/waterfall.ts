// Where the time went: one bar for each stage, all on one axis.

import type { Stage } from '../../src/model/transcript.ts';
import type { View } from './context.ts';
import { element, section, svg } from './element.ts';
import { severityIcons } from './findings.ts';
import { icon } from './icons.ts';
import type { IconName } from './icons.ts';
import { t } from './l10n.ts';
import { makeProbeClock, newestAt } from './probeClock.ts';
import type { PagePhase, PageState } from './state.ts';
import { axisMarks, formatMs } from './times.ts';

/** The axis never ends below this, so that bars do not jump about in the first moments. */
const shortestAxisMs = 20;

/** How often the time of a stage under way is written anew; the second is for people who want less motion. */
const tickMs = 250;
const calmTickMs = 1_000;

type ShownStatus = Stage['status'] | 'cancelled';

const stageIcons: Readonly<Record<ShownStatus, IconName>> = {
  running: 'running',
  done: 'done',
  failed: 'failed',
  skipped: 'waiting',
  cancelled: 'waiting',
};

/** What a screen reader says of a stage that has ended. */
function endedText(status: ShownStatus, time: string): string {
  switch (status) {
    case 'running':
      return t('running');
    case 'done':
      return t('done {0}', time);
    case 'failed':
      return t('failed {0}', time);
    case 'skipped':
      return t('left out {0}', time);
    case 'cancelled':
      return t('cancelled after {0}', time);
  }
}

function percent(value: number, end: number): string {
  return `${Math.round((value / end) * 10_000) / 100}%`;
}

function bar(stage: Stage | undefined, status: ShownStatus, end: number, now: number): SVGSVGElement {
  const lines = axisMarks(end).map((mark) =>
    svg('line', { class: 'grid', x1: percent(mark, end), x2: percent(mark, end), y1: '0', y2: '100%' }),
  );
  const picture = svg('svg', { class: 'bars', height: '24', width: '100%', 'aria-hidden': 'true' }, ...lines);
  if (stage !== undefined) {
    const length = stage.status === 'running' ? Math.max(0, now - stage.startedAt) : stage.durationMs;
    const x = percent(stage.startedAt, end);
    const rectangle = svg('rect', { class: `bar bar-${status}`, x, y: '6', height: '12', rx: '2' });
    // A stage of no length still has a place.
    rectangle.style.width = `max(3px, ${percent(length, end)})`;
    picture.append(rectangle);
  }
  return picture;
}

/** The end of the axis, and the time of the probe under way, in milliseconds. */
interface Times {
  readonly end: number;
  readonly now: number;
}

function row(
  { phase, word, severity, isCancelled }: PagePhase,
  stage: Stage | undefined,
  { end, now }: Times,
  state: PageState,
): HTMLElement {
  const status = isCancelled === true ? 'cancelled' : (stage?.status ?? 'skipped');
  const isPending = stage === undefined && state.isRunning;
  const isUnderWay = status === 'running';
  const length = stage === undefined ? 0 : isUnderWay ? Math.max(0, now - stage.startedAt) : stage.durationMs;
  const time = stage === undefined ? (isPending ? '' : '–') : formatMs(length);
  const said = stage === undefined ? (isPending ? t('waiting') : t('not reached')) : endedText(status, time);
  const note = status === 'failed' || status === 'cancelled' ? stage?.note : undefined;
  const fault = severity === undefined ? '' : `, ${t('{0} found', state.words.severities[severity])}`;
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
    bar(stage, status, end, now),
    element('span', { class: 'stage-time', 'aria-hidden': 'true' }, time),
    note === undefined ? undefined : element('span', { class: 'stage-note' }, note),
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

function wantsCalm(): boolean {
  const isCalm = document.body.classList.contains('vscode-reduce-motion');
  return isCalm || window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}

export function openWaterfall(): View {
  const { root, heading, body } = section('waterfall', t('Where the time went'));
  const total = element('span', { class: 'aside' });
  heading.append(total);
  const clock = makeProbeClock();
  let shown: PageState | undefined;
  let ticking: number | undefined;
  const draw = (state: PageState): void => {
    const newest = newestAt(state);
    const now = state.isRunning ? (clock.now(performance.now()) ?? newest) : newest;
    const isWaiting = state.isRunning && state.stages.some(({ status }) => status === 'running');
    const ends = state.stages.map(({ startedAt, durationMs }) => startedAt + durationMs);
    const end = Math.max(shortestAxisMs, isWaiting ? now : 0, ...ends);
    total.textContent = state.isRunning || state.assessment === undefined ? '' : formatMs(state.assessment.durationMs);
    const rows = state.words.phases.map((phase) => {
      const stage = state.stages.find((candidate) => candidate.phase === phase.phase);
      return row(phase, stage, { end, now }, state);
    });
    body.replaceChildren(element('ol', { class: 'stages', role: 'list' }, ...rows), axis(end));
  };
  const tick = (): void => {
    if (shown?.isRunning === true) draw(shown);
  };
  return {
    root,
    render: (state) => {
      const isSame =
        shown?.stages === state.stages && shown.isRunning === state.isRunning && shown.assessment === state.assessment;
      if (isSame) return;
      shown = state;
      clock.follow(state, performance.now());
      draw(state);
      if (state.isRunning) {
        ticking ??= window.setInterval(tick, wantsCalm() ? calmTickMs : tickMs);
      } else {
        window.clearInterval(ticking);
        ticking = undefined;
      }
    },
  };
}
