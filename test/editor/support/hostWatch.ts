// How long the extension host was held up while something went on in it.

export interface Longest {
  /** Of this thread's own time: other processes that want the processor do not count. */
  readonly taskMs: number;
  /** As a person feels it. */
  readonly waitMs: number;
}

/**
 * In milliseconds: what this suite takes for being held up. The aim is 100, from which on a person notices; the figures
 * that the tests print keep it on a machine with nothing else to do, and double on one that shares its processor.
 */
export const heldUpMs = 250;

/** What this thread has computed so far, in milliseconds. Before Node.js 23.9 only that of the whole process is told. */
function computedMs(): number {
  const usage: () => NodeJS.CpuUsage =
    'threadCpuUsage' in process ? (process.threadCpuUsage as () => NodeJS.CpuUsage) : process.cpuUsage;
  const { user, system } = usage.call(process);
  return (user + system) / 1_000;
}

/** The longest turn of the event loop while `work` went on: no task in it can have been longer. */
export async function watchHost(work: () => Promise<unknown>): Promise<Longest> {
  const longest = { taskMs: 0, waitMs: 0 };
  let [computed, at] = [computedMs(), performance.now()];
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const [computedNow, now] = [computedMs(), performance.now()];
    // What the whole process computed may be more than passed on the clock: no task of this thread can be.
    longest.taskMs = Math.max(longest.taskMs, Math.min(computedNow - computed, now - at));
    longest.waitMs = Math.max(longest.waitMs, now - at);
    [computed, at] = [computedNow, now];
    timer = setTimeout(look, 5);
  };
  look();
  await work();
  clearTimeout(timer);
  return longest;
}

export function describeLongest({ taskMs, waitMs }: Longest): string {
  return `longest task ${taskMs.toFixed(0)} ms, longest wait ${waitMs.toFixed(0)} ms`;
}
