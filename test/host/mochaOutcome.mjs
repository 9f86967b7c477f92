// Counts a mocha run by its events, so that nothing has to be read back from printed text.

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
 * Follows a mocha runner. The record returned fills while it runs: `passed`, `failed` (hooks count), `failures`
 * (titles), `skipped` (`{ title, reason }`).
 */
export function followRunner(runner) {
  const outcome = { passed: 0, failed: 0, failures: [], skipped: [] };
  runner.on('pass', () => outcome.passed++);
  runner.on('fail', (test) => {
    outcome.failed++;
    outcome.failures.push(test.fullTitle());
  });
  runner.on('pending', (test) => outcome.skipped.push({ title: test.fullTitle(), reason: reasonFor(test) }));
  return outcome;
}
