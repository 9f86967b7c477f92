// Chooses the mail server whose fixes are shown: one choice for the page, kept for every other page.

import { element, syncChildren } from './element.ts';
import { t } from './l10n.ts';

export interface ProductPicker {
  readonly root: HTMLElement;
  readonly render: (products: readonly string[], chosen: string) => void;
}

export function openProductPicker(choose: (product: string) => void): ProductPicker {
  const legend = element('legend', { class: 'spoken' }, t('Which mail server is it?'));
  const choices = element('span', { class: 'choices' });
  const root = element('fieldset', { class: 'picker', id: 'picker' }, legend, choices);
  const inputs = new Map<string, HTMLInputElement>();
  const labels = new Map<string, HTMLElement>();
  const labelOf = (product: string): HTMLElement => {
    const known = labels.get(product);
    if (known !== undefined) return known;
    const input = element('input', { type: 'radio', name: 'product', value: product });
    input.addEventListener('change', () => choose(product));
    inputs.set(product, input);
    const made = element('label', {}, input, element('span', {}, product === '' ? t('All') : product));
    labels.set(product, made);
    return made;
  };
  return {
    root,
    render: (products, chosen) => {
      root.hidden = products.length === 0;
      syncChildren(choices, ['', ...products].map(labelOf));
      const shown = products.includes(chosen) ? chosen : '';
      for (const [product, input] of inputs) input.checked = product === shown;
    },
  };
}
