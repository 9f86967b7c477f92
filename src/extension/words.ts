// Words and signs of states, stages and times, the same in tree, panel and messages (DESIGN.md).

import type { EndpointState } from '../engine/store.ts';
import type { Verdict } from '../model/assessment.ts';
import type { Likelihood, RankedCause } from '../model/cause.ts';
import type { Severity } from '../model/finding.ts';
import type { Phase, Stage } from '../model/transcript.ts';
import { formatEndpoint, tlsModeFor } from '../formats/targetText.ts';
import { t } from './l10n.ts';

/** What an endpoint is at the moment. */
export type EndpointStatus = Verdict | 'running' | 'not-probed';

export interface Sign {
  readonly icon: string;
  readonly colour?: string;
}

export const statusSigns: Readonly<Record<EndpointStatus, Sign>> = {
  sound: { icon: 'pass', colour: 'testing.iconPassed' },
  weak: { icon: 'warning', colour: 'list.warningForeground' },
  broken: { icon: 'error', colour: 'testing.iconFailed' },
  unreachable: { icon: 'debug-disconnect', colour: 'testing.iconErrored' },
  inconclusive: { icon: 'question', colour: 'testing.iconQueued' },
  running: { icon: 'sync~spin' },
  'not-probed': { icon: 'circle-outline', colour: 'descriptionForeground' },
};

export const statusWords: Readonly<Record<EndpointStatus, string>> = {
  sound: t('Sound'),
  weak: t('Weak'),
  broken: t('Broken'),
  unreachable: t('Unreachable'),
  inconclusive: t('Inconclusive'),
  running: t('Running'),
  'not-probed': t('Not probed yet'),
};

export const stageSigns: Readonly<Record<Stage['status'], Sign>> = {
  running: statusSigns.running,
  done: statusSigns.sound,
  failed: statusSigns.broken,
  skipped: statusSigns['not-probed'],
};

export const severitySigns: Readonly<Record<Severity, Sign>> = {
  error: statusSigns.broken,
  warning: statusSigns.weak,
  note: { icon: 'info', colour: 'list.deemphasizedForeground' },
};

export const severityWords: Readonly<Record<Severity, string>> = {
  error: t('Error'),
  warning: t('Warning'),
  note: t('Note'),
};

export const likelihoodWords: Readonly<Record<Likelihood, string>> = {
  confirmed: t('Confirmed'),
  likely: t('Likely'),
  possible: t('Possible'),
  'ruled-out': t('Ruled out'),
};

/** "Most likely: A firewall on the way rewrites SMTP." */
export function causeLine({ title, likelihood }: Pick<RankedCause, 'title' | 'likelihood'>): string {
  switch (likelihood) {
    case 'confirmed':
      return t('Cause: {0}', title);
    case 'likely':
      return t('Most likely: {0}', title);
    case 'possible':
      return t('Possibly: {0}', title);
    case 'ruled-out':
      return `${likelihoodWords[likelihood]}: ${title}`;
  }
}

/** Of every cause: how likely it is stands in words. */
export const causeIcon = 'lightbulb';

export const stageWords: Readonly<Record<Phase, string>> = {
  resolve: t('Look-up'),
  connect: t('Connect'),
  greet: t('Greeting'),
  ehlo: 'EHLO',
  starttls: 'STARTTLS',
  handshake: t('TLS handshake'),
  inspect: t('EHLO in TLS'),
  verify: t('Certificates'),
  quit: 'QUIT',
  judge: t('Judgement'),
};

export function statusOf(state: EndpointState): EndpointStatus {
  return state.isRunning ? 'running' : (state.assessment?.verdict ?? 'not-probed');
}

/** The name a person gave, else host and port, with the TLS mode where the port does not tell it. */
export function nameOf(state: EndpointState): string {
  return state.profile.name ?? state.key;
}

/** "STARTTLS" or "TLS from the first byte", where the port does not tell it. */
function modeNote(state: EndpointState): string | undefined {
  const { endpoint } = state;
  if (endpoint.tlsMode === tlsModeFor(endpoint.port)) return undefined;
  return endpoint.tlsMode === 'implicit' ? t('TLS from the first byte') : 'STARTTLS';
}

export function addressOf(state: EndpointState): string {
  const note = modeNote(state);
  return note === undefined ? formatEndpoint(state.endpoint) : `${formatEndpoint(state.endpoint)}, ${note}`;
}

/** "12 ms", "1.4 s". */
export function formatDuration(milliseconds: number): string {
  if (milliseconds >= 1_000) return `${(milliseconds / 1_000).toFixed(1)} s`;
  return milliseconds > 0 && milliseconds < 1 ? '<1 ms' : `${Math.round(milliseconds)} ms`;
}

/** "now", "4 min", "3 h", "2 d". */
export function formatAge(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 1) return t('now');
  if (minutes < 60) return t('{0} min', minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? t('{0} h', hours) : t('{0} d', Math.floor(hours / 24));
}
