// The transcript's own search: a box, how many there are, next and previous.

import { button, element } from './element.ts';
import { icon } from './icons.ts';
import { formatNumber, t } from './l10n.ts';

export interface SearchBox {
  readonly root: HTMLElement;
  /** `position`: of the current match, from 0. */
  readonly tell: (count: number, position: number) => void;
}

export interface SearchActions {
  readonly search: (query: string) => void;
  readonly step: (by: 1 | -1) => void;
}

export function openSearchBox(query: string, { search, step }: SearchActions): SearchBox {
  const input = element('input', {
    type: 'text',
    placeholder: t('Search'),
    'aria-label': t('Search the transcript'),
    spellcheck: 'false',
    maxlength: '200',
  });
  input.value = query;
  const count = element('span', { class: 'count', role: 'status', 'aria-live': 'polite' });
  const previous = button(icon('up'), () => step(-1), {
    class: 'bare',
    'aria-label': t('Previous match'),
    title: t('Previous match (Shift+Enter)'),
  });
  const next = button(icon('down'), () => step(1), {
    class: 'bare',
    'aria-label': t('Next match'),
    title: t('Next match (Enter)'),
  });
  input.addEventListener('input', () => search(input.value));
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
    else if (event.key === 'Escape' && input.value !== '') {
      input.value = '';
      search('');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const root = element('span', { class: 'search', role: 'search', id: 'search' }, input, count, previous, next);
  return {
    root,
    tell: (matches, position) => {
      const isEmpty = input.value === '';
      for (const step of [previous, next]) {
        step.disabled = matches === 0;
        step.hidden = isEmpty;
      }
      count.hidden = isEmpty;
      count.textContent = isEmpty
        ? ''
        : matches === 0
          ? t('No match')
          : t('{0} of {1}', formatNumber(position + 1), formatNumber(matches));
    },
  };
}
