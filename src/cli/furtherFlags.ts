// Flags that ask for tests beyond the probe.

import type { FurtherTestKind, FurtherTestRequest } from '../model/furtherTest.ts';
import { furtherTestLimits } from '../model/limits.ts';
import { parseBlockListZone, parseControlHost, parseResolver } from '../formats/furtherTestInput.ts';
import type { Parsed } from '../formats/targetText.ts';
import { BadFlag, parseNumber } from './flagValues.ts';

export const furtherFlags = {
  'all-addresses': { type: 'boolean' },
  repeat: { type: 'string' },
  'compare-ports': { type: 'boolean' },
  'try-starttls': { type: 'boolean' },
  'nonsense-verb': { type: 'boolean' },
  'without-sni': { type: 'boolean' },
  'control-host': { type: 'string' },
  reputation: { type: 'boolean' },
  resolver: { type: 'string' },
  'block-list': { type: 'string', multiple: true },
} as const;

export interface FurtherValues {
  readonly 'all-addresses'?: boolean | undefined;
  readonly repeat?: string | undefined;
  readonly 'compare-ports'?: boolean | undefined;
  readonly 'try-starttls'?: boolean | undefined;
  readonly 'nonsense-verb'?: boolean | undefined;
  readonly 'without-sni'?: boolean | undefined;
  readonly 'control-host'?: string | undefined;
  readonly reputation?: boolean | undefined;
  readonly resolver?: string | undefined;
  readonly 'block-list'?: readonly string[] | undefined;
}

function valueOf<T>(flag: string, parsed: Parsed<T>): T {
  if (parsed.status === 'invalid') throw new BadFlag(`--${flag}: ${parsed.reason}`);
  return parsed.value;
}

function kindsOf(values: FurtherValues): readonly FurtherTestKind[] {
  const asked: readonly (readonly [FurtherTestKind, boolean | undefined])[] = [
    ['addresses', values['all-addresses']],
    ['ports', values['compare-ports']],
    ['unoffered-starttls', values['try-starttls']],
    ['unknown-verb', values['nonsense-verb']],
    ['server-name', values['without-sni']],
    ['control-host', values['control-host'] !== undefined],
    ['reputation', values.reputation],
  ];
  return asked.filter(([, isAsked]) => isAsked === true).map(([kind]) => kind);
}

/** Undefined when no test is asked for. */
export function readFurtherTests(values: FurtherValues): FurtherTestRequest | undefined {
  const { repeat, resolver } = values;
  const zones = values['block-list'];
  const control = values['control-host'];
  if (repeat !== undefined && values['all-addresses'] !== true)
    throw new BadFlag('--repeat goes with --all-addresses.');
  if (values.reputation !== true) {
    if (resolver !== undefined) throw new BadFlag('--resolver goes with --reputation.');
    if (zones !== undefined) throw new BadFlag('--block-list goes with --reputation.');
  }
  if (zones !== undefined && zones.length > furtherTestLimits.blockLists) {
    throw new BadFlag(`--block-list may be given ${furtherTestLimits.blockLists} times.`);
  }
  const kinds = kindsOf(values);
  if (kinds.length === 0) return undefined;
  return {
    kinds,
    ...(repeat === undefined
      ? {}
      : { repeats: Math.floor(parseNumber('repeat', repeat, 1, furtherTestLimits.repeats)) }),
    ...(control === undefined ? {} : { controlHost: valueOf('control-host', parseControlHost(control)) }),
    ...(resolver === undefined ? {} : { resolver: valueOf('resolver', parseResolver(resolver)) }),
    ...(zones === undefined
      ? {}
      : { blockLists: zones.map((zone) => valueOf('block-list', parseBlockListZone(zone))) }),
  };
}
