// Debian's mail servers probed by the command of VS Code: verdict, problems and tree say what the terminal says.

import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { skipTest } from '../host/skipTest.ts';
import { NotAvailable } from '../support/debianPackages.ts';
import { startExim } from '../support/servers/exim.ts';
import { startOpenSmtpd } from '../support/servers/openSmtpd.ts';
import { startPostfix } from '../support/servers/postfix.ts';
import type { RealServer } from '../support/servers/realServer.ts';
import { makeTestIdentity, serverName } from '../support/servers/testIdentity.ts';
import { activateExtension, emptyList, probe, transcriptUri, waitForProblems } from './support/window.ts';

const identity = makeTestIdentity();

describe('real mail servers in VS Code', function () {
  this.timeout(300_000);
  let api: InternalApi;
  let folder: string;
  const servers: RealServer[] = [];

  before(async () => {
    // Packages are kept in a folder of the project, which the tests elsewhere are started from.
    process.chdir(realpathSync(join(__dirname, '..', '..', '..')));
    api = await activateExtension();
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-probe-real-'));
    writeFileSync(join(folder, 'root.pem'), identity.rootPem);
  });

  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
    await emptyList(api);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  async function start(context: Context, open: () => Promise<RealServer>): Promise<RealServer> {
    try {
      const server = await open();
      servers.push(server);
      return server;
    } catch (error) {
      if (!(error instanceof NotAvailable)) throw error;
      return skipTest(context, `Debian's mail servers cannot be run here: ${error.message}`);
    }
  }

  const entryOf = (
    { port }: RealServer,
    tls: 'starttls' | 'implicit' = 'starttls',
  ): Readonly<Record<string, unknown>> => ({
    host: '127.0.0.1',
    port,
    tls,
    serverName,
    authorities: join(folder, 'root.pem'),
  });

  const sound: readonly (readonly [string, () => Promise<RealServer>])[] = [
    ['Postfix', () => startPostfix({ identity })],
    ['Exim', () => startExim({ identity })],
  ];
  for (const [name, open] of sound) {
    it(`${name} is sound, with both certificates as sent and no problem`, async function () {
      const server = await start(this, open);
      const { verdict, evidence, summary } = await probe(entryOf(server));
      assert.equal(verdict, 'sound', summary);
      assert.equal(evidence.certificates.status === 'known' && evidence.certificates.value.certificates.length, 2);
      await waitForProblems(`127.0.0.1:${server.port}`, 0);
      assert.match(api.treeText(), /\[pass\] 127\.0\.0\.1:\d+ - Sound/);
    });
  }

  it('Postfix that cannot load its key is broken, on the line of its 454', async function () {
    const server = await start(this, () => startPostfix({ identity, withoutKey: true }));
    const { verdict } = await probe(entryOf(server));
    assert.equal(verdict, 'broken');
    const key = `127.0.0.1:${server.port}`;
    const [problem] = await waitForProblems(key, 1);
    assert.ok(problem);
    const document = await vscode.workspace.openTextDocument(transcriptUri(key));
    assert.match(document.getText(problem.range), /454 4\.7\.0 TLS not available/);
  });

  it('OpenSMTPD is judged by what it does: release 6.8 breaks every handshake off with internal_error', async function () {
    const server = await start(this, () => startOpenSmtpd({ identity }));
    const { verdict, findings, ending } = await probe(entryOf(server));
    const isOld = server.software.includes('6.8');
    assert.equal(verdict, isOld ? 'broken' : 'sound');
    assert.deepEqual(
      findings.map(({ rule }) => rule),
      isOld ? ['handshake/alert'] : [],
    );
    assert.equal(ending?.alert?.name, isOld ? 'internal_error' : undefined);
  });
});
