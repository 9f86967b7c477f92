// The endpoints that a person added, as lines of one file: each says what an endpoint is from then on, or that it is gone.

import type { EndpointProfile } from '../engine/store.ts';
import type { Assessment } from '../model/assessment.ts';
import { endpointRoles } from '../model/fleet.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { parseAssessment, policyShape } from '../formats/assessment.ts';
import { endpointShape } from '../formats/factShapes.ts';
import { list, oneOf, optional, readShape, record, text } from '../formats/shape.ts';
import { parseRecord } from '../formats/record.ts';
import { endpointKey } from '../formats/targetText.ts';

/** Of the lines. Version 1 was one file for each endpoint. */
const version = 2;

export interface SavedEndpoint {
  readonly endpoint: Endpoint;
  readonly profile: EndpointProfile;
  /** Milliseconds since 1970. */
  readonly addedAt: number;
  readonly changedAt: number;
}

export type SavedLine =
  | { readonly kind: 'saved'; readonly saved: SavedEndpoint }
  | { readonly kind: 'removed'; readonly key: string; readonly changedAt: number }
  /** Written by a later version of this program. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged' };

const damaged: SavedLine = { kind: 'damaged' };

export function formatSavedLine(saved: SavedEndpoint): string {
  return JSON.stringify({ version, ...saved });
}

export function formatRemovedLine(key: string, changedAt: number): string {
  return JSON.stringify({ version, removed: key, changedAt });
}

const profileShape = record<Omit<EndpointProfile, 'file'>>({
  name: optional(text(120)),
  serverName: optional(text(300)),
  authorities: optional(text(2_000)),
  group: optional(text(120)),
  role: optional(oneOf(endpointRoles)),
  tags: optional(list(text(120), 100)),
  policy: optional(policyShape),
  origin: oneOf(['person', 'file']),
});

function timeIn(value: Readonly<Record<string, unknown>>, name: string): number | undefined {
  const time = value[name];
  return typeof time === 'number' && Number.isFinite(time) ? time : undefined;
}

export function parseSavedLine(line: string): SavedLine {
  const value = parseRecord(line);
  if (value === undefined || typeof value['version'] !== 'number') return damaged;
  if (value['version'] > version) return { kind: 'newer' };
  const changedAt = timeIn(value, 'changedAt');
  if (changedAt === undefined) return damaged;
  const { removed } = value;
  if (typeof removed === 'string') return { kind: 'removed', key: removed, changedAt };
  const addedAt = timeIn(value, 'addedAt');
  const endpoint = readShape(endpointShape, value['endpoint']);
  const profile = readShape(profileShape, value['profile']);
  if (addedAt === undefined || endpoint.status === 'invalid' || profile.status === 'invalid') return damaged;
  return { kind: 'saved', saved: { endpoint: endpoint.value, profile: profile.value, addedAt, changedAt } };
}

/** What the lines come to: of each endpoint the latest word, in the order of adding. */
export function foldSavedLines(lines: readonly SavedLine[]): readonly SavedEndpoint[] {
  const words = new Map<string, { readonly changedAt: number; readonly saved: SavedEndpoint | undefined }>();
  for (const line of lines) {
    if (line.kind !== 'saved' && line.kind !== 'removed') continue;
    const key = line.kind === 'saved' ? endpointKey(line.saved.endpoint) : line.key;
    const { changedAt } = line.kind === 'saved' ? line.saved : line;
    if ((words.get(key)?.changedAt ?? -Infinity) > changedAt) continue;
    words.set(key, { changedAt, saved: line.kind === 'saved' ? line.saved : undefined });
  }
  const all = [...words.values()].flatMap(({ saved }) => saved ?? []);
  return all.sort((a, b) => a.addedAt - b.addedAt);
}

/** An endpoint with its last result, as version 1 kept it in a file of its own. */
export interface FormerEndpoint extends SavedEndpoint {
  readonly assessment?: Assessment;
}

/** Undefined for what is no such file, and for endpoints that a file of the folder listed. */
export function parseFormerEndpoint(content: string): FormerEndpoint | undefined {
  const value = parseRecord(content);
  if (value?.['version'] !== 1) return undefined;
  const addedAt = timeIn(value, 'addedAt');
  const endpoint = readShape(endpointShape, value['endpoint']);
  const profile = readShape(profileShape, value['profile']);
  if (addedAt === undefined || endpoint.status === 'invalid' || profile.status === 'invalid') return undefined;
  const assessment = parseAssessment(value['assessment']);
  return {
    endpoint: endpoint.value,
    profile: profile.value,
    addedAt,
    changedAt: addedAt,
    ...(assessment.status === 'parsed' ? { assessment: assessment.value } : {}),
  };
}
