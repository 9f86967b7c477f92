// Where in an entry of a fleet file something is underlined: at the host, never over the whole block.

import type { TextPlace } from '../model/fleet.ts';
import { parseJsonText } from './jsonText.ts';
import { propertyOf } from './jsonTree.ts';

/** @param entry Of the whole entry in `text`. What is given ends where its line does. */
export function entryMark(text: string, entry: TextPlace): TextPlace {
  const { offset, length } = entry;
  const own = text.slice(offset, offset + length);
  const { root } = parseJsonText(own);
  const mark = root?.kind === 'object' ? propertyOf(root, 'host')?.value : root;
  if (mark?.kind === 'literal' && typeof mark.value === 'string') {
    return { offset: offset + mark.offset, length: mark.length };
  }
  // The text is not the one that was read, or it is no entry: its first line stands for it.
  const [first = ''] = own.split(/[\r\n]/, 1);
  return { offset, length: Math.max(1, first.length) };
}
