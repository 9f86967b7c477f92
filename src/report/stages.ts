// The stages of a probe in a report: their words and their times.

import type { Phase, Stage } from '../model/transcript.ts';

export const stageWords: Readonly<Record<Phase, string>> = {
  resolve: 'Look-up',
  connect: 'Connect',
  greet: 'Greeting',
  ehlo: 'EHLO',
  starttls: 'STARTTLS',
  handshake: 'TLS handshake',
  inspect: 'EHLO in TLS',
  verify: 'Certificates',
  quit: 'QUIT',
  judge: 'Judgement',
};

export const stageStatusWords: Readonly<Record<Stage['status'], string>> = {
  running: 'not ended',
  done: 'done',
  failed: 'failed',
  skipped: 'left out',
};

/** "12 ms", "1.40 s", "<0.1 ms". */
export function formatMs(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 0.1) return '<0.1 ms';
  if (milliseconds >= 1_000) return `${(milliseconds / 1_000).toFixed(2)} s`;
  if (milliseconds >= 10 || milliseconds === 0) return `${Math.round(milliseconds)} ms`;
  return `${milliseconds.toFixed(1)} ms`;
}
