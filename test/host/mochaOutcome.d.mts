import type { Runner } from 'mocha';

export interface MochaOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
  readonly skipped: readonly { readonly title: string; readonly reason: string }[];
}

export function followRunner(runner: Runner): MochaOutcome;
