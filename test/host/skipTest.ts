// A test that cannot run here says why; the run's summary repeats it.

import type { Context } from 'mocha';

/** Ends the running test or hook as skipped. `reason` is a sentence that names what is missing. */
export function skipTest(context: Context, reason: string): never {
  Object.assign(context.test ?? context.runnable(), { skipReason: reason });
  return context.skip();
}
