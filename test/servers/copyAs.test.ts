// "Copy as" commands as a person pastes them: run by bash against lab servers, STARTTLS and implicit, IPv4 and IPv6.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '../../src/model/endpoint.ts';
import { faults } from '../../src/lab/faults.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { labName } from '../../src/lab/world.ts';
import { formatCopy } from '../../src/report/copyAs.ts';
import type { CopyTool } from '../../src/report/copyAs.ts';
import { skipTest } from '../host/skipTest.ts';
import { findCommandTool } from '../support/commandTools.ts';
import type { ToolEnvironment } from '../support/commandTools.ts';
import { NotAvailable } from '../support/debianPackages.ts';
import { collectOutput } from '../support/servers/collectOutput.ts';

const chosen = [
  'sound/starttls',
  'sound/implicit',
  'sound/address-name',
  'certificate/expired',
  'certificate/name-mismatch',
];

/** What a tool prints when the certificate was verified, when EHLO was said inside TLS, and when it was not verified. */
interface Signs {
  readonly verified: RegExp;
  /** An extension that the lab offers inside TLS only. */
  readonly ehloInTls?: RegExp;
  readonly ehloName?: RegExp;
  readonly expired: RegExp;
  /** Absent: the tool looks at the chain alone. */
  readonly otherName?: RegExp;
  readonly endsWithError: boolean;
}

const tools: Readonly<Record<'openssl' | 'swaks' | 'gnutls-cli' | 'curl' | 'smtp-tls-probe', Signs>> = {
  openssl: {
    verified: /Verify return code: 0 \(ok\)/,
    expired: /Verify return code: 10 \(certificate has expired\)/,
    otherName: /Verify return code: 62 \(hostname mismatch\)/i,
    endsWithError: false,
  },
  swaks: {
    verified: /TLS started with cipher TLSv1\.3/,
    ehloInTls: /<~\s+250-AUTH PLAIN/,
    ehloName: /EHLO probe\.example/,
    expired: /TLS startup failed|certificate verify failed/,
    endsWithError: true,
  },
  'gnutls-cli': {
    verified: /Status: The certificate is trusted/,
    expired: /Status: The certificate is NOT trusted.*expired/,
    otherName: /The name in the certificate does not match the expected/,
    endsWithError: true,
  },
  curl: {
    verified: /SSL certificate verify ok/,
    ehloInTls: /< 250-AUTH PLAIN/,
    ehloName: /> EHLO probe\.example/,
    expired: /certificate has expired/,
    otherName: /no alternative certificate subject name matches/,
    endsWithError: true,
  },
  'smtp-tls-probe': {
    verified: /Sound/,
    ehloInTls: /250-AUTH PLAIN/,
    ehloName: /EHLO probe\.example/,
    expired: /certificate\/expired/,
    otherName: /certificate\/name-mismatch/,
    endsWithError: true,
  },
};

interface Relay {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** The same server on [::1], for the lab itself listens on IPv4. */
async function openRelay(port: number): Promise<Relay> {
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    for (const socket of [near, far]) socket.on('error', () => void [near.destroy(), far.destroy()]);
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '::1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

describe('"Copy as" commands', () => {
  let lab: Lab;
  let folder: string;
  let authoritiesFile: string;

  before(async function () {
    this.timeout(60_000);
    lab = await startLab(faults.filter(({ id }) => chosen.includes(id)));
    folder = await mkdtemp(join(tmpdir(), 'smtp-tls-probe-copy-'));
    // A name that only quoting gets through a shell.
    authoritiesFile = join(folder, `it's the "lab" root $(exit 9).pem`);
    await writeFile(authoritiesFile, lab.authorities);
  });

  after(async () => {
    await lab?.close();
    await rm(folder, { recursive: true, force: true });
  });

  function endpointOf(id: string): Endpoint {
    const entry = lab.entries.find(({ fault }) => fault.id === id);
    assert.ok(entry, `The lab has no ${id}`);
    return entry.endpoint;
  }

  /** Without a name of its own the endpoint's address is what the certificate has to prove. */
  function commandFor(tool: CopyTool, endpoint: Endpoint, serverName?: string): string {
    const subject = { endpoint, authoritiesFile, ehloName: 'probe.example', minimumTls: 'TLSv1.2' } as const;
    const ownProgram = [process.execPath, join(process.cwd(), 'dist', 'cli.js')];
    const named = serverName === undefined ? subject : { ...subject, serverName };
    return formatCopy(tool, named, { shell: 'posix', ownProgram });
  }

  async function run(command: string, env: ToolEnvironment): Promise<{ readonly code: number; readonly text: string }> {
    const child = spawn('bash', ['-c', `set -o pipefail\n${command}`], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const { code, output, errors } = await collectOutput(child, 20_000);
    return { code, text: `${command}\n${output}\n${errors}` };
  }

  for (const [tool, signs] of Object.entries(tools) as [keyof typeof tools, Signs][]) {
    describe(tool, () => {
      let env: ToolEnvironment;

      before(async function () {
        this.timeout(400_000);
        try {
          env = tool === 'smtp-tls-probe' ? process.env : await findCommandTool(tool);
        } catch (error) {
          if (!(error instanceof NotAvailable)) throw error;
          skipTest(this, error.message);
        }
      });

      for (const id of ['sound/starttls', 'sound/implicit']) {
        it(`verifies ${id} over IPv4 and IPv6`, async function () {
          this.timeout(60_000);
          const endpoint = endpointOf(id);
          const relay = await openRelay(endpoint.port).catch(() => undefined);
          try {
            const commands = [commandFor(tool, endpoint, labName)];
            if (relay !== undefined) {
              commands.push(commandFor(tool, { ...endpoint, host: '::1', port: relay.port }, labName));
            }
            for (const command of commands) {
              const { code, text } = await run(command, env);
              assert.equal(code, 0, text);
              for (const sign of [signs.verified, signs.ehloInTls, signs.ehloName]) {
                if (sign !== undefined) assert.match(text, sign);
              }
            }
          } finally {
            await relay?.close();
          }
          if (relay === undefined) skipTest(this, 'This machine has no [::1]; IPv4 was verified.');
        });
      }

      it('verifies an address where that is the name', async function () {
        this.timeout(30_000);
        const { code, text } = await run(commandFor(tool, endpointOf('sound/address-name')), env);
        assert.equal(code, 0, text);
        assert.match(text, signs.verified);
      });

      it('tells the truth of an expired certificate', async function () {
        this.timeout(30_000);
        const { code, text } = await run(commandFor(tool, endpointOf('certificate/expired'), labName), env);
        assert.match(text, signs.expired);
        assert.doesNotMatch(text, signs.verified);
        assert.equal(code !== 0, signs.endsWithError, text);
      });

      if (signs.otherName === undefined) return;
      const otherName = signs.otherName;
      it('tells the truth of a certificate for another name', async function () {
        this.timeout(30_000);
        const { code, text } = await run(commandFor(tool, endpointOf('certificate/name-mismatch'), labName), env);
        assert.match(text, otherName);
        assert.equal(code !== 0, signs.endsWithError, text);
      });
    });
  }
});
