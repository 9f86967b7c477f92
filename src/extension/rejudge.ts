// Judges the last result of an endpoint again when its owner demands or accepts something else: no traffic.

import type { EndpointState } from '../engine/store.ts';
import { printableText } from '../formats/printable.ts';
import type { Assessment, ProbeResult } from '../model/assessment.ts';
import type { EndpointPolicy } from '../model/fleet.ts';
import type { App } from './app.ts';
import { openSlices } from './slices.ts';

/** Nothing demanded and nothing accepted is the same as no policy. */
function textOf(policy: EndpointPolicy | undefined): string {
  if (policy === undefined) return '';
  const { expectations, accepted } = policy;
  const { minimumTls, issuer, fingerprint, daysBeforeExpiry } = expectations;
  const demands = [minimumTls, issuer, fingerprint, daysBeforeExpiry];
  if (accepted.length === 0 && demands.every((demand) => demand === undefined)) return '';
  return JSON.stringify([demands, accepted.map(({ rule, until, reason }) => [rule, until, reason])]);
}

/** Tells results that were judged by another policy than the endpoint has now. Remembers what agreed: it is asked often. */
export function createBehindCheck(): (state: EndpointState) => boolean {
  const agreed = new WeakMap<Assessment, { readonly policy: EndpointPolicy | undefined }>();
  return ({ assessment, profile, isRunning }) => {
    // While a probe runs its result is on the way; where nothing was recorded there is nothing to judge.
    if (assessment === undefined || isRunning || assessment.transcript.length === 0) return false;
    const { policy } = profile;
    const known = agreed.get(assessment);
    if (known !== undefined && known.policy === policy) return false;
    if (textOf(policy) !== textOf(assessment.policy)) return true;
    agreed.set(assessment, { policy });
    return false;
  };
}

/** The facts of a result under another policy, without the judgement that was made of them. */
function underPolicy(assessment: Assessment, policy: EndpointPolicy | undefined): ProbeResult {
  const { endpoint, startedAt, durationMs, vantage, evidence, transcript, stages, ending, furtherTests } = assessment;
  return {
    ...{ endpoint, startedAt, durationMs, vantage, evidence, transcript, stages },
    ...(ending === undefined ? {} : { ending }),
    ...(furtherTests === undefined ? {} : { furtherTests }),
    ...(policy === undefined ? {} : { policy }),
  };
}

export function register(app: App): void {
  const isBehind = createBehindCheck();
  const waiting = new Set<string>();
  let isAtWork = false;

  const work = async (): Promise<void> => {
    // The rules are most of the program: loaded when a policy has changed, never before.
    const { diagnose } = await import('../engine/diagnose.ts');
    const othersTurn = openSlices();
    for (const key of waiting) {
      waiting.delete(key);
      const state = app.store.get(key);
      if (state?.assessment === undefined || !isBehind(state)) continue;
      app.store.apply({
        kind: 'rejudged',
        key,
        assessment: diagnose(underPolicy(state.assessment, state.profile.policy)),
      });
      await othersTurn();
    }
  };
  const begin = (): void => {
    if (isAtWork || waiting.size === 0) return;
    isAtWork = true;
    void work()
      .catch((error: unknown) => {
        waiting.clear();
        app.log.error(`Results could not be judged again: ${printableText(String(error), 500)}`);
      })
      .finally(() => {
        isAtWork = false;
        begin();
      });
  };
  const stopListening = app.store.listen((keys) => {
    for (const key of keys) {
      const state = app.store.get(key);
      if (state !== undefined && isBehind(state)) waiting.add(key);
    }
    begin();
  });
  app.context.subscriptions.push({ dispose: stopListening });
}
