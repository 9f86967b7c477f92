// What every part of the page works with.

import type { Memory } from './memory.ts';
import type { Intent, PageState } from './state.ts';

export interface PageContext {
  readonly send: (intent: Intent) => void;
  readonly memory: Memory;
  /** '' for all. */
  readonly product: () => string;
}

export interface View {
  readonly root: HTMLElement;
  readonly render: (state: PageState) => void;
}
