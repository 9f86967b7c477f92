// Makes elements. Text goes in as text only: whatever a server sent can never become markup.

import { t } from './l10n.ts';
import type { Memory } from './memory.ts';

export type Child = Node | string | undefined;

export interface Attributes {
  readonly [name: string]: string | undefined;
}

function fill<E extends Element>(target: E, attributes: Attributes, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined) target.setAttribute(name, value);
  }
  for (const child of children) if (child !== undefined) target.append(child);
  return target;
}

/** `element('p', { class: 'note' }, 'text', other)`. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

const svgNamespace = 'http://www.w3.org/2000/svg';

export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS(svgNamespace, tag), attributes, children);
}

export function button(label: Child, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onClick);
  return made;
}

export interface Section {
  readonly root: HTMLElement;
  /** Holds the title; what else is to stand in its row goes in there. */
  readonly heading: HTMLElement;
  readonly body: HTMLElement;
}

/** A section with its heading, which also names it for screen readers. */
export function section(name: string, title: string): Section {
  const text = element('h2', { id: `${name}-title`, 'data-old': ` ${t('(of the last probe)')}` }, title);
  const heading = element('div', { class: 'section-head' }, text);
  const body = element('div', { class: 'section-body' });
  const root = element('section', { class: name, id: name, 'aria-labelledby': `${name}-title` }, heading, body);
  return { root, heading, body };
}

/** What folds out, and stays as a person left it through every new drawing. */
export function fold(
  memory: Memory,
  { id, isOpen = false, ...attributes }: { readonly id: string; readonly isOpen?: boolean; readonly class?: string },
  summary: HTMLElement,
  ...children: readonly Child[]
): HTMLDetailsElement {
  const made = element('details', { id, ...attributes }, summary, ...children);
  made.open = memory.isOpen(id, isOpen);
  made.addEventListener('toggle', () => {
    if (made.open !== memory.isOpen(id, isOpen)) memory.setOpen(id, made.open);
  });
  return made;
}

/** Makes these the children, in this order, and touches none that is in its place already. */
export function syncChildren(parent: Element, children: readonly Node[]): void {
  const kept = new Set<Node>(children);
  for (const child of [...parent.childNodes]) if (!kept.has(child)) child.remove();
  let place = parent.firstChild;
  for (const child of children) {
    if (child === place) place = place.nextSibling;
    else parent.insertBefore(child, place);
  }
}

const focusable = 'a[href], button, input, summary, [tabindex]';

/** Draws anew; the focus stays on what took its place: the same number of its kind in the part of the same id. */
export function redraw(parent: HTMLElement, draw: () => void): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !parent.contains(focused)) {
    draw();
    return;
  }
  const owner = focused.closest('[id]')?.id ?? '';
  const index = [...(focused.closest('[id]')?.querySelectorAll(focusable) ?? [])].indexOf(focused);
  draw();
  if (parent.contains(focused)) return;
  const next = document.getElementById(owner);
  const target = index < 0 ? next : next?.querySelectorAll<HTMLElement>(focusable)[index];
  target?.focus({ preventScroll: true });
}

/** A list of labels and texts. */
export function factList(facts: readonly (readonly [string, string])[]): HTMLElement {
  return element(
    'dl',
    { class: 'facts' },
    ...facts.map(([label, text]) => element('div', {}, element('dt', {}, label), element('dd', {}, text))),
  );
}

/** Opens what it is folded into, scrolls there, puts the focus on it and marks it. @param keepsFocus All but the focus. */
export function jumpTo(id: string, keepsFocus = false): void {
  const target = document.getElementById(id);
  if (target === null) return;
  for (const marked of document.querySelectorAll('.target')) marked.classList.remove('target');
  const folded = target instanceof HTMLDetailsElement ? target : target.closest('details');
  if (folded !== null) folded.open = true;
  target.classList.add('target');
  const inner = target instanceof HTMLDetailsElement ? target.querySelector('summary') : null;
  if (inner === null) target.tabIndex = -1;
  if (!keepsFocus) (inner ?? target).focus({ preventScroll: true });
  target.scrollIntoView({ block: 'center' });
}
