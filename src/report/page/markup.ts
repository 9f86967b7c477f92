// HTML as text: strings are always content and escaped, only `Html` is markup.

import { escapeAttribute, escapeXml } from '../xmlText.ts';

export interface Html {
  readonly html: string;
}

export type Child = Html | string | undefined;

/** Markup made elsewhere in this room, such as a drawing. */
export function drawing(markup: string): Html {
  return { html: markup };
}

export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  ...children: readonly Child[]
): Html {
  const list = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escapeAttribute(String(value))}"`],
  );
  const content = children.map((child) =>
    child === undefined ? '' : typeof child === 'string' ? escapeXml(child) : child.html,
  );
  return { html: `<${name}${list.join('')}>${content.join('')}</${name}>` };
}

/** A link only to an address on the web or to a place of the same page; else the text alone. */
export function link(text: string, address: string): Html {
  const isSafe = /^(?:https?:\/\/[^\s"'<>]+|#[\w-]+)$/i.test(address);
  if (!isSafe) return tag('span', {}, text);
  return tag('a', { href: address, rel: address.startsWith('#') ? undefined : 'noopener noreferrer' }, text);
}

/** A heading of a level from 1 to 6. */
export function heading(
  level: number,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly Child[]
): Html {
  return tag(`h${Math.min(6, level)}`, attributes, ...children);
}

/** What every part of the page about one assessment needs to know. */
export interface Place {
  /** Begins the identifiers of this assessment. */
  readonly id: string;
  /** Level of the headings of its sections. */
  readonly level: number;
}
