// Counts a mocha run by its events, so that nothing has to be read back from printed text.

/** How much of what a failed test says is told again at the end of a run. */
const reasonLength = 2_000;

/** The reasons given with `skipTest`, for a test or for the hook of a suite around it. */
function reasonFor(test) {
  if (test.skipReason) return test.skipReason;
  for (let suite = test.parent; suite; suite = suite.parent) {
    const hooks = [...(suite._beforeAll ?? []), ...(suite._beforeEach ?? [])];
    const reason = hooks.find((hook) => hook.skipReason)?.skipReason;
    if (reason) return reason;
  }
  return '';
}

/**
 * Follows a mocha runner. The record returned fills while it runs: `passed`, `failed` (hooks count), `failures` and
 * `skipped` (`{ title, reason }`).
 */
export function followRunner(runner) {
  const outcome = { passed: 0, failed: 0, failures: [], skipped: [] };
  runner.on('pass', () => outcome.passed++);
  runner.on('fail', (test, error) => {
    outcome.failed++;
    outcome.failures.push({ title: test.fullTitle(), reason: String(error?.message ?? error).slice(0, reasonLength) });
  });
  runner.on('pending', (test) => outcome.skipped.push({ title: test.fullTitle(), reason: reasonFor(test) }));
  return outcome;
}
