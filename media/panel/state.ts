// What crosses the border between the panel and the extension, and the page's state. Types only from elsewhere.

import type { Assessment } from '../../src/model/assessment.ts';
import type { Likelihood } from '../../src/model/cause.ts';
import type { Severity } from '../../src/model/finding.ts';
import type { FurtherTestKind } from '../../src/model/furtherTest.ts';
import type { Phase, Stage, TranscriptLine } from '../../src/model/transcript.ts';
import type { FixGuide } from '../../src/report/fixText.ts';
import type { FurtherTestReport } from '../../src/report/furtherTestReport.ts';

export type PageStatus = 'sound' | 'weak' | 'broken' | 'unreachable' | 'inconclusive' | 'running' | 'not-probed';

/** A label and its text, such as `TLS version` and `TLSv1.3`. */
export type LabelledText = readonly [label: string, text: string];

/** Translations by the English text. */
export type Texts = Readonly<Record<string, string>>;

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
  readonly likelihoods: Readonly<Record<Likelihood, string>>;
  /** One for each finding: its fix in steps. */
  readonly fixes: readonly FixGuide[];
  /** One for each cause. */
  readonly causeFixes: readonly FixGuide[];
  /** One for each trust store asked, such as "Mozilla's roots". */
  readonly stores: readonly string[];
  /** One list for each certificate as sent. */
  readonly certificates: readonly (readonly LabelledText[])[];
  /** What each further test told, in the order in which they were made. */
  readonly furtherTests: readonly FurtherTestReport[];
  /** What traffic each further test makes. */
  readonly traffic: Readonly<Record<FurtherTestKind, string>>;
}

/** What says that this is not the endpoint's last result. */
export interface PagePast {
  /** In the history; what came straight from a file has none. */
  readonly id?: string;
  /** Kept in the history, but probed elsewhere. */
  readonly isImported?: true;
  /** Name of the file that it came straight from. */
  readonly file?: string;
}

/** Everything the page shows of one result. */
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
  readonly past?: PagePast;
}

export interface PageHistoryEntry {
  readonly id: string;
  /** ISO 8601. */
  readonly at: string;
  readonly status: PageStatus;
  readonly word: string;
  readonly summary: string;
  readonly durationMs: number;
  /** Where it was probed from. */
  readonly from: string;
}

export interface PageChanges {
  /** When the sound probe was, ISO 8601. */
  readonly since: string;
  readonly sentence: string;
  readonly rows: readonly { readonly label: string; readonly before: string; readonly after: string }[];
}

export interface PageHistory {
  /** Newest first. */
  readonly entries: readonly PageHistoryEntry[];
  /** What changed since the last sound probe. */
  readonly changes?: PageChanges;
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
  | { readonly kind: 'history'; readonly history: PageHistory }
  /** The product whose fixes a person wants to see; '' stands for all. */
  | { readonly kind: 'product'; readonly product: string }
  /** Scroll to a finding, by its index. `keepsFocus`: the keyboard is elsewhere, and stays there. */
  | { readonly kind: 'reveal'; readonly finding: number; readonly keepsFocus?: boolean }
  /** Scroll to a cause, by its index. */
  | { readonly kind: 'reveal-cause'; readonly cause: number; readonly keepsFocus?: boolean };

/** Everything the page can ask for. The extension does nothing else for it. */
export type Intent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'probe' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'copy-as' }
  | { readonly kind: 'export' }
  | { readonly kind: 'copy-transcript' }
  | { readonly kind: 'copy-certificate'; readonly certificate: number }
  /** The nth command in the fix of a finding. */
  | { readonly kind: 'copy-command'; readonly finding: number; readonly command: number }
  /** The nth command in the fix of a cause. */
  | { readonly kind: 'copy-cause-command'; readonly cause: number; readonly command: number }
  | { readonly kind: 'further-test'; readonly test: FurtherTestKind }
  | { readonly kind: 'save-chain' }
  | { readonly kind: 'choose-product'; readonly product: string }
  | { readonly kind: 'open-result'; readonly id: string }
  | { readonly kind: 'compare'; readonly id: string }
  | { readonly kind: 'open-transcript'; readonly line?: number }
  | { readonly kind: 'explain'; readonly finding: number }
  | { readonly kind: 'explain-cause'; readonly cause: number };

/** History and product are no part of the state of a result. */
export function applyMessage(state: PageState | undefined, message: MessageToPage): PageState | undefined {
  switch (message.kind) {
    case 'state':
      return message.state;
    case 'progress':
      // A gap cannot be closed here; the next whole state does it.
      if (state === undefined || state.lines.length !== message.from) return state;
      return { ...state, stages: message.stages, lines: [...state.lines, ...message.lines], ageMs: 0 };
    case 'history':
    case 'product':
    case 'reveal':
    case 'reveal-cause':
      return state;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isWhole({ kind, state, history, ...value }: Readonly<Record<string, unknown>>): boolean {
  switch (kind) {
    case 'state':
      return (
        isRecord(state) && isRecord(state['words']) && Array.isArray(state['lines']) && Array.isArray(state['stages'])
      );
    case 'progress':
      return typeof value['from'] === 'number' && Array.isArray(value['lines']) && Array.isArray(value['stages']);
    case 'history':
      return isRecord(history) && Array.isArray(history['entries']);
    case 'product':
      return typeof value['product'] === 'string';
    case 'reveal':
      return typeof value['finding'] === 'number';
    case 'reveal-cause':
      return typeof value['cause'] === 'number';
    default:
      return false;
  }
}

/** Undefined for anything that is not a message of the extension. */
export function parseMessage(value: unknown): MessageToPage | undefined {
  return isRecord(value) && isWhole(value) ? (value as unknown as MessageToPage) : undefined;
}
