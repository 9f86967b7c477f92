// The results of the past, newest first: each with its sign, word, age and where it was probed from.

import type { PageContext } from './context.ts';
import { button, element, redraw, section } from './element.ts';
import { icon } from './icons.ts';
import { formatNumber, formatTime, t } from './l10n.ts';
import type { PageHistory, PageHistoryEntry } from './state.ts';
import { formatAgo, formatMs } from './times.ts';

/** So many stand open; the rest is shown on demand. */
const fewEntries = 6;

export interface HistoryView {
  readonly root: HTMLElement;
  /** `current`: when the result that the page shows was probed, ISO 8601. */
  readonly render: (history: PageHistory | undefined, current: string | undefined) => void;
  /** Writes the ages anew. */
  readonly grow: () => void;
}

/** `older`: the result before it. What it says is written out only where that changed. */
function entry(
  one: PageHistoryEntry,
  older: PageHistoryEntry | undefined,
  isShown: boolean,
  { send }: PageContext,
): HTMLElement {
  const { id, at, status, word, summary, durationMs, from } = one;
  const isNews = older?.status !== status || older.summary !== summary;
  const when = formatTime(at);
  const age = element('time', { datetime: at, title: when }, formatAgo(Date.now() - Date.parse(at)));
  const actions = isShown
    ? [element('span', { class: 'here' }, t('shown here'))]
    : [
        button(t('Open'), () => send({ kind: 'open-result', id }), {
          class: 'link',
          'aria-label': t('Open the result of {0}', when),
        }),
        button(t('Compare'), () => send({ kind: 'compare', id }), {
          class: 'link',
          'aria-label': t('Compare transcripts with the result of {0}', when),
        }),
      ];
  return element(
    'li',
    isShown ? { class: `past past-${status} is-shown`, 'aria-current': 'true' } : { class: `past past-${status}` },
    icon(status),
    element('span', { class: 'past-word' }, word),
    age,
    element('span', { class: 'past-actions' }, ...actions),
    isNews ? element('span', { class: 'past-summary' }, summary) : undefined,
    element('span', { class: 'past-facts' }, t('{0} from {1}', formatMs(durationMs), from)),
  );
}

export function openHistory(context: PageContext): HistoryView {
  const { root, heading, body } = section('history', t('History'));
  const aside = element('span', { class: 'aside' });
  heading.append(aside);
  root.hidden = true;
  let shown: PageHistory | undefined;
  let current: string | undefined;
  let showsAll = false;
  const draw = (): void => {
    const entries = shown?.entries ?? [];
    const few = showsAll ? entries : entries.slice(0, fewEntries);
    const rest = entries.length - few.length;
    const showAll = (): void => {
      showsAll = true;
      redraw(root, draw);
    };
    const list = element(
      'ol',
      { class: 'pasts', role: 'list' },
      ...few.map((one, index) => entry(one, entries[index + 1], one.at === current, context)),
    );
    const more = button(t('Show {0} older results', formatNumber(rest)), showAll, { class: 'link' });
    body.replaceChildren(list, ...(rest > 0 ? [more] : []));
  };
  return {
    root,
    render: (history, now) => {
      const isSame = history === shown && now === current;
      root.hidden = history === undefined || history.entries.length === 0;
      if (isSame || history === undefined) return;
      shown = history;
      current = now;
      const count = history.entries.length;
      aside.textContent = count === 1 ? t('1 result') : t('{0} results', formatNumber(count));
      redraw(root, draw);
    },
    grow: () => {
      for (const time of body.querySelectorAll('time')) {
        time.textContent = formatAgo(Date.now() - Date.parse(time.dateTime));
      }
    },
  };
}
