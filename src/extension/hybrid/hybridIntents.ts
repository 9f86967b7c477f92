// What the page of a hybrid deployment asks for, taken as unknown and parsed into a closed list.

import type { HybridIntent } from '../../../media/hybrid/state.ts';
import { isRecord } from '../../formats/record.ts';

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 10_000;
}

/** Undefined for anything that is no intent: nothing is done then. */
export function parseHybridIntent(value: unknown): HybridIntent | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, finding, repair, node, leg } = value;
  switch (kind) {
    case 'ready':
    case 'again':
    case 'change':
    case 'choose-files':
    case 'copy-snippet':
    case 'copy-report':
      return { kind };
    case 'copy-repair':
      return isIndex(finding) && isIndex(repair) ? { kind, finding, repair } : undefined;
    case 'open-finding':
      return isIndex(finding) ? { kind, finding } : undefined;
    case 'open-node':
      return isIndex(node) ? { kind, node } : undefined;
    case 'open-leg':
      return isIndex(leg) ? { kind, leg } : undefined;
    default:
      return undefined;
  }
}
