// Pieces of SVG as text. Sizes are numbers of ours; every text is escaped here.

import { escapeAttribute } from '../xmlText.ts';

export type Attributes = Readonly<Record<string, string | number>>;

export function svgElement(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeAttribute(String(value))}"`);
  return children.length === 0
    ? `<${name}${list.join('')}/>`
    : `<${name}${list.join('')}>${children.join('')}</${name}>`;
}

/** A share of a whole as a percentage with two decimals, from 0% to 100%; anything that is no number is 0%. */
export function percent(value: number, whole: number): string {
  const share = whole > 0 && Number.isFinite(value) ? Math.min(1, Math.max(0, value / whole)) : 0;
  return `${Math.round(share * 10_000) / 100}%`;
}
