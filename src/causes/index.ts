// The registry: every cause. A new one is one file and one line here.

import type { Cause } from './cause.ts';
import { smtpInspection } from './smtpInspection.ts';

export const causes: readonly Cause[] = [smtpInspection];

const byId: ReadonlyMap<string, Cause> = new Map(causes.map((cause) => [cause.id, cause]));

export function findCause(id: string): Cause | undefined {
  return byId.get(id);
}
