// A few of the lab's servers with a workspace that lists them.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface UiLab {
  readonly workspace: string;
  /** `host:port` of a server. */
  readonly target: (id: string) => string;
  readonly close: () => Promise<void>;
}

interface Announcement {
  readonly endpoints: readonly { readonly id: string; readonly host: string; readonly port: number }[];
}

export interface UiLabOptions {
  /** Servers to start. */
  readonly ids: readonly string[];
  /** What the workspace says of probing on opening. Default: as the lab writes it, which is to probe. */
  readonly probeOnOpen?: boolean;
}

export async function openUiLab({ ids, probeOnOpen }: UiLabOptions): Promise<UiLab> {
  const folder = mkdtempSync(join(tmpdir(), 'smtp-tls-probe-ui-'));
  const workspace = join(folder, 'mail-servers');
  const program = join(process.cwd(), 'dist', 'lab.js');
  const lab = spawn(process.execPath, [program, '--workspace', workspace, '--only', ids.join(',')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => lab.once('exit', resolve));
  const announced = await new Promise<string>((resolve, reject) => {
    let text = '';
    lab.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
      if (text.includes('\n')) resolve(text);
    });
    lab.once('exit', (code) => reject(new Error(`The lab ended with ${code}.`)));
  });
  if (probeOnOpen !== undefined) {
    writeFileSync(join(workspace, '.vscode', 'settings.json'), JSON.stringify({ 'smtpTls.probeOnOpen': probeOnOpen }));
  }
  const { endpoints } = JSON.parse(announced) as Announcement;
  return {
    workspace,
    target: (id) => {
      const endpoint = endpoints.find((one) => one.id === id);
      if (endpoint === undefined) throw new Error(`The lab has no ${id}.`);
      return `${endpoint.host}:${endpoint.port}`;
    },
    close: async () => {
      lab.stdin.end();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
