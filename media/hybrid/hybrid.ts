// The page of a hybrid deployment: what is wrong, why, what to do; then the pair of connectors and what else is known.

import { button, element, section } from '../panel/element.ts';
import type { Child } from '../panel/element.ts';
import { icon } from '../panel/icons.ts';
import { formatTime, t, useLanguage } from '../panel/l10n.ts';
import { readTexts } from '../panel/pageTexts.ts';
import { drawGraph } from './graph.ts';
import { parseHybridMessage } from './state.ts';
import type { HybridCard, HybridIntent, HybridMessage, HybridPageState, HybridPart } from './state.ts';

declare function acquireVsCodeApi(): { readonly postMessage: (message: HybridIntent) => void };

type Send = (intent: HybridIntent) => void;

const severityIcons = { error: 'broken', warning: 'weak', note: 'note' } as const;

function header({ state, isBusy }: HybridMessage, send: Send): HTMLElement {
  const { status, word, summary, at, facts } = state;
  const whenIdle = isBusy ? { 'aria-disabled': 'true' } : {};
  const sendIdle = (intent: HybridIntent) => () => (isBusy ? undefined : send(intent));
  return element(
    'header',
    { class: `status-${status}` },
    element('div', { class: 'verdict-sign' }, icon(status, 32)),
    element(
      'div',
      {},
      element('h1', {}, element('span', { class: 'verdict-word' }, `${word}. `), summary),
      element(
        'dl',
        { class: 'place' },
        ...[...facts, [t('Time'), formatTime(at)] as const].map(([label, text]) =>
          element('div', {}, element('dt', {}, label), element('dd', {}, text)),
        ),
      ),
    ),
    element(
      'div',
      { class: 'actions' },
      button(isBusy ? t('Diagnosing …') : t('Diagnose again'), sendIdle({ kind: 'again' }), {
        class: 'primary',
        ...whenIdle,
      }),
      button(t('Change hosts…'), sendIdle({ kind: 'change' }), whenIdle),
      button(t('Choose exports…'), sendIdle({ kind: 'choose-files' }), whenIdle),
      button(t('Copy report'), () => send({ kind: 'copy-report' })),
    ),
  );
}

function repairList({ repairs }: HybridCard, finding: number, send: Send): readonly Child[] {
  return repairs.map(({ side, reason, command }, repair) =>
    element(
      'div',
      { class: 'repair' },
      element('p', {}, `${side}: ${reason}`),
      // Scrolls by itself where it is wide, so the keyboard has to reach it.
      element('pre', { class: 'mono', tabindex: '0', role: 'group', 'aria-label': t('Repair command') }, command),
      button(t('Copy repair command'), () => send({ kind: 'copy-repair', finding, repair }), { class: 'small' }),
    ),
  );
}

function findingItem(card: HybridCard, index: number, send: Send): HTMLElement {
  const { severity, word, title, text, meaning, fix, check, source, url, place } = card;
  const link = /^https:\/\//.test(url) ? element('a', { href: url }, source) : element('span', {}, source);
  return element(
    'li',
    { class: 'finding', id: `finding-${index}` },
    icon(severityIcons[severity]),
    element('h3', {}, element('span', { class: 'severity-word' }, `${word}: `), title),
    element('p', {}, text),
    element('p', { class: 'quiet' }, meaning),
    element('p', {}, fix),
    ...repairList(card, index, send),
    element(
      'p',
      { class: 'links' },
      place === undefined
        ? undefined
        : button(place, () => send({ kind: 'open-finding', finding: index }), { class: 'link' }),
      element('span', { class: 'aside' }, check),
      link,
    ),
  );
}

function findingList({ findings }: HybridPageState, send: Send): HTMLElement {
  const { root, body } = section('why', t('What is wrong, and what to do'));
  body.append(
    findings.length === 0
      ? element('p', { class: 'quiet' }, t('Nothing wrong was found in the connectors.'))
      : element('ul', {}, ...findings.map((card, index) => findingItem(card, index, send))),
  );
  return root;
}

function pair({ nodes, arrows, hasExport }: HybridPageState, send: Send): HTMLElement {
  const { root, heading, body } = section('pair-section', t('Connectors and legs'));
  heading.append(
    element(
      'div',
      { class: 'tools' },
      button(t('Copy the PowerShell that makes an export'), () => send({ kind: 'copy-snippet' }), { class: 'small' }),
    ),
  );
  if (!hasExport) {
    body.append(
      element(
        'p',
        { class: 'quiet' },
        t('There is no export of the connectors yet. With one, each value is held against the other side.'),
      ),
    );
  }
  body.append(drawGraph(nodes, arrows, send));
  return root;
}

function part({ title, items }: HybridPart, index: number): HTMLElement {
  const { root, body } = section(`part-${index}`, title);
  body.append(
    element(
      'ul',
      { class: 'part-items' },
      ...items.map(({ text, details }) =>
        element(
          'li',
          {},
          element('p', {}, text),
          details.length === 0
            ? undefined
            : element('ul', { class: 'quiet' }, ...details.map((detail) => element('li', {}, detail))),
        ),
      ),
    ),
  );
  return root;
}

function focusable(page: HTMLElement): readonly HTMLElement[] {
  return [...page.querySelectorAll<HTMLElement>('.actions button')];
}

/** The keyboard stays on the button of the header that it was on, when all is drawn anew. */
function placeOfFocus(page: HTMLElement): number {
  return focusable(page).findIndex((one) => one === document.activeElement);
}

function start(page: HTMLElement): void {
  const host = acquireVsCodeApi();
  const send: Send = (intent) => host.postMessage(intent);
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = parseHybridMessage(event.data);
    if (message === undefined) return;
    const { state } = message;
    const focused = placeOfFocus(page);
    page.replaceChildren(
      header(message, send),
      element('div', { class: 'column column-main' }, findingList(state, send)),
      element('div', { class: 'column column-side' }, pair(state, send), ...state.parts.map(part)),
    );
    focusable(page)[focused]?.focus({ preventScroll: true });
  });
  send({ kind: 'ready' });
}

const page = document.getElementById('page');
if (page !== null) {
  useLanguage(document.documentElement.lang, readTexts());
  start(page);
}
