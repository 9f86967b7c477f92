// Links to where something can be seen: lines of the transcript, certificates, sources on the web.

import type { Citation, FindingLocation } from '../../src/model/finding.ts';
import { button, element, jumpTo } from './element.ts';
import { certificateId } from './ids.ts';
import { t } from './l10n.ts';

export function placeLinks(
  { line, certificate }: FindingLocation,
  showLine: (line: number) => void,
): readonly HTMLElement[] {
  const links: HTMLElement[] = [];
  if (line !== undefined) {
    const label = t('Go to line {0} of the transcript', line);
    links.push(button(t('Line {0}', line), () => showLine(line), { class: 'link', 'aria-label': label }));
  }
  if (certificate !== undefined) {
    const label = t('Go to certificate {0}', certificate + 1);
    const go = (): void => jumpTo(certificateId(certificate));
    links.push(button(t('Certificate {0}', certificate + 1), go, { class: 'link', 'aria-label': label }));
  }
  return links;
}

/** A link only to what is one: a stored result may say anything. */
export function citationLink({ text, url }: Citation): HTMLElement {
  return /^https:\/\//.test(url) ? element('a', { href: url }, text) : element('span', {}, text);
}
