// What a language model hands to our tools, taken as unknown and parsed.

import { isRecord } from '../formats/record.ts';
import type { Parsed } from '../formats/targetText.ts';
import { todayInUtc } from './today.ts';
import { parseEndpointEntry } from '../formats/fleetEntry.ts';
import type { EndpointEntry } from '../model/fleet.ts';

export interface ExplainInput {
  readonly rule?: string;
  readonly text?: string;
}

/** Only what the tool declares: a name to show, or a path to read, is nothing for a model to choose. */
export function parseProbeInput(value: unknown): Parsed<EndpointEntry> {
  if (!isRecord(value)) return { status: 'invalid', reason: 'The input is not an object.' };
  const { host, port, tls, serverName } = value;
  return parseEndpointEntry({ host, port, tls, serverName }, todayInUtc());
}

function parseText(value: unknown, longest: number): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, longest) : undefined;
}

export function parseExplainInput(value: unknown): Parsed<ExplainInput> {
  if (!isRecord(value)) return { status: 'invalid', reason: 'The input is not an object.' };
  const rule = parseText(value['rule'], 100);
  const text = parseText(value['text'], 4_000);
  if (rule === undefined && text === undefined) return { status: 'invalid', reason: 'Neither rule nor text is given.' };
  return {
    status: 'parsed',
    value: { ...(rule === undefined ? {} : { rule }), ...(text === undefined ? {} : { text }) },
  };
}
