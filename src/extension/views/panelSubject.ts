// What a panel is about: an endpoint with its last result, or one result of the past.

import { endpointKey } from '../../formats/targetText.ts';
import type { PagePast } from '../../../media/panel/state.ts';
import type { EndpointState } from '../../engine/store.ts';
import type { Assessment } from '../../model/assessment.ts';
import type { App, PastResult } from '../app.ts';

export interface PanelSubject {
  /** One panel for each. */
  readonly id: string;
  readonly key: string;
  /** Of a past result: it never changes. Absent: the endpoint as it is in the store. */
  readonly past?: { readonly page: PagePast; readonly state: EndpointState };
}

export function liveSubject(key: string): PanelSubject {
  return { id: key, key };
}

/** The state as it was when this result had come; the endpoint's name of today where it is still listed. */
function stateOf(app: App, assessment: Assessment): EndpointState {
  const key = endpointKey(assessment.endpoint);
  const profile = app.store.get(key)?.profile ?? { origin: 'person' };
  const { endpoint, stages, transcript: lines } = assessment;
  return { key, endpoint, profile, isRunning: false, stages, lines, assessment };
}

/** Undefined when the history has no such result. */
export async function pastSubject(app: App, key: string, result: PastResult): Promise<PanelSubject | undefined> {
  if ('assessment' in result) {
    const { assessment, file } = result;
    const state = stateOf(app, assessment);
    const id = `${key}\nfile ${file} ${assessment.startedAt}`;
    return { id, key, past: { page: { file }, state } };
  }
  const { id } = result;
  const assessment = await app.history.read(key, id);
  if (assessment === undefined) return undefined;
  const entry = (await app.history.list(key)).find((one) => one.id === id);
  const isImported = entry?.isImported === true;
  const page: PagePast = { id, ...(isImported ? { isImported } : {}) };
  // The history knows better than the result whose it is: a fleet may have moved the endpoint since.
  return { id: `${key}\n${id}`, key, past: { page, state: { ...stateOf(app, assessment), key } } };
}

export function currentState(app: App, { key, past }: PanelSubject): EndpointState | undefined {
  return past?.state ?? app.store.get(key);
}
