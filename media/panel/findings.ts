// "Why": every finding with what was seen, what to do, and where it says so.

import type { Acceptance } from '../../src/model/fleet.ts';
import type { Citation, Finding, Severity } from '../../src/model/finding.ts';
import type { PageContext, View } from './context.ts';
import { button, element, fold, jumpTo, redraw, section } from './element.ts';
import type { Child } from './element.ts';
import { firstToFix, orderFindings } from './findingOrder.ts';
import type { PlacedFinding } from './findingOrder.ts';
import { guideView } from './guide.ts';
import { icon } from './icons.ts';
import type { IconName } from './icons.ts';
import { certificateId, findingId, firstFixId } from './ids.ts';
import { formatDate, t } from './l10n.ts';
import type { PageState } from './state.ts';

export const severityIcons: Readonly<Record<Severity, IconName>> = { error: 'broken', warning: 'weak', note: 'note' };

function citationLink({ text, url }: Citation): HTMLElement {
  return /^https:\/\//.test(url) ? element('a', { href: url }, text) : element('span', {}, text);
}

/** What the entries of one result share. */
interface Entries {
  readonly context: PageContext;
  readonly state: PageState;
  readonly findings: readonly Finding[];
  /** Index of the one whose fix stands below the verdict. */
  readonly first: number | undefined;
  readonly showLine: (line: number) => void;
}

function links({ finding, index }: PlacedFinding, { context, first, showLine }: Entries): Child {
  const { line, certificate } = finding.where;
  return element(
    'p',
    { class: 'links' },
    line === undefined
      ? undefined
      : button(t('Line {0}', line), () => showLine(line), {
          class: 'link',
          'aria-label': t('Go to line {0} of the transcript', line),
        }),
    certificate === undefined
      ? undefined
      : button(t('Certificate {0}', certificate + 1), () => jumpTo(certificateId(certificate)), {
          class: 'link',
          'aria-label': t('Go to certificate {0}', certificate + 1),
        }),
    index === first ? button(t('What to do'), () => jumpTo(firstFixId), { class: 'link' }) : undefined,
    button(t('Explain'), () => context.send({ kind: 'explain', finding: index }), {
      class: 'link',
      'aria-label': t('Explain: {0}', finding.title),
    }),
    citationLink(finding.citation),
  );
}

/** The fix of what is not mended first opens on demand; the same fix is not written twice. */
function fixBox({ finding, index }: PlacedFinding, { context, state, findings, first }: Entries): Child {
  const guide = state.words.fixes[index];
  if (index === first || guide === undefined) return undefined;
  const spoken = element('span', { class: 'spoken' }, `: ${finding.title}`);
  const summary = element('summary', {}, t('What to do'), spoken);
  const twin = findings.findIndex(({ fix }) => fix === finding.fix);
  const copy = (command: number): void => context.send({ kind: 'copy-command', finding: index, command });
  const content =
    twin < index
      ? element(
          'p',
          { class: 'twin' },
          t('The same as for:'),
          ' ',
          button(findings[twin]?.title ?? '', () => jumpTo(twin === first ? firstFixId : findingId(twin)), {
            class: 'link',
          }),
        )
      : guideView(guide, context.product(), copy);
  return fold(context.memory, { id: `fix-${finding.rule}-${index}`, class: 'fix' }, summary, content);
}

function entry(placed: PlacedFinding, entries: Entries): HTMLElement {
  const { finding, index } = placed;
  const { severities } = entries.state.words;
  const title = element(
    'h3',
    {},
    element('span', { class: 'severity-word' }, `${severities[finding.severity]}:`),
    ' ',
    finding.title,
  );
  return element(
    'article',
    { class: `finding finding-${finding.severity}`, id: findingId(index) },
    icon(severityIcons[finding.severity]),
    title,
    element('p', { class: 'seen' }, finding.text),
    links(placed, entries),
    fixBox(placed, entries),
  );
}

/** What its owner bears for now: quiet, with until when and why. */
function acceptedEntry(placed: PlacedFinding, acceptance: Acceptance, entries: Entries): HTMLElement {
  const { finding, index } = placed;
  const until = formatDate(`${acceptance.until}T00:00:00Z`);
  const summary = element(
    'summary',
    {},
    icon('accepted'),
    element('span', { class: 'accepted-title' }, finding.title),
    element('span', { class: 'accepted-until' }, t('accepted until {0}', until)),
    element('span', { class: 'accepted-reason' }, acceptance.reason),
  );
  return element(
    'article',
    { class: 'finding-accepted', id: findingId(index) },
    fold(
      entries.context.memory,
      { id: `accepted-${finding.rule}-${index}` },
      summary,
      element('p', { class: 'seen' }, finding.text),
      links(placed, entries),
      fixBox(placed, entries),
    ),
  );
}

function emptyText({ assessment, isRunning }: PageState): string {
  if (isRunning) return t('The judgement comes with the result.');
  if (assessment === undefined) return t('Nothing has been probed yet.');
  const { ending } = assessment;
  if (ending?.code === 'cancelled') return t('The probe was cancelled before it could tell.');
  if (ending?.code === 'internal')
    return t('The probe itself failed: nothing is said about the server. {0}', ending.detail);
  if (assessment.verdict === 'sound') return t('Every check that ran found nothing to complain of.');
  return t('No rule found a fault. What could not be checked, and why, stands at the end.');
}

function content(entries: Entries): readonly HTMLElement[] {
  const { open, accepted } = orderFindings(entries.findings);
  const list = open.map((placed) => entry(placed, entries));
  if (list.length === 0) {
    const onlyAccepted = t('Nothing to do for now: what was found is accepted.');
    list.push(element('p', { class: 'quiet' }, accepted.length === 0 ? emptyText(entries.state) : onlyAccepted));
  }
  if (accepted.length === 0) return list;
  const heading = element('h3', { class: 'group-title' }, t('Accepted for now'));
  const quiet = accepted.map(({ acceptance, ...placed }) => acceptedEntry(placed, acceptance, entries));
  return [...list, element('div', { class: 'accepted' }, heading, ...quiet)];
}

export function openFindings(context: PageContext, showLine: (line: number) => void): View {
  const { root, heading, body } = section('why', t('Why'));
  const aside = element('span', { class: 'aside' });
  heading.append(aside);
  let shown: PageState | undefined;
  let shownProduct = '';
  return {
    root,
    render: (state) => {
      const product = context.product();
      const isSame =
        shown?.assessment === state.assessment && shown?.isRunning === state.isRunning && shownProduct === product;
      if (isSame && shown !== undefined) return;
      shown = state;
      shownProduct = product;
      const findings = state.assessment?.findings ?? [];
      const first = state.assessment === undefined ? undefined : firstToFix(state.assessment)?.index;
      root.classList.toggle('is-old', state.isRunning && findings.length > 0);
      aside.textContent = findings.length < 2 ? '' : t('{0} findings, the gravest first', findings.length);
      redraw(root, () => body.replaceChildren(...content({ context, state, findings, first, showLine })));
    },
  };
}
