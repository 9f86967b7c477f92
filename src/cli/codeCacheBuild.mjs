// A step of the build: the code cache of the command line, made by a probe of a sound server of the lab.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const mostMs = 20_000;

/** Ends with its exit code, or with an error that says what went wrong. */
function waitForEnd(child, name) {
  return new Promise((resolve, reject) => {
    let errors = '';
    child.stderr.on('data', (chunk) => (errors = (errors + chunk).slice(0, 2_000)));
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${name} ended with ${code ?? signal}. ${errors.trim()}`.trim()));
    });
  });
}

async function record(folder, temporary, signal) {
  const run = (program, args, stdio) => spawn(process.execPath, [join(folder, program), ...args], { stdio, signal });
  const lab = run('lab.js', ['--only', 'sound/starttls', '--workspace', temporary], ['pipe', 'pipe', 'pipe']);
  const labEnded = waitForEnd(lab, 'The lab');
  const announced = new Promise((resolve) => createInterface(lab.stdout).once('line', resolve));
  // A lab that ends before it has announced anything ends with an error here.
  const line = await Promise.race([announced, labEnded.then(() => Promise.reject(new Error('The lab has ended.')))]);
  const { authorities, endpoints } = JSON.parse(line);
  const [{ host, port, serverName }] = endpoints;
  const args = ['probe', `${host}:${port}`, '--servername', serverName, '--ca', authorities];
  await waitForEnd(run('recordCodeCache.js', args, ['ignore', 'ignore', 'pipe']), 'The probe');
  lab.stdin.end();
  await labEnded;
}

/**
 * Writes `cliMain.cache` beside `cliMain.js`, by the lab and the recorder in the same folder, and removes the recorder.
 * Gives the reason when it could not be made: the command line works without it, and starts a little slower.
 */
export async function recordCodeCache(folder) {
  const temporary = mkdtempSync(join(tmpdir(), 'smtp-tls-probe-build-'));
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), mostMs);
  try {
    await record(folder, temporary, ending.signal);
    return undefined;
  } catch (error) {
    return error.name === 'AbortError' ? `It took more than ${mostMs / 1_000} s.` : error.message;
  } finally {
    clearTimeout(timer);
    // Whatever is still running.
    ending.abort();
    rmSync(temporary, { recursive: true, force: true });
    rmSync(join(folder, 'recordCodeCache.js'), { force: true });
    rmSync(join(folder, 'recordCodeCache.js.map'), { force: true });
  }
}
