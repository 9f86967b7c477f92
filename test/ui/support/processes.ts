// The processes below this one: to end VS Code's as a crash would.

import { readdirSync, readFileSync } from 'node:fs';

interface RunningProcess {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

function readProcess(pid: number): RunningProcess | undefined {
  try {
    // "PID (NAME) STATE PPID …", and the name may have anything in it.
    const [, parent] = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, parent: Number(parent), command };
  } catch {
    // It ended in between.
    return undefined;
  }
}

/** Where this system tells what runs; elsewhere nothing can be found. */
export const canFindProcesses = process.platform === 'linux';

/** The processes started by this one, and by those, whose command line has this text. */
export function findProcesses(text: string): readonly number[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (readProcess(Number(name)) ?? []) : []));
  const parents = new Map(all.map(({ pid, parent }) => [pid, parent]));
  const isOurs = (pid: number): boolean => {
    for (let one = parents.get(pid); one !== undefined && one > 0; one = parents.get(one)) {
      if (one === process.pid) return true;
    }
    return false;
  };
  return all.filter(({ pid, command }) => command.includes(text) && isOurs(pid)).map(({ pid }) => pid);
}
