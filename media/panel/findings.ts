// "Why, and what to do": every finding with what was seen, what to do, and where it says so.

import type { Citation, Finding, Severity } from '../../src/model/finding.ts';
import { button, element, jumpTo, section } from './element.ts';
import type { Child } from './element.ts';
import { icon } from './icons.ts';
import type { IconName } from './icons.ts';
import type { Intent, LabelledText, PageState, PageWords } from './state.ts';

export const severityIcons: Readonly<Record<Severity, IconName>> = { error: 'broken', warning: 'weak', note: 'note' };

export function findingId(index: number): string {
  return `finding-${index}`;
}

function citationLink({ text, url }: Citation): HTMLElement {
  return /^https:\/\//.test(url) ? element('a', { href: url }, text) : element('span', {}, text);
}

function links(
  finding: Finding,
  index: number,
  send: (intent: Intent) => void,
  showLine: (line: number) => void,
): Child {
  const { line, certificate } = finding.where;
  return element(
    'p',
    { class: 'links' },
    line === undefined
      ? undefined
      : button(`Line ${line}`, () => showLine(line), {
          class: 'link',
          'aria-label': `Go to line ${line} of the transcript`,
        }),
    certificate === undefined
      ? undefined
      : button(`Certificate ${certificate + 1}`, () => jumpTo(`certificate-${certificate}`), {
          class: 'link',
          'aria-label': `Go to certificate ${certificate + 1}`,
        }),
    button('Explain', () => send({ kind: 'explain', finding: index }), {
      class: 'link',
      'aria-label': `Explain: ${finding.title}`,
    }),
    citationLink(finding.citation),
  );
}

/** The first fix stands open, so that nobody has to look for it; the others open on demand. */
function fixBox(
  finding: Finding,
  fixParts: readonly LabelledText[],
  index: number,
  all: readonly Finding[],
): HTMLElement {
  const twin = all.findIndex(({ fix }) => fix === finding.fix);
  const parts =
    twin < index
      ? [
          element(
            'p',
            {},
            'The same as for: ',
            button(all[twin]?.title ?? '', () => jumpTo(findingId(twin)), { class: 'link' }),
          ),
        ]
      : fixParts.map(([label, text]) =>
          element('p', {}, label === '' ? undefined : element('strong', {}, `${label}: `), text),
        );
  const summary = element('summary', {}, 'What to do', element('span', { class: 'spoken' }, `: ${finding.title}`));
  return element('details', { class: 'fix', ...(index === 0 ? { open: '' } : {}) }, summary, ...parts);
}

/** What a card is made of. */
interface JudgedPage {
  readonly findings: readonly Finding[];
  readonly words: PageWords;
}

function card(
  finding: Finding,
  index: number,
  { findings: all, words }: JudgedPage,
  send: (intent: Intent) => void,
  showLine: (line: number) => void,
): HTMLElement {
  const title = element(
    'h3',
    {},
    icon(severityIcons[finding.severity]),
    element('span', { class: 'severity-word' }, `${words.severities[finding.severity]}:`),
    ' ',
    finding.title,
  );
  return element(
    'article',
    { class: `card finding finding-${finding.severity}`, id: findingId(index) },
    title,
    element('p', { class: 'seen' }, finding.text),
    fixBox(finding, words.fixes[index] ?? [], index, all),
    links(finding, index, send, showLine),
  );
}

function emptyText({ assessment, isRunning }: PageState): string {
  if (isRunning) return 'The judgement comes with the result.';
  if (assessment === undefined) return 'Nothing has been probed yet.';
  if (assessment.ending?.code === 'cancelled') return 'The probe was cancelled before it could tell.';
  if (assessment.verdict === 'sound') return 'Every check that ran found nothing to complain of.';
  return 'No rule found a fault. What could not be checked, and why, stands at the end.';
}

export interface FindingsView {
  readonly root: HTMLElement;
  readonly render: (state: PageState) => void;
}

export function openFindings(send: (intent: Intent) => void, showLine: (line: number) => void): FindingsView {
  const { root, body } = section('why', 'Why, and what to do');
  let shown: PageState | undefined;
  return {
    root,
    render: (state) => {
      if (shown?.assessment === state.assessment && shown?.isRunning === state.isRunning) return;
      shown = state;
      const findings = state.assessment?.findings ?? [];
      root.classList.toggle('is-old', state.isRunning && findings.length > 0);
      body.replaceChildren(
        ...(findings.length === 0
          ? [element('p', { class: 'quiet' }, emptyText(state))]
          : findings.map((finding, index) => card(finding, index, { findings, words: state.words }, send, showLine))),
      );
    },
  };
}
