// The head: what is the state of this endpoint, in one word and one sentence, and what can be done.

import { sureCauses } from './causeOrder.ts';
import type { PageContext, View } from './context.ts';
import { button, element, jumpTo, redraw } from './element.ts';
import type { Child } from './element.ts';
import type { FirstFix } from './firstFix.ts';
import { icon } from './icons.ts';
import { causeId } from './ids.ts';
import { formatTime, t } from './l10n.ts';
import type { PageState } from './state.ts';
import { formatMs } from './times.ts';

function sentence({ isRunning, assessment, words }: PageState): string {
  if (isRunning) return t('Probing {0}.', words.name);
  return assessment?.summary ?? t('{0} waits for its first probe; nothing is sent before you ask for it.', words.name);
}

/** What this result is, when it is not the endpoint's last one. */
function bannerText({ past, assessment }: PageState): string {
  if (past === undefined || assessment === undefined) return '';
  const at = formatTime(assessment.startedAt);
  // Of a session of a log nothing was probed.
  const isLogged = assessment.vantage.engine.library === 'Schannel';
  if (past.file !== undefined && isLogged) return t('From the protocol log {0}, {1}', past.file, at);
  if (past.file !== undefined) return t('Imported from {0}, probed {1}', past.file, at);
  return past.isImported === true ? t('Imported result of {0}', at) : t('Result of {0}', at);
}

/** The surest cause in one line, when it is confirmed or likely. */
function causeLine({ assessment }: PageState): readonly Child[] {
  const sure = assessment === undefined ? [] : sureCauses(assessment);
  const [surest] = sure;
  if (surest === undefined) return [];
  const { cause, index } = surest;
  const others = sure.length - 1;
  return [
    cause.likelihood === 'confirmed' ? t('Cause:') : t('Most likely:'),
    ' ',
    button(cause.title, () => jumpTo(causeId(index)), {
      class: 'link',
      'aria-label': t('Go to the cause: {0}', cause.title),
    }),
    others === 0 ? undefined : `, ${t('and {0} more', others)}`,
  ];
}

function place({ assessment, words }: PageState): HTMLElement {
  const parts: (readonly [string, string])[] = [[t('Endpoint'), words.address]];
  if (words.name !== words.address) parts.unshift([t('Name'), words.name]);
  if (assessment !== undefined) {
    const { vantage, evidence, endpoint, startedAt, durationMs } = assessment;
    const { connection } = evidence;
    const reached = connection.status === 'known' ? connection.value.remote.address : undefined;
    if (reached !== undefined && reached !== endpoint.host) parts.push([t('Address reached'), reached]);
    parts.push(
      [vantage.engine.library === 'Schannel' ? t('Client') : t('Probed from'), vantage.hostName],
      [t('TLS engine'), `${vantage.engine.library} ${vantage.engine.version}`],
      [t('When'), t('{0}, took {1}', formatTime(startedAt), formatMs(durationMs))],
    );
  }
  return element(
    'dl',
    { class: 'place' },
    ...parts.map(([label, text]) => element('div', {}, element('dt', {}, label), element('dd', {}, text))),
  );
}

export function openHead({ send }: PageContext, first: FirstFix): View {
  const sign = element('div', { class: 'verdict-sign' });
  const word = element('span', { class: 'verdict-word' });
  const text = element('span', { class: 'verdict-text' });
  // Read out when it changes, without the facts below.
  const verdict = element('h1', { role: 'status', 'aria-live': 'polite' }, word, ' ', text);
  const banner = element('p', { class: 'banner' });
  const why = element('p', { class: 'head-cause', id: 'head-cause' });
  const facts = element('div', { class: 'head-facts', id: 'head-facts' });
  const probe = button('', () => send({ kind: 'probe' }), { class: 'primary' });
  const cancel = button(t('Cancel'), () => send({ kind: 'cancel' }));
  const copyAs = button(t('Copy as…'), () => send({ kind: 'copy-as' }), {
    title: t('Copy as a command for openssl, swaks and others'),
  });
  const exportReport = button(t('Export…'), () => send({ kind: 'export' }), { title: t('Save or copy a report') });
  const actions = element(
    'div',
    { class: 'actions', role: 'group', 'aria-label': t('Actions') },
    probe,
    cancel,
    copyAs,
    exportReport,
  );
  const headText = element('div', { class: 'head-text' }, banner, verdict, why, facts);
  const root = element('header', {}, sign, headText, actions, first.root);
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
        // The room of a longer sentence is kept until the next one: nothing below moves when a probe begins.
        verdict.style.minHeight = state.isRunning && shown !== undefined ? `${verdict.offsetHeight}px` : '';
        why.classList.toggle('is-held', state.isRunning);
        word.textContent = `${state.words.status}.`;
        text.textContent = sentence(state);
        banner.textContent = bannerText(state);
        banner.hidden = state.past === undefined;
        redraw(why, () => why.replaceChildren(...causeLine(state).filter((child) => child !== undefined)));
        why.hidden = why.childElementCount === 0;
        redraw(facts, () => facts.replaceChildren(place(state)));
      }
      probe.textContent = state.assessment === undefined ? t('Probe') : t('Probe again');
      // The focus stays where it is: a button that took a click is not taken away.
      const hadFocus = document.activeElement === probe || document.activeElement === cancel;
      const isPast = state.past !== undefined;
      probe.hidden = state.isRunning || isPast;
      cancel.hidden = !state.isRunning;
      if (hadFocus) (state.isRunning ? cancel : probe).focus();
      copyAs.hidden = isPast;
      exportReport.hidden = isPast;
      exportReport.disabled = state.assessment === undefined;
      first.render(state);
      shown = state;
    },
  };
}
