// What VS Code calls to run the tests inside the extension host: every editor/*.test.js beside this bundle.

import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Mocha from 'mocha';
import * as vscode from 'vscode';
import { followRunner } from '../host/mochaOutcome.mjs';

/** Resolves when all passed, rejects when not. The counts go to the file named in SMTP_TLS_TEST_REPORT. */
export async function run(): Promise<void> {
  console.log(`Suite in the extension host: VS Code ${vscode.version}, Node ${process.versions.node}`);
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, reporter: 'spec', color: false });
  const names = readdirSync(__dirname, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((text) => text.endsWith('.test.js')).sort()) mocha.addFile(join(__dirname, name));
  const outcome = await new Promise<ReturnType<typeof followRunner>>((resolve) => {
    const runner = mocha.run(() => resolve(counted));
    const counted = followRunner(runner);
  });
  const report = process.env['SMTP_TLS_TEST_REPORT'];
  if (report !== undefined) writeFileSync(report, JSON.stringify(outcome));
  if (outcome.failed > 0) throw new Error(`${outcome.failed} tests failed.`);
}
