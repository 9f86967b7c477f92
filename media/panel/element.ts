// Makes elements. Text goes in as text only: whatever a server sent can never become markup.

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

export function button(label: string, onClick: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onClick);
  return made;
}

/** A section with its heading, which also names it for screen readers. */
export function section(name: string, title: string): { root: HTMLElement; heading: HTMLElement; body: HTMLElement } {
  const text = element('h2', { id: `${name}-title` }, title);
  const heading = element('div', { class: 'section-head' }, text);
  const body = element('div', { class: 'section-body' });
  const root = element('section', { class: name, id: name, 'aria-labelledby': `${name}-title` }, heading, body);
  return { root, heading, body };
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

/** A list of labels and texts. */
export function factList(facts: readonly (readonly [string, string])[]): HTMLElement {
  return element(
    'dl',
    { class: 'facts' },
    ...facts.map(([label, text]) => element('div', {}, element('dt', {}, label), element('dd', {}, text))),
  );
}

/** Scrolls there, puts the focus on it and marks it for a moment. */
export function jumpTo(id: string): void {
  const target = document.getElementById(id);
  if (target === null) return;
  for (const marked of document.querySelectorAll('.target')) marked.classList.remove('target');
  target.classList.add('target');
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: 'center' });
}
