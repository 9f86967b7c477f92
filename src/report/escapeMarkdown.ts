// Text that stands in Markdown as it is.

import { onOneLine } from '../formats/printable.ts';

/** Nothing in the text acts as markup or becomes a link (CommonMark 0.31 section 2.4, GitHub's autolinks). */
export function escapeMarkdown(text: string): string {
  return onOneLine(text)
    .replace(/[\\`*_{}[\]#|<>~!&@$]/g, '\\$&')
    .replace(/:(?=\/\/)|(?<=\bwww)\.|^[-+=](?=\s|$|-|=)|(?<=^\d{1,9})[.)](?=\s)/gi, '\\$&');
}
