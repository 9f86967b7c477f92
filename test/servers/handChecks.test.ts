// "How to check by hand" as a person does it: every form of openssl, swaks and gnutls-cli on the pages, run by bash.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faults } from '../../src/lab/faults.ts';
import { startLab } from '../../src/lab/lab.ts';
import type { Lab } from '../../src/lab/lab.ts';
import { labName } from '../../src/lab/world.ts';
import { rulePages } from '../../src/rules/ruleBook.ts';
import { skipTest } from '../host/skipTest.ts';
import { findCommandTool } from '../support/commandTools.ts';
import type { ToolEnvironment } from '../support/commandTools.ts';
import { NotAvailable } from '../support/debianPackages.ts';
import { collectOutput } from '../support/servers/collectOutput.ts';

type Tool = 'openssl' | 'swaks' | 'gnutls-cli';

/** What a form must print, the first that fits it; and the server that it is tried on. */
const forms: readonly (readonly [form: RegExp, prints: RegExp, server?: string])[] = [
  [/-cipher DHE@/, /dh key too small/i, 'tls/weak-key-exchange'],
  [/-brief -connect/, /CONNECTION ESTABLISHED/, 'sound/implicit'],
  [/-crlf -quiet/, /220 .* ready/, 'sound/implicit'],
  [/-tls1_2 -cipher/, /Server Temp Key: /],
  [/-x509_strict|-verify_hostname/, /Verification error: |Verification: OK/],
  [/-brief /, /CONNECTION ESTABLISHED\nProtocol version: TLSv1\.[23]\nCiphersuite: /],
  [/starttls smtp -quiet/, /250-AUTH PLAIN/],
  [/-noout -text$/, /Public-Key: \(256 bit\)/],
  [/subjectAltName/, new RegExp(`DNS:${labName}`)],
  [/extendedKeyUsage/, /TLS Web Server Authentication/],
  [/basicConstraints/, /CA:FALSE/],
  [/-fingerprint/, /sha256 Fingerprint=/i],
  [/\| openssl x509/, /issuer=.*Lab intermediate/],
  [/> chain\.pem/, /depth=0/],
  [/print_certs -text/, /Subject: CN ?= ?mx\.lab\.test[^]*Subject: CN ?= ?Lab intermediate/],
  [/print_certs -noout/, /subject=.*mx\.lab\.test[^]*subject=.*Lab intermediate/],
  [/-noout -(?:subject )?-?dates/, /notAfter=/],
  [/openssl sha256$/, /= ?[0-9a-f]{64}/],
  [/^openssl version/, /OpenSSL \d/],
  [/s_client/, /Certificate chain\n 0 s:/],
  [/--tls-on-connect/, /<~ {2}250-AUTH PLAIN/, 'sound/implicit'],
  [/--quit-after (?:TLS|EHLO)/, /TLS started with cipher/],
  [/--quit-after MAIL/, /MAIL FROM/],
  [/--quit-after FIRST-HELO/, /<- {2}250-STARTTLS/],
  [/--quit-after CONNECT/, /<- {2}220 /],
  [/gnutls-cli/, /- Status: The certificate is NOT trusted/],
];

/** What the tools say of an option that they do not have. */
const misuse =
  /unknown option|use -help|^usage:|unrecognized option|illegal option|unhandled option|option .* not supported/im;

function toolOf(command: string): Tool | undefined {
  return (['swaks', 'gnutls-cli', 'openssl'] as const).find((tool) =>
    new RegExp(`(?:^|[|;] |time )${tool}`).test(command),
  );
}

const commands = [...new Set(rulePages.flatMap(({ checks }) => checks.flatMap((check) => check.commands)))];

describe('checks by hand', () => {
  let lab: Lab;
  let folder: string;
  const servers = new Set([
    'sound/starttls',
    ...forms.flatMap(([, , server]) => (server === undefined ? [] : [server])),
  ]);

  const run = async (script: string, env: ToolEnvironment): Promise<string> => {
    const child = spawn('bash', ['-c', `{ ${script}\n} 2>&1`], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const { output } = await collectOutput(child, 30_000);
    return output;
  };

  before(async function () {
    this.timeout(30_000);
    folder = await mkdtemp(join(tmpdir(), 'smtp-tls-probe-by-hand-'));
    lab = await startLab(faults.filter(({ id }) => servers.has(id)));
    const env = { ...process.env };
    await run('openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -subj /CN=partner -days 3', env);
  });

  after(async () => {
    await lab?.close();
    await rm(folder, { recursive: true, force: true });
  });

  for (const command of commands) {
    const tool = toolOf(command);
    if (tool === undefined) continue;
    it(command, async function () {
      this.timeout(60_000);
      const [, prints, server = 'sound/starttls'] = forms.find(([form]) => form.test(command)) ?? [];
      assert.ok(prints, 'this form is in the table');
      const endpoint = lab.entries.find(({ fault }) => fault.id === server)?.endpoint;
      assert.ok(endpoint);
      const script = command
        .replace('-servername HOST', `-servername ${labName}`)
        .replaceAll('HOST', endpoint.host)
        .replaceAll('PORT', String(endpoint.port))
        .replaceAll('FILE', 'chain.pem')
        .replaceAll('CERT', 'cert.pem')
        .replaceAll('KEY', 'key.pem');
      try {
        const env = await findCommandTool(tool);
        // Later commands of a check read what the first has kept.
        if (/chain\.pem/.test(script) && !script.includes('> chain.pem')) {
          await run(
            `echo QUIT | openssl s_client -starttls smtp -connect ${endpoint.host}:${endpoint.port} -showcerts > chain.pem`,
            env,
          );
        }
        const output = await run(script, env);
        assert.doesNotMatch(output, misuse);
        assert.match(output, prints);
      } catch (error) {
        if (!(error instanceof NotAvailable)) throw error;
        skipTest(this, error.message);
      }
    });
  }
});
