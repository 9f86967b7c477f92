// The head: what is the state of this endpoint, in one word and one sentence, and what can be done.

import { button, element } from './element.ts';
import { icon } from './icons.ts';
import type { Intent, PageState } from './state.ts';
import { formatMs } from './times.ts';

function sentence({ isRunning, assessment, words }: PageState): string {
  if (isRunning) return `Probing ${words.name}.`;
  return assessment?.summary ?? `${words.name} waits for its first probe; nothing is sent before you ask for it.`;
}

function place(state: PageState): HTMLElement | undefined {
  const { assessment, words } = state;
  if (assessment === undefined) return element('p', { class: 'place' }, element('span', {}, words.address));
  const { connection } = assessment.evidence;
  const { vantage } = assessment;
  const reached = connection.status === 'known' ? connection.value.remote.address : undefined;
  const parts: readonly (readonly [string, string])[] = [
    ['Endpoint', words.address],
    ...(reached === undefined || reached === assessment.endpoint.host ? [] : [['Address reached', reached] as const]),
    ['Probed from', vantage.hostName],
    ['TLS engine', `${vantage.engine.library} ${vantage.engine.version}`],
    ['When', `${new Date(assessment.startedAt).toLocaleString()}, took ${formatMs(assessment.durationMs)}`],
  ];
  return element(
    'dl',
    { class: 'place' },
    ...parts.map(([label, text]) => element('div', {}, element('dt', {}, label), element('dd', {}, text))),
  );
}

export interface HeadView {
  readonly root: HTMLElement;
  readonly render: (state: PageState) => void;
}

export function openHead(send: (intent: Intent) => void): HeadView {
  const sign = element('div', { class: 'verdict-sign' });
  const word = element('span', { class: 'verdict-word' });
  const text = element('span', { class: 'verdict-text' });
  // Read out when it changes, without the facts below.
  const verdict = element('h1', { role: 'status', 'aria-live': 'polite' }, word, ' ', text);
  const facts = element('div', { class: 'head-facts' });
  const probe = button('Probe Again', () => send({ kind: 'probe' }), { class: 'primary' });
  const cancel = button('Cancel', () => send({ kind: 'cancel' }));
  const copy = button('Copy Report', () => send({ kind: 'copy-report' }));
  const actions = element('div', { class: 'actions', role: 'group', 'aria-label': 'Actions' }, probe, cancel, copy);
  const root = element('header', {}, sign, element('div', { class: 'head-text' }, verdict, facts), actions);
  let shown: PageState | undefined;
  return {
    root,
    render: (state) => {
      const isSame =
        shown?.status === state.status &&
        shown.assessment === state.assessment &&
        shown.words.name === state.words.name;
      if (!isSame) {
        root.className = `status-${state.status}`;
        sign.replaceChildren(icon(state.status, 32));
        word.textContent = `${state.words.status}.`;
        text.textContent = sentence(state);
        facts.replaceChildren(place(state) ?? '');
      }
      probe.textContent = state.assessment === undefined ? 'Probe' : 'Probe Again';
      // The focus stays where it is: a button that took a click is not taken away.
      const hadFocus = document.activeElement === probe || document.activeElement === cancel;
      probe.hidden = state.isRunning;
      cancel.hidden = !state.isRunning;
      if (hadFocus) (state.isRunning ? cancel : probe).focus();
      copy.disabled = state.assessment === undefined;
      shown = state;
    },
  };
}
