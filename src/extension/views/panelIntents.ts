// What the page asks for, taken as unknown and parsed into a closed list.

import type { Intent } from '../../../media/panel/state.ts';
import { isRecord } from '../../formats/record.ts';

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 100_000;
}

/** Undefined for anything that is no intent: nothing is done then. */
export function parseIntent(value: unknown): Intent | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, certificate, line, finding } = value;
  switch (kind) {
    case 'ready':
    case 'probe':
    case 'cancel':
    case 'copy-report':
    case 'copy-transcript':
      return { kind };
    case 'copy-certificate':
      return isIndex(certificate) ? { kind, certificate } : undefined;
    case 'open-transcript':
      if (line === undefined) return { kind };
      return isIndex(line) ? { kind, line } : undefined;
    case 'explain':
      return isIndex(finding) ? { kind, finding } : undefined;
    default:
      return undefined;
  }
}
