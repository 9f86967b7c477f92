// Starts processes and temporary folders, and ends all of them: when asked, on failure, on Ctrl-C, and when the
// process that asked for the run is gone.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const isWindows = process.platform === 'win32';
const keptOutput = 200_000;

/** What is still to be undone, oldest first. */
const pending = new Set();
const live = new Set();
const liveFolders = new Set();
let watching = false;

function endSynchronously() {
  for (const tree of live) killTree(tree, 'SIGKILL');
  for (const folder of liveFolders) removeFolder(folder);
}

function watchForEnd() {
  if (watching) return;
  watching = true;
  let stopping = false;
  const stop = (code, reason) => {
    if (stopping) process.exit(code);
    stopping = true;
    console.error(`\n${reason}: ending what was started.`);
    void endEverything().finally(() => process.exit(code));
  };
  process.on('SIGINT', () => stop(130, 'Interrupted'));
  process.on('SIGTERM', () => stop(143, 'Asked to end'));
  process.on('SIGHUP', () => stop(129, 'The terminal is gone'));
  if (process.connected) process.on('disconnect', () => stop(1, 'The process that asked for this run is gone'));
  process.on('exit', endSynchronously);
}

/** Registers what must be done before this process ends. The function returned does it now, once. */
export function atEnd(action) {
  watchForEnd();
  let done;
  const run = () => {
    pending.delete(run);
    done ??= Promise.resolve().then(action);
    return done;
  };
  pending.add(run);
  return run;
}

/**
 * Ends this process once its output is out. What a slow reader of a pipe has not taken yet would be lost with
 * `process.exit` alone.
 */
export function exitFlushed(code) {
  process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
}

/** Undoes everything registered with `atEnd`, newest first. */
export async function endEverything() {
  for (const run of [...pending].reverse()) {
    try {
      await run();
    } catch (error) {
      console.error(`Could not end something that was started: ${error instanceof Error ? error.message : error}`);
    }
  }
}

function removeFolder(folder) {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch (error) {
    console.error(`Could not remove ${folder}: ${error.message}`);
  }
}

/** A new folder below the system's temporary folder. `remove()` deletes it; so does the end of this process. */
export function temporaryFolder(name) {
  const path = realpathSync(mkdtempSync(join(tmpdir(), `smtp-tls-probe-${name}-`)));
  liveFolders.add(path);
  const remove = atEnd(() => {
    liveFolders.delete(path);
    removeFolder(path);
  });
  return { path, remove };
}

/** The environment without what npm and a surrounding VS Code put there for their own children. */
export function plainEnvironment(extra = {}) {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^(npm_(package|lifecycle|command|execpath|node_execpath|config_local_prefix|config_ignore_scripts|config_dry_run|config_global)|VSCODE_(?!PATH)|ELECTRON_|INIT_CWD$|NODE_OPTIONS$|NODE_ENV$)/i.test(
        name,
      ),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

/** Ends a process and all below it. POSIX: its process group, where `startProcess` gave it one. */
function killTree({ pid, hasGroup }, signal) {
  if (isWindows) {
    spawnSync('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(hasGroup ? -pid : pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/**
 * Starts a program in its own process group (`detached: false`: in ours, so that it shares the terminal).
 * Gives `child`, `output()` (the last of what it printed), `exited` (its exit code, or the signal's name) and `stop()`.
 * Options: those of `spawn`, and `onText(text)`.
 */
export function startProcess(file, args, options = {}) {
  const { onText, ...spawnOptions } = options;
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: !isWindows, ...spawnOptions });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8');
    stream?.on('data', (chunk) => {
      text = (text + chunk).slice(-keptOutput);
      onText?.(chunk);
    });
  }
  const tree = { pid: child.pid, hasGroup: options.detached ?? !isWindows };
  if (child.pid !== undefined) live.add(tree);
  const exited = new Promise((resolve) => {
    child.once('error', (error) => {
      text += `${error.message}\n`;
      resolve(error.code ?? 'error');
    });
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  const gone = new Promise((resolve) => {
    child.once('error', resolve);
    child.once('exit', resolve);
  });
  const stop = atEnd(async () => {
    if (child.pid === undefined) return;
    killTree(tree, 'SIGTERM');
    const timer = new AbortController();
    await Promise.race([gone, sleep(5_000, undefined, { signal: timer.signal }).catch(() => undefined)]);
    timer.abort();
    // What it started in its group may outlive it.
    killTree(tree, 'SIGKILL');
    live.delete(tree);
    child.stdout?.destroy();
    child.stderr?.destroy();
  });
  void exited.then(stop);
  return { child, output: () => text, exited, stop };
}

/** Runs a program to its end; longer than `timeoutMs` and it is ended. Never throws for a failing program. */
export async function runProcess(file, args, { timeoutMs = 600_000, ...options } = {}) {
  const started = startProcess(file, args, options);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    void started.stop();
  }, timeoutMs);
  const code = await started.exited;
  clearTimeout(timer);
  await started.stop();
  return { code, output: started.output(), timedOut };
}
