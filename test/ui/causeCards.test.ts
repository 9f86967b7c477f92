// The page of an endpoint with causes of every likelihood, in a browser of its own: what it shows, links to and asks for.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import type { Intent, PageState } from '../../media/panel/state.ts';
import type { Assessment } from '../../src/model/assessment.ts';
import type { RankedCause } from '../../src/model/cause.ts';
import { describeCertificate, describeHandshake } from '../../src/report/facts.ts';
import { describeFurtherTests } from '../../src/report/furtherTests.ts';
import { guideOf } from '../../src/report/fixText.ts';
import {
  confirmedCause,
  likelyCause,
  possibleCause,
  ruledOutCause,
  withCauses,
  withoutCauses,
} from '../support/causes.ts';
import { openBrowser } from './support/browser.ts';

const folder = join(process.cwd(), 'dist', 'pictures');

/** Stands for VS Code: takes down what the page asks for. Colours enough to tell one thing from another. */
const shell = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Panel</title>
<link rel="stylesheet" href="../panelStyle.css">
<style>
html { --vscode-foreground: #1f1f1f; --vscode-editor-background: #fff; --vscode-panel-border: #ccc;
  --vscode-descriptionForeground: #505050; --vscode-textLink-foreground: #005fb8; --vscode-sideBar-background: #f8f8f8;
  --vscode-testing-iconFailed: #c00; --vscode-focusBorder: #005fb8; --vscode-button-secondaryForeground: #1f1f1f;
  --vscode-button-secondaryBackground: #e5e5e5; --vscode-button-background: #005fb8; --vscode-button-foreground: #fff;
  --vscode-font-family: sans-serif; --vscode-font-size: 13px; }
</style></head><body><main id="page"></main>
<script id="texts" type="application/json">{}</script>
<script>
  const asked = [];
  function acquireVsCodeApi() {
    return { postMessage: (message) => asked.push(message), getState: () => undefined, setState: () => undefined };
  }
</script>
<script src="../panel.js"></script></body></html>`;

function stateWith(assessment: Assessment): PageState {
  const { certificates } = assessment.evidence;
  return {
    key: 'mx.example.com:25',
    status: assessment.verdict,
    isRunning: false,
    stages: [],
    lines: assessment.transcript,
    ageMs: 0,
    words: {
      name: 'mx.example.com',
      address: 'mx.example.com:25',
      status: 'Broken',
      phases: [],
      session: describeHandshake(assessment.evidence.handshake),
      severities: { error: 'Error', warning: 'Warning', note: 'Note' },
      likelihoods: { confirmed: 'Confirmed', likely: 'Likely', possible: 'Possible', 'ruled-out': 'Ruled out' },
      fixes: assessment.findings.map(({ fix }) => guideOf(fix)),
      causeFixes: (assessment.causes ?? []).map(({ fix }) => guideOf(fix)),
      stores: ["Mozilla's roots"],
      certificates: certificates.status === 'known' ? certificates.value.certificates.map(describeCertificate) : [],
      furtherTests: describeFurtherTests(assessment.furtherTests),
      traffic: {
        addresses: 'Traffic.',
        ports: 'Traffic.',
        'unoffered-starttls': 'Traffic.',
        'unknown-verb': 'Traffic.',
        'server-name': 'Traffic.',
        'control-host': 'Traffic.',
        reputation: 'Traffic.',
      },
    },
    assessment,
  };
}

describe('the cards of causes', () => {
  let browser: Browser;
  let page: Page;
  const faults: string[] = [];

  before(async function () {
    this.timeout(120_000);
    browser = await openBrowser();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'panel.html'), shell);
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('dialog', (dialog) => {
      faults.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
  });

  after(async function () {
    this.timeout(30_000);
    await browser?.close();
  });

  const show = async (state: PageState): Promise<void> => {
    await page.evaluate(`window.postMessage(${JSON.stringify({ kind: 'state', state })})`);
    await page.locator('h1', { hasText: summaryOf(state) }).waitFor();
  };
  const summaryOf = ({ isRunning, assessment }: PageState): string =>
    isRunning ? 'Probing' : (assessment?.summary ?? 'waits for its first probe');
  const open = async (...causes: readonly RankedCause[]): Promise<void> => {
    await page.goto(pathToFileURL(join(folder, 'panel.html')).href);
    await show(stateWith(withCauses(...causes)));
  };
  const asked = async (): Promise<readonly Intent[]> => page.evaluate('asked.splice(0)');

  it('come ranked, the surest in the head, what is ruled out folded', async () => {
    await open(confirmedCause, likelyCause, possibleCause, ruledOutCause);
    const titles = await page.locator('.cause h3').allTextContents();
    assert.deepEqual(titles, [
      'Confirmed: A firewall on the way rewrites SMTP',
      'Likely: STARTTLS is removed on the way',
      'Possible: The receive connector has no TLS',
      'Ruled out: Our address is blocked',
    ]);
    assert.equal(
      await page.locator('.head-cause').textContent(),
      'Cause: A firewall on the way rewrites SMTP, and 1 more',
    );
    assert.equal(await page.locator('#cause-3').isVisible(), false);
    await page.locator('summary', { hasText: 'Ruled out: 1' }).click();
    assert.equal(await page.locator('#cause-3').isVisible(), true);
    await page.screenshot({ path: join(folder, 'causes-1280.png'), fullPage: true });
  });

  it('lead to lines, certificates, findings and back', async () => {
    await open(confirmedCause);
    const jumps: readonly (readonly [button: string, id: string])[] = [
      ['#cause-0 .clues button:has-text("Line 6")', 'line-6'],
      ['#cause-0 .clues button:has-text("Certificate 2")', 'certificate-1'],
      ['#cause-0 .explained button', 'finding-0'],
      ['#finding-0 .links button:has-text("Why")', 'cause-0'],
      ['.head-cause button', 'cause-0'],
      ['#cause-0 .links button:has-text("What to do")', 'first-fix'],
      ['.first-head button', 'cause-0'],
    ];
    for (const [button, id] of jumps) {
      await page.locator(button).focus();
      await page.keyboard.press('Enter');
      assert.equal(await page.evaluate('document.activeElement.id'), id, button);
      assert.equal(await page.locator(`#${id}.target`).count(), 1, button);
    }
  });

  it('ask for the test that would settle it, for commands and for an explanation', async () => {
    await open(likelyCause, possibleCause);
    await asked();
    await page.locator('#cause-0 button', { hasText: 'Send STARTTLS all the same' }).click();
    assert.deepEqual(await asked(), [{ kind: 'further-test', test: 'unoffered-starttls' }]);
    assert.equal(await page.locator('#cause-1 .next-test button').count(), 0);
    await page.locator('.first-fix .command', { hasText: 'Get-ReceiveConnector' }).waitFor();
    await page.locator('.first-fix button.copy').first().click();
    const [copied] = await asked();
    assert.deepEqual(
      [copied?.kind, copied?.kind === 'copy-cause-command' ? copied.cause : undefined],
      ['copy-cause-command', 0],
    );
    await page.locator('#cause-1 summary').click();
    await page.locator('#cause-1 button.copy').first().click();
    assert.deepEqual(await asked(), [{ kind: 'copy-cause-command', cause: 1, command: 0 }]);
    await page.locator('#cause-1 button', { hasText: 'Explain' }).click();
    assert.deepEqual(await asked(), [{ kind: 'explain-cause', cause: 1 }]);
  });

  it('offer no test for a result of the past, and none while a probe runs', async () => {
    await open(likelyCause);
    const state = stateWith(withCauses(likelyCause));
    await show({ ...state, isRunning: true });
    const test = page.locator('#cause-0 .next-test button');
    assert.equal(await test.isDisabled(), true);
    await page.goto(pathToFileURL(join(folder, 'panel.html')).href);
    await show({ ...state, past: { id: '1' } });
    await page.locator('#cause-0 .next-test p').waitFor();
    assert.equal(await test.count(), 0);
  });

  it('do not move what stands below the head when a probe begins', async () => {
    await open(confirmedCause, likelyCause);
    const place = async (): Promise<number | undefined> => (await page.locator('#why').boundingBox())?.y;
    const before = await place();
    await show({ ...stateWith(withCauses(confirmedCause, likelyCause)), isRunning: true, status: 'running' });
    assert.equal(await place(), before);
  });

  it('are what they were where a result has no causes', async () => {
    await page.goto(pathToFileURL(join(folder, 'panel.html')).href);
    await show(stateWith(withoutCauses));
    assert.equal(await page.locator('.cause, .head-cause:visible, .group').count(), 0);
    assert.match((await page.locator('.first-head button').getAttribute('aria-label')) ?? '', /^Go to the finding/);
  });

  it('take every text for a text', async () => {
    const attack = '<img src=x onerror=alert(1)>';
    await open({
      ...likelyCause,
      title: attack,
      text: attack,
      evidenceFor: [{ text: attack, weight: 'weak', where: {} }],
      nextTest: { text: attack },
      fix: attack,
      sources: [{ text: attack, url: 'https://example.com/' }],
    });
    assert.equal(await page.locator('img').count(), 0);
    assert.ok((await page.locator('#cause-0').textContent())?.split(attack).length === 6);
    assert.deepEqual(faults, []);
  });

  it('are readable for everybody', async () => {
    await open(confirmedCause, likelyCause, possibleCause, ruledOutCause);
    await page.locator('summary', { hasText: 'Ruled out' }).click();
    await page.evaluate(axe.source);
    const results = (await page.evaluate('axe.run("#why, header", { resultTypes: ["violations"] })')) as AxeResults;
    assert.deepEqual(
      results.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`),
      [],
    );
  });
});
