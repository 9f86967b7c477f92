// One endpoint with its last result as it is kept on disk.

import type { EndpointProfile } from '../engine/store.ts';
import { verdicts } from '../model/assessment.ts';
import type { Assessment } from '../model/assessment.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { factNames } from '../model/evidence.ts';
import { isRecord } from '../formats/record.ts';
import { parseEndpointEntry } from './endpointEntry.ts';

/** Another version of the form is another number: what is older is left out. */
const version = 1;

export interface SavedEndpoint {
  readonly addedAt: number;
  readonly endpoint: Endpoint;
  readonly profile: EndpointProfile;
  readonly assessment?: Assessment;
}

const listNames = ['transcript', 'stages', 'findings', 'unchecked'] as const;

/** Looks at the outline; the inside was written by this version of this program. */
function parseSavedAssessment(value: unknown): Assessment | undefined {
  if (!isRecord(value) || !isRecord(value['evidence']) || !isRecord(value['vantage'])) return undefined;
  const { evidence, verdict } = value;
  if (!factNames.every((name) => isRecord(evidence[name]))) return undefined;
  if (!listNames.every((name) => Array.isArray(value[name]))) return undefined;
  if (!verdicts.some((known) => known === verdict) || typeof value['startedAt'] !== 'string') return undefined;
  return value as unknown as Assessment;
}

export function parseSavedEndpoint(text: string): SavedEndpoint | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['version'] !== version || typeof value['addedAt'] !== 'number') return undefined;
  const entry = parseEndpointEntry(value['endpoint']);
  if (entry.status === 'invalid' || !isRecord(value['profile'])) return undefined;
  const { name, serverName, authorities, origin } = value['profile'];
  const assessment = parseSavedAssessment(value['assessment']);
  return {
    addedAt: value['addedAt'],
    endpoint: entry.value.endpoint,
    profile: {
      origin: origin === 'file' ? 'file' : 'person',
      ...(typeof name === 'string' ? { name } : {}),
      ...(typeof serverName === 'string' ? { serverName } : {}),
      ...(typeof authorities === 'string' ? { authorities } : {}),
    },
    ...(assessment === undefined ? {} : { assessment }),
  };
}

export function formatSavedEndpoint(saved: SavedEndpoint): string {
  return JSON.stringify({ version, ...saved });
}
