// Work in small steps: a generator that pauses between them, so that its caller decides how long it may hold the thread.

/** All steps at one stretch. */
export function finishSteps<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
