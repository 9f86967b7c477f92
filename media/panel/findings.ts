// "Why": the causes, then every finding with what was seen, what to do, and where it says so.

import type { Acceptance } from '../../src/model/fleet.ts';
import type { Finding, Severity } from '../../src/model/finding.ts';
import { firstToMend, orderCauses } from './causeOrder.ts';
import type { FirstToMend, PlacedCause } from './causeOrder.ts';
import { causeCards } from './causes.ts';
import type { PageContext, View } from './context.ts';
import { button, element, fold, jumpTo, redraw, section } from './element.ts';
import type { Child } from './element.ts';
import { orderFindings } from './findingOrder.ts';
import type { PlacedFinding } from './findingOrder.ts';
import { guideView } from './guide.ts';
import { icon } from './icons.ts';
import type { IconName } from './icons.ts';
import { causeId, findingId, firstFixId } from './ids.ts';
import { formatDate, t } from './l10n.ts';
import { citationLink, placeLinks } from './places.ts';
import type { PageState } from './state.ts';

export const severityIcons: Readonly<Record<Severity, IconName>> = { error: 'broken', warning: 'weak', note: 'note' };

/** What the entries of one result share. */
interface Entries {
  readonly context: PageContext;
  readonly state: PageState;
  readonly findings: readonly Finding[];
  /** Those that are not ruled out. */
  readonly causes: readonly PlacedCause[];
  /** What has its fix below the verdict. */
  readonly first: FirstToMend | undefined;
  readonly showLine: (line: number) => void;
}

function isFirst(index: number, { first }: Entries): boolean {
  return first?.kind === 'finding' && first.index === index;
}

/** The surest cause that explains a finding. */
function causeOf({ rule }: Finding, causes: readonly PlacedCause[]): PlacedCause | undefined {
  return causes.find(({ cause }) => cause.explains.includes(rule));
}

function links({ finding, index }: PlacedFinding, entries: Entries): Child {
  const { context, causes, showLine } = entries;
  const why = causeOf(finding, causes);
  return element(
    'p',
    { class: 'links' },
    ...placeLinks(finding.where, showLine),
    why === undefined
      ? undefined
      : button(t('Why'), () => jumpTo(causeId(why.index)), {
          class: 'link',
          'aria-label': `${t('Why')}: ${why.cause.title}`,
        }),
    isFirst(index, entries) ? button(t('What to do'), () => jumpTo(firstFixId), { class: 'link' }) : undefined,
    button(t('Explain'), () => context.send({ kind: 'explain', finding: index }), {
      class: 'link',
      'aria-label': t('Explain: {0}', finding.title),
    }),
    citationLink(finding.citation),
  );
}

/** The fix of what is not mended first opens on demand; the same fix is not written twice. */
function fixBox({ finding, index }: PlacedFinding, entries: Entries): Child {
  const { context, state, findings } = entries;
  const guide = state.words.fixes[index];
  if (isFirst(index, entries) || guide === undefined) return undefined;
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
          button(findings[twin]?.title ?? '', () => jumpTo(isFirst(twin, entries) ? firstFixId : findingId(twin)), {
            class: 'link',
          }),
        )
      : guideView(guide, context.product(), copy);
  return fold(context.memory, { id: `fix-${finding.rule}-${index}`, class: 'fix' }, summary, content);
}

function entry(placed: PlacedFinding, entries: Entries): HTMLElement {
  const { finding, index } = placed;
  const { severities } = entries.state.words;
  // Below causes the findings have a title of their own.
  const title = element(
    'h3',
    entries.causes.length === 0 ? {} : { 'aria-level': '4' },
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

function group(title: string, placed: readonly PlacedFinding[], entries: Entries): readonly HTMLElement[] {
  if (placed.length === 0) return [];
  const heading = element('h3', { class: 'group-title' }, title);
  return [element('div', { class: 'group' }, heading, ...placed.map((one) => entry(one, entries)))];
}

/** What the causes explain stands right below them; findings without one follow. Without causes it is one list. */
function openEntries(open: readonly PlacedFinding[], entries: Entries): readonly HTMLElement[] {
  const { causes } = entries;
  if (causes.length === 0) return open.map((placed) => entry(placed, entries));
  const isExplained = ({ finding }: PlacedFinding): boolean => causeOf(finding, causes) !== undefined;
  const others = open.filter((placed) => !isExplained(placed));
  return [
    ...group(t('What was found'), open.filter(isExplained), entries),
    ...group(t('Found besides, without a known cause'), others, entries),
  ];
}

function content(entries: Entries): readonly HTMLElement[] {
  const { open, accepted } = orderFindings(entries.findings);
  const { context, state, first, showLine } = entries;
  const list = [...causeCards({ context, state, first, showLine }), ...openEntries(open, entries)];
  if (open.length === 0) {
    const onlyAccepted = t('Nothing to do for now: what was found is accepted.');
    list.push(element('p', { class: 'quiet' }, accepted.length === 0 ? emptyText(state) : onlyAccepted));
  }
  if (accepted.length === 0) return list;
  const heading = element('h3', { class: 'group-title' }, t('Accepted for now'));
  const quiet = accepted.map(({ acceptance, ...placed }) => acceptedEntry(placed, acceptance, entries));
  return [...list, element('div', { class: 'accepted' }, heading, ...quiet)];
}

/** How much of it there is, where more than one glance takes it in. */
function extent(findings: number, causes: number): string {
  if (causes > 1) return t('{0} causes, the surest first', causes);
  return findings < 2 || causes > 0 ? '' : t('{0} findings, the gravest first', findings);
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
      const causes = orderCauses(state.assessment?.causes).open;
      const first = state.assessment === undefined ? undefined : firstToMend(state.assessment);
      root.classList.toggle('is-old', state.isRunning && findings.length > 0);
      aside.textContent = extent(findings.length, causes.length);
      redraw(root, () => body.replaceChildren(...content({ context, state, findings, causes, first, showLine })));
    },
  };
}
