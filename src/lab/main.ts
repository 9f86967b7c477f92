// `node dist/lab.js`: starts the lab, writes a workspace for it, and runs until it is told to stop.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { policyRecord } from '../formats/fleetPolicy.ts';
import { faults } from './faults.ts';
import type { Fault } from './fault.ts';
import { startLab } from './lab.ts';
import type { Lab, LabEntry } from './lab.ts';
import { labName } from './world.ts';

const usage = `Usage: node dist/lab.js [--workspace DIR] [--authorities FILE] [--only ID,...] [--list]

Starts broken and sound SMTP servers on loopback, prints one line of JSON that
names their ports, and runs until its standard input ends or it is interrupted.

  --workspace DIR  write smtp-tls.json, lab-root.pem and editor settings there;
                   servers that need options which that file cannot carry, such
                   as a client certificate, are left out of it
  --authorities FILE
                   write the roots of the lab there, as PEM
  --only ID,...    only these faults, slow ones too; an ID ending in / stands
                   for all that begin with it
  --list           print the catalogue and end`;

const silentWholeMs = 3_000;

/** Shown first in an editor: a sound server, then two common ways to fail. */
const firstInWorkspace = ['sound/starttls', 'greeting/rewritten', 'starttls/not-offered'];

/** What smtp-tls.json can say of a probe; deadlines are a person's setting, for all endpoints alike. */
const optionsOfEntry = new Set(['serverName', 'authorities', 'deadlines', 'policy']);

interface Arguments {
  readonly workspace: string | undefined;
  readonly authorities: string | undefined;
  readonly chosen: readonly Fault[];
  readonly isList: boolean;
}

/** A text is what is wrong with the arguments. */
function readArguments(argv: readonly string[]): Arguments | string {
  let values;
  try {
    const options = {
      workspace: { type: 'string' },
      authorities: { type: 'string' },
      only: { type: 'string' },
      list: { type: 'boolean' },
    } as const;
    values = parseArgs({ args: [...argv], options, strict: true }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { workspace, authorities, only, list = false } = values;
  const files = { workspace, authorities };
  if (only === undefined) return { ...files, chosen: faults.filter(({ isSlow }) => isSlow !== true), isList: list };
  const wanted = only.split(',').map((id) => id.trim());
  const isNamedBy = (fault: Fault, id: string): boolean =>
    fault.id === id || (id.endsWith('/') && fault.id.startsWith(id));
  const stranger = wanted.find((id) => !faults.some((fault) => isNamedBy(fault, id)));
  if (stranger !== undefined) return `There is no fault "${stranger}"; --list prints them.`;
  const chosen = faults.filter((fault) => wanted.some((id) => isNamedBy(fault, id)));
  return { ...files, chosen, isList: list };
}

/** Whether an editor that reads smtp-tls.json probes this server as the catalogue does. */
function fitsEntry({ fault, options }: LabEntry): boolean {
  return fault.deadlines === undefined && Object.keys(options).every((name) => optionsOfEntry.has(name));
}

function workspaceEntries({ entries }: Lab): readonly LabEntry[] {
  const rank = ({ fault }: LabEntry): number => {
    const index = firstInWorkspace.indexOf(fault.id);
    return index < 0 ? firstInWorkspace.length : index;
  };
  return entries.filter(fitsEntry).sort((a, b) => rank(a) - rank(b));
}

/** A folder to open in an editor: the servers as endpoints, the lab's roots, and leave to probe at once. */
function writeWorkspace(folder: string, lab: Lab): string {
  const rootFile = 'lab-root.pem';
  mkdirSync(join(folder, '.vscode'), { recursive: true });
  const rootPath = join(folder, rootFile);
  const write = (path: string, content: unknown): void => writeFileSync(path, `${JSON.stringify(content, null, 2)}\n`);
  writeFileSync(rootPath, lab.authorities);
  write(join(folder, '.vscode', 'settings.json'), { 'smtpTls.probeOnOpen': true });
  write(join(folder, 'smtp-tls.json'), {
    endpoints: workspaceEntries(lab).map(({ fault, endpoint, options }) => ({
      name: fault.id,
      host: endpoint.host,
      port: endpoint.port,
      tls: endpoint.tlsMode,
      serverName: options.serverName ?? labName,
      authorities: rootFile,
      ...policyRecord(options.policy),
    })),
  });
  return rootPath;
}

/** Where the lab's roots are, if anywhere. */
function writeFiles(lab: Lab, { workspace, authorities }: Arguments): string | null {
  if (authorities !== undefined) writeFileSync(resolve(authorities), lab.authorities);
  const inWorkspace = workspace === undefined ? undefined : writeWorkspace(resolve(workspace), lab);
  return authorities === undefined ? (inWorkspace ?? null) : resolve(authorities);
}

function announce(lab: Lab, read: Arguments): void {
  const authorities = writeFiles(lab, read);
  const line = {
    ready: true,
    workspace: read.workspace === undefined ? null : resolve(read.workspace),
    authorities,
    endpoints: lab.entries.map(({ fault, endpoint, options }) => ({
      id: fault.id,
      name: fault.title,
      host: endpoint.host,
      port: endpoint.port,
      tlsMode: endpoint.tlsMode,
      serverName: options.serverName ?? labName,
      expectedVerdict: fault.expectedVerdict,
      expectedRules: fault.expectedRules,
      options,
      // For those who can set the whole deadline only: a silent server need not be waited for.
      ...(fault.deadlines === undefined ? {} : { deadlines: { whole: fault.deadlines.whole ?? silentWholeMs } }),
    })),
  };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(argv: readonly string[]): Promise<number> {
  const read = readArguments(argv);
  if (typeof read === 'string') {
    process.stderr.write(`${read}\n\n${usage}\n`);
    return 2;
  }
  if (read.isList) {
    for (const { id, expectedVerdict, title } of read.chosen) {
      process.stdout.write(`${id}  [${expectedVerdict}]  ${title}\n`);
    }
    return 0;
  }
  const stopped = new Promise<void>((settle) => {
    process.once('SIGTERM', () => settle());
    process.once('SIGINT', () => settle());
    process.stdin.once('end', () => settle());
    process.stdin.once('error', () => settle());
    process.stdin.resume();
  });
  // Node warns of the weak Diffie-Hellman group, which is one of the faults.
  process.removeAllListeners('warning');
  const lab = await startLab(read.chosen);
  announce(lab, read);
  await stopped;
  await lab.close();
  return 0;
}

void main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
