// The transcript: what was said, when, by whom, with the findings at the lines they are about.

import type { PageContext, View } from './context.ts';
import { button, element, jumpTo, redraw, section } from './element.ts';
import { lineId } from './ids.ts';
import { formatNumber, t } from './l10n.ts';
import { openSearchBox } from './searchBox.ts';
import type { PageState } from './state.ts';
import { TranscriptList } from './transcriptList.ts';
import { findMatches } from './transcriptSearch.ts';
import type { Match } from './transcriptSearch.ts';

function emptyText(state: PageState): string {
  if (state.isRunning) return t('Waiting for the first line.');
  return state.assessment === undefined ? t('What is said appears here, line by line.') : t('Nothing was said.');
}

export interface TranscriptView extends View {
  readonly showLine: (line: number) => void;
}

/** The matches of a query, and which of them is the current one. */
interface Search {
  readonly query: string;
  readonly matches: readonly Match[];
  readonly position: number;
}

export function openTranscript({ send, memory }: PageContext): TranscriptView {
  const { root, heading, body } = section('transcript', t('Transcript'));
  const rows = new TranscriptList();
  rows.showsBytes = memory.kept().showsBytes ?? false;
  let state: PageState | undefined;
  let search: Search = { query: memory.kept().query ?? '', matches: [], position: 0 };
  const aside = element('span', { class: 'aside' });
  const show = (next: Search, scrolls: boolean): void => {
    search = next;
    const current = next.matches[next.position];
    box.tell(next.matches.length, next.position);
    redraw(root, () => rows.mark(next.matches, current));
    if (!scrolls || current === undefined) return;
    const mark = rows.list.querySelector('mark.current') ?? document.getElementById(lineId(current.line));
    mark?.scrollIntoView({ block: 'center' });
  };
  const box = openSearchBox(search.query, {
    search: (query) => {
      memory.keep({ query });
      show({ query, matches: findMatches(state?.lines ?? [], query), position: 0 }, true);
    },
    step: (by) => {
      const count = search.matches.length;
      if (count > 0) show({ ...search, position: (search.position + by + count) % count }, true);
    },
  });
  box.tell(0, 0);
  const bytes = button(
    '',
    () => {
      rows.showsBytes = !rows.showsBytes;
      memory.keep({ showsBytes: rows.showsBytes });
      tellBytes();
      rows.refresh();
    },
    { class: 'small' },
  );
  const tellBytes = (): void => {
    bytes.setAttribute('aria-pressed', String(rows.showsBytes));
    bytes.textContent = rows.showsBytes ? t('Hide bytes') : t('Show bytes');
  };
  tellBytes();
  const copy = button(t('Copy'), () => send({ kind: 'copy-transcript' }), {
    class: 'small',
    'aria-label': t('Copy the transcript'),
  });
  const open = button(t('Open'), () => send({ kind: 'open-transcript' }), {
    class: 'small',
    'aria-label': t('Open the transcript as a document'),
    title: t('Open as a document'),
  });
  heading.append(aside, element('span', { class: 'tools' }, box.root, bytes, copy, open));
  const empty = element('p', { class: 'quiet' });
  body.append(element('div', { class: 'lines-frame' }, empty, rows.list));
  return {
    root,
    render: (next) => {
      const isLonger = state?.lines !== next.lines;
      state = next;
      const count = next.lines.length;
      empty.textContent = emptyText(next);
      empty.hidden = count > 0;
      for (const tool of [copy, open]) tool.disabled = count === 0;
      open.hidden = next.past !== undefined;
      box.root.hidden = count === 0;
      aside.textContent = count === 0 ? '' : t('{0} lines', formatNumber(count));
      redraw(root, () => rows.render(next));
      if (!isLonger || search.query === '') return;
      const matches = findMatches(next.lines, search.query);
      show({ ...search, matches, position: Math.min(search.position, Math.max(0, matches.length - 1)) }, false);
    },
    showLine: (line) => {
      rows.reveal(line);
      jumpTo(lineId(line));
    },
  };
}
