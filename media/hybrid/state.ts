// What the extension tells the page about a hybrid deployment, and what the page may ask for. Parsed, as it comes from elsewhere.

import type { Severity } from '../../src/model/finding.ts';
import type { GraphNode, LegName, LegTls } from '../../src/model/hybrid.ts';
import type { LabelledText, PageStatus } from '../panel/state.ts';

export interface HybridRepair {
  /** Where the command is typed, in words. */
  readonly side: string;
  readonly reason: string;
  readonly command: string;
}

export interface HybridCard {
  readonly severity: Severity;
  /** The severity in words. */
  readonly word: string;
  readonly title: string;
  readonly text: string;
  readonly meaning: string;
  readonly fix: string;
  readonly check: string;
  readonly source: string;
  readonly url: string;
  /** `connectors.json:14`; absent when it stands in no file. */
  readonly place?: string;
  readonly repairs: readonly HybridRepair[];
}

export interface HybridNode {
  readonly kind: GraphNode['kind'];
  readonly title: string;
  readonly identity?: string;
  readonly state: GraphNode['state'];
  /** The state in words. */
  readonly word: string;
  readonly lines: readonly string[];
  readonly hasPlace: boolean;
}

export interface HybridArrow {
  readonly name: LegName;
  readonly tls: LegTls;
  readonly label: string;
  /** The host that was probed; absent when none was. */
  readonly host?: string;
}

export interface HybridPart {
  readonly title: string;
  readonly items: readonly { readonly text: string; readonly details: readonly string[] }[];
}

export interface HybridPageState {
  readonly status: PageStatus;
  readonly word: string;
  readonly summary: string;
  /** ISO 8601. */
  readonly at: string;
  readonly facts: readonly LabelledText[];
  /** In the order send, inbound, receive, outbound. */
  readonly nodes: readonly HybridNode[];
  /** In the order to-cloud, to-on-premises. */
  readonly arrows: readonly HybridArrow[];
  readonly findings: readonly HybridCard[];
  readonly parts: readonly HybridPart[];
  readonly hasExport: boolean;
}

export interface HybridMessage {
  readonly kind: 'state';
  /** A diagnosis is under way. */
  readonly isBusy: boolean;
  readonly state: HybridPageState;
}

/** Everything the page can ask for. The extension does nothing else for it. */
export type HybridIntent =
  | { readonly kind: 'ready' }
  | { readonly kind: 'again' }
  | { readonly kind: 'change' }
  | { readonly kind: 'choose-files' }
  | { readonly kind: 'copy-snippet' }
  | { readonly kind: 'copy-report' }
  | { readonly kind: 'copy-repair'; readonly finding: number; readonly repair: number }
  | { readonly kind: 'open-finding'; readonly finding: number }
  | { readonly kind: 'open-node'; readonly node: number }
  | { readonly kind: 'open-leg'; readonly leg: number };

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Undefined for anything that is not a message of the extension. */
export function parseHybridMessage(value: unknown): HybridMessage | undefined {
  const isState = isRecord(value) && value['kind'] === 'state' && typeof value['isBusy'] === 'boolean';
  const state = isState ? value['state'] : undefined;
  const lists = ['facts', 'nodes', 'arrows', 'findings', 'parts'];
  const isWhole = isRecord(state) && lists.every((name) => Array.isArray(state[name]));
  return isWhole ? (value as unknown as HybridMessage) : undefined;
}
