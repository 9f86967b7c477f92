// A person diagnoses hybrid mail flow in VS Code: two hosts asked for, exports found, five mistakes each on its line.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { multiLine, startServer } from '../../src/lab/server.ts';
import type { LabServer } from '../../src/lab/server.ts';
import { makeWorld } from '../../src/lab/world.ts';
import {
  asJson7,
  sound,
  soundCertificate,
  soundInbound,
  soundOutbound,
  soundSend,
} from '../support/connectorExports.ts';
import type { ExportedSet } from '../support/connectorExports.ts';
import { certificateName, contoso, hello, issuedByLab, namedByLab } from '../support/hybridLab.ts';
import { findFaults, waitUntil, widen } from './support/panel.ts';
import { openWorkbench } from './support/workbench.ts';
import type { Workbench } from './support/workbench.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');
const onPremisesSet: ExportedSet = {
  ...sound,
  ...namedByLab,
  SendConnector: [
    { ...soundSend, TlsCertificateName: certificateName, TlsAuthLevel: 'EncryptionOnly', IgnoreSTARTTLS: true },
  ],
  ExchangeCertificate: [soundCertificate, { ...sound.ExchangeCertificate[1], Services: ['IIS'] }].map(issuedByLab),
  InboundConnector: [],
  OutboundConnector: [],
  AcceptedDomain: [],
};

const cloudSet: ExportedSet = {
  SendConnector: [],
  ReceiveConnector: [],
  ExchangeCertificate: [],
  HybridConfiguration: [],
  AcceptedDomain: sound.AcceptedDomain,
  InboundConnector: [{ ...soundInbound, TlsSenderCertificateName: null, SenderIPAddresses: ['198.51.100.7'] }],
  OutboundConnector: [{ ...soundOutbound, TlsSettings: 'CertificateValidation' }],
};

const cloudFile = 'exchange-online.connectors.json';

describe('hybrid mail flow in VS Code', function () {
  this.timeout(180_000);
  let onPremises: LabServer;
  let cloud: LabServer;
  let workbench: Workbench;
  let frame: Frame;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    const world = await makeWorld();
    onPremises = await startServer({
      tlsMode: 'starttls',
      tls: { chain: world.chainWith({ subject: contoso, alternativeNames: ['mail.contoso.com'] }) },
    });
    cloud = await startServer({
      tlsMode: 'starttls',
      ehlo: multiLine(250, hello, 'SIZE 157286400', 'STARTTLS'),
      ehloInTls: multiLine(250, hello, 'SIZE 157286400'),
      tls: { chain: world.chainWith({ alternativeNames: ['mail.protection.outlook.com'] }) },
    });
    workbench = await openWorkbench({
      files: {
        'on-premises.connectors.json': asJson7(onPremisesSet),
        [cloudFile]: asJson7(cloudSet),
        'roots.pem': world.authorities,
      },
      settings: { 'smtpTls.caFile': 'roots.pem' },
    });
  });

  after(async () => {
    await workbench?.close();
    await Promise.all([onPremises?.close(), cloud?.close()]);
  });

  const checks = (): Promise<readonly string[]> => frame.locator('.finding .links .aside').allInnerTexts();

  it('asks for two hosts and shows every mistake with its repair', async () => {
    await workbench.runCommand('Diagnose Hybrid Mail Flow');
    await workbench.typeInQuickInput(`${onPremises.host}:${onPremises.port}`);
    await workbench.acceptQuickInput();
    await workbench.page.locator('.quick-input-title', { hasText: '2 of 2' }).waitFor();
    await workbench.typeInQuickInput(`${cloud.host}:${cloud.port}`);
    await workbench.acceptQuickInput();
    frame = await workbench.findWebviewFrame('#page.hybrid header.status-broken', 60_000);
    assert.deepEqual(await checks(), [
      'hybrid/ignore-starttls',
      'hybrid/tls-auth-level',
      'hybrid/inbound-sender-address',
      'hybrid/certificate-not-for-smtp',
      'hybrid/tls-settings',
    ]);
    assert.match(await frame.locator('h1').innerText(), /^Broken\. Hybrid mail flow is not secured/);
    const states = await frame.locator('.node .severity-word').allInnerTexts();
    assert.deepEqual(states, ['wrong', 'wrong', 'nothing wrong found', 'deserves a look']);
    assert.deepEqual(await frame.locator('.leg p').allInnerTexts(), [' verified TLS', ' verified TLS']);
    await frame.locator('#pair-section', { hasText: 'IgnoreSTARTTLS: True' }).waitFor();
  });

  it('can be used by everybody, by day and by night, narrow and wide', async () => {
    for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const) {
      if (theme !== 'dark') await workbench.switchTheme(theme);
      for (const width of [800, 1600]) {
        await widen(workbench, width);
        assert.deepEqual(await findFaults(frame), [], `${theme} ${width}`);
        await waitUntil(frame, 'document.documentElement.scrollWidth <= document.documentElement.clientWidth');
        await frame.evaluate('window.scrollTo(0, 0)');
        await workbench.screenshot(join(pictures, `hybrid-${theme}-${width}.png`));
        await frame.evaluate('document.getElementById("pair-section").scrollIntoView()');
        await workbench.screenshot(join(pictures, `hybrid-pair-${theme}-${width}.png`));
      }
    }
    await workbench.switchTheme('dark');
    await widen(workbench, 1440, 900);
  });

  it('copies a repair, which nobody runs', async () => {
    await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await frame.locator('#finding-2 button', { hasText: 'Copy repair command' }).first().click();
    await workbench.page.locator('.statusbar', { hasText: 'The command is in the clipboard.' }).waitFor();
    assert.equal(
      await workbench.page.evaluate('navigator.clipboard.readText()'),
      "Set-InboundConnector -Identity 'Inbound from 5f1c' -SenderIPAddresses @{Add='203.0.113.5'}",
    );
  });

  it('has each mistake in Problems, on its line, and leads there', async () => {
    const text = readFileSync(join(workbench.workspace ?? '', cloudFile), 'utf8');
    const line = text.slice(0, text.indexOf('"SenderIPAddresses"')).split('\n').length;
    await frame.locator('#finding-2 .links button').click();
    await workbench.page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line},`) }).waitFor();
    await workbench.runCommand('Problems: Focus on Problems View');
    const rows = workbench.page.locator('.markers-panel .monaco-list-row');
    await rows.filter({ hasText: 'hybrid/inbound-sender-address' }).first().waitFor();
    for (const check of ['ignore-starttls', 'tls-auth-level', 'certificate-not-for-smtp', 'tls-settings']) {
      await rows
        .filter({ hasText: `hybrid/${check}` })
        .first()
        .waitFor();
    }
    await workbench.screenshot(join(pictures, 'hybrid-problems.png'));
  });

  it('judges again when an export is mended and saved, without another probe', async () => {
    const path = join(workbench.workspace ?? '', cloudFile);
    const accepted = cloud.accepted();
    await workbench.page.locator('.tab', { hasText: cloudFile }).click();
    writeFileSync(path, readFileSync(path, 'utf8').replace('198.51.100.7', '203.0.113.0/24'));
    const editor = workbench.page.locator('.editor-instance .view-lines', { hasText: '203.0.113.0/24' });
    await editor.first().waitFor();
    await workbench.runCommand('File: Save without Formatting');
    await workbench.runCommand('Problems: Focus on Problems View');
    await workbench.page
      .locator('.markers-panel .monaco-list-row')
      .filter({ hasText: 'hybrid/inbound-sender-address' })
      .first()
      .waitFor({ state: 'detached' });
    assert.equal(cloud.accepted(), accepted);
  });

  it('says that it is at work, and keeps the keyboard on its button', async () => {
    await workbench.page.locator('.tab', { hasText: 'Hybrid mail flow' }).click();
    frame = await workbench.findWebviewFrame('#page.hybrid header.status-broken', 60_000);
    const again = frame.locator('.actions .primary');
    await again.focus();
    await again.press('Enter');
    await frame.locator('.actions [aria-disabled="true"]', { hasText: 'Diagnosing …' }).waitFor();
    await frame.locator('.actions .primary', { hasText: 'Diagnose again' }).waitFor();
    await waitUntil(frame, 'document.activeElement?.classList.contains("primary") === true');
  });

  it('comes back after a reload with what it showed, without traffic', async () => {
    const before = await checks();
    const accepted = [onPremises.accepted(), cloud.accepted()];
    // What is kept of it is written a moment later.
    await workbench.page.waitForTimeout(1_500);
    const isLoadedAgain = workbench.page.waitForEvent('load', { timeout: 30_000 });
    await workbench.runCommand('Developer: Reload Window');
    await isLoadedAgain;
    frame = await workbench.findWebviewFrame('#page.hybrid header.status-broken', 60_000);
    assert.deepEqual(await checks(), before);
    assert.deepEqual(await frame.locator('.leg p').allInnerTexts(), [' verified TLS', ' verified TLS']);
    assert.deepEqual([onPremises.accepted(), cloud.accepted()], accepted);
    await workbench.screenshot(join(pictures, 'hybrid-restored.png'));
  });
});
