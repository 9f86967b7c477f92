// The openssl command as an oracle, in a private folder that the caller removes. Not every machine has it.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface OpensslFolder {
  readonly run: (...words: readonly string[]) => { readonly ok: boolean; readonly output: string };
  readonly write: (name: string, text: string) => string;
  readonly read: (name: string) => Buffer;
  readonly path: (name: string) => string;
  readonly remove: () => void;
}

/** `OpenSSL 3.0.19`, or undefined when there is no openssl command of version 3 or later. */
export function opensslVersion(): string | undefined {
  const { status, stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8', timeout: 10_000 });
  const version = /^OpenSSL \d+\.\d+\.\d+/.exec(status === 0 ? stdout : '')?.[0];
  return version === undefined || /^OpenSSL [012]\./.test(version) ? undefined : version;
}

export function openOpensslFolder(): OpensslFolder {
  const folder = mkdtempSync(join(tmpdir(), 'openssl-oracle-'));
  const path = (name: string): string => join(folder, name);
  return {
    path,
    run: (...words) => {
      const { status, stdout, stderr } = spawnSync('openssl', words, {
        cwd: folder,
        encoding: 'utf8',
        timeout: 20_000,
      });
      return { ok: status === 0, output: `${stdout}${stderr}` };
    },
    write: (name, text) => {
      writeFileSync(path(name), text);
      return path(name);
    },
    read: (name) => readFileSync(path(name)),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
