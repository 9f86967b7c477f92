// What crosses the border between the panel and the extension, and the page's state. Types of the model only.

import type { Assessment } from '../../src/model/assessment.ts';
import type { Severity } from '../../src/model/finding.ts';
import type { Phase, Stage, TranscriptLine } from '../../src/model/transcript.ts';

export type PageStatus = 'sound' | 'weak' | 'broken' | 'unreachable' | 'inconclusive' | 'running' | 'not-probed';

/** A label and its text, such as `TLS version` and `TLSv1.3`. */
export type LabelledText = readonly [label: string, text: string];

/** A stage that the probe goes through; `severity` is the gravest of what was found in it. */
export interface PagePhase {
  readonly phase: Phase;
  readonly word: string;
  readonly severity?: Severity;
  /** A person cancelled while it was under way. */
  readonly isCancelled?: true;
}

/** Texts that tree, reports and page share; made by the extension. */
export interface PageWords {
  readonly name: string;
  /** Host and port, with the TLS mode where the port does not tell it. */
  readonly address: string;
  readonly status: string;
  readonly phases: readonly PagePhase[];
  readonly session: readonly LabelledText[];
  readonly severities: Readonly<Record<Severity, string>>;
  /** For each finding its fix in parts, such as what to do on Exchange; the beginning has an empty label. */
  readonly fixes: readonly (readonly LabelledText[])[];
  /** One for each trust store asked, then the name. */
  readonly verification: readonly LabelledText[];
  /** One list for each certificate as sent. */
  readonly certificates: readonly (readonly LabelledText[])[];
}

/** Everything the page shows of one endpoint. */
export interface PageState {
  readonly key: string;
  readonly status: PageStatus;
  readonly words: PageWords;
  readonly isRunning: boolean;
  readonly stages: readonly Stage[];
  readonly lines: readonly TranscriptLine[];
  /** How long ago the newest stage or line came when this was sent, in milliseconds. */
  readonly ageMs: number;
  /** The last result; while a probe runs it is the one before. */
  readonly assessment?: Assessment;
}

export type MessageToPage =
  | { readonly kind: 'state'; readonly state: PageState }
  /** What came since the last message; `from` is the number of lines that the page has already. */
  | {
      readonly kind: 'progress';
      readonly from: number;
      readonly lines: readonly TranscriptLine[];
      readonly stages: readonly Stage[];
    }
  /** Scroll to a finding, by its index. */
  | { readonly kind: 'reveal'; readonly finding: number };

/** Everything the page can ask for. The extension does nothing else for it. */
export type Intent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'probe' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'copy-report' }
  | { readonly kind: 'copy-transcript' }
  | { readonly kind: 'copy-certificate'; readonly certificate: number }
  | { readonly kind: 'open-transcript'; readonly line?: number }
  | { readonly kind: 'explain'; readonly finding: number };

export function applyMessage(state: PageState | undefined, message: MessageToPage): PageState | undefined {
  switch (message.kind) {
    case 'state':
      return message.state;
    case 'progress':
      // A gap cannot be closed here; the next whole state does it.
      if (state === undefined || state.lines.length !== message.from) return state;
      return { ...state, stages: message.stages, lines: [...state.lines, ...message.lines], ageMs: 0 };
    case 'reveal':
      return state;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Undefined for anything that is not a message of the extension. */
export function parseMessage(value: unknown): MessageToPage | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, state } = value;
  const isWhole =
    (kind === 'state' &&
      isRecord(state) &&
      isRecord(state['words']) &&
      Array.isArray(state['lines']) &&
      Array.isArray(state['stages'])) ||
    (kind === 'progress' &&
      typeof value['from'] === 'number' &&
      Array.isArray(value['lines']) &&
      Array.isArray(value['stages'])) ||
    (kind === 'reveal' && typeof value['finding'] === 'number');
  return isWhole ? (value as unknown as MessageToPage) : undefined;
}
