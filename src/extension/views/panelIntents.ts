// What the page asks for, taken as unknown and parsed into a closed list.

import type { Intent } from '../../../media/panel/state.ts';
import { isRecord } from '../../formats/record.ts';
import { furtherTestKinds } from '../../model/furtherTest.ts';

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 100_000;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.length <= 200;
}

/** Undefined for anything that is no intent: nothing is done then. */
export function parseIntent(value: unknown): Intent | undefined {
  if (!isRecord(value)) return undefined;
  const { kind, certificate, line, finding, cause, command, test, product, id } = value;
  switch (kind) {
    case 'ready':
    case 'probe':
    case 'cancel':
    case 'copy-as':
    case 'export':
    case 'copy-transcript':
    case 'save-chain':
      return { kind };
    case 'copy-certificate':
      return isIndex(certificate) ? { kind, certificate } : undefined;
    case 'copy-command':
      return isIndex(finding) && isIndex(command) ? { kind, finding, command } : undefined;
    case 'copy-cause-command':
      return isIndex(cause) && isIndex(command) ? { kind, cause, command } : undefined;
    case 'further-test': {
      const known = furtherTestKinds.find((one) => one === test);
      return known === undefined ? undefined : { kind, test: known };
    }
    case 'choose-product':
      return isName(product) ? { kind, product } : undefined;
    case 'open-result':
    case 'compare':
      return isName(id) ? { kind, id } : undefined;
    case 'open-transcript':
      if (line === undefined) return { kind };
      return isIndex(line) ? { kind, line } : undefined;
    case 'explain':
      return isIndex(finding) ? { kind, finding } : undefined;
    case 'explain-cause':
      return isIndex(cause) ? { kind, cause } : undefined;
    default:
      return undefined;
  }
}
