import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Interruption, waitBounded } from '../../../src/probe/interruption.ts';

/** What ended the wait. */
function wait(
  interruption: Interruption,
  timeoutMs: number,
  start: (settle: (value: string) => void) => undefined,
): Promise<string> {
  return waitBounded(
    interruption,
    'greet',
    timeoutMs,
    () => 'timeout',
    ({ code }) => code,
    start,
  );
}

const never = (): undefined => undefined;

describe('bounded wait', () => {
  it('ends by its own event, its own time, a cancel or the whole deadline', async () => {
    const cancel = new AbortController();
    const interruption = new Interruption(cancel.signal, 5_000);
    assert.equal(await wait(interruption, 1_000, (settle) => void settle('event')), 'event');
    assert.equal(await wait(interruption, 5, never), 'timeout');
    const cancelled = wait(interruption, 1_000, never);
    cancel.abort();
    assert.equal(await cancelled, 'cancelled');
    assert.equal(await wait(interruption, 1_000, (settle) => void settle('event')), 'cancelled');
    interruption.close();

    const short = new Interruption(undefined, 5);
    assert.equal(await wait(short, 1_000, never), 'deadline-exceeded');
    short.close();
  });

  it('calls its clean-up exactly once, also when it settles at once', async () => {
    const interruption = new Interruption(undefined, 1_000);
    let count = 0;
    const cleanUp = (): void => void count++;
    await waitBounded(
      interruption,
      'greet',
      100,
      () => '',
      () => '',
      (settle) => {
        settle('a');
        settle('b');
        return cleanUp;
      },
    );
    assert.equal(count, 1);
    await waitBounded(
      interruption,
      'greet',
      1,
      () => '',
      () => '',
      () => cleanUp,
    );
    assert.equal(count, 2);
    interruption.close();
  });

  it('does not count a suspended time towards the whole deadline', async () => {
    const interruption = new Interruption(undefined, 60);
    interruption.suspend();
    await sleep(120);
    interruption.resume();
    assert.equal(interruption.failure('connect'), undefined);
    await sleep(90);
    assert.equal(interruption.failure('connect')?.code, 'deadline-exceeded');
    interruption.close();
  });
});
