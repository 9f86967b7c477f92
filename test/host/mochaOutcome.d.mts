import type { Runner } from 'mocha';

export interface TestReason {
  readonly title: string;
  readonly reason: string;
}

export interface MochaOutcome {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly TestReason[];
  readonly skipped: readonly TestReason[];
}

export function followRunner(runner: Runner): MochaOutcome;
