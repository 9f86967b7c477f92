// A person reads an HTML report in a browser: by day, by night, on paper and on a telephone.

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { html } from '../../src/report/html.ts';
import { attacks, broken, halfway, hostile, reportOptions, sound } from '../support/reports.ts';
import { openBrowser } from './support/browser.ts';

const pictures = join(process.cwd(), 'dist', 'pictures');

interface Looks {
  readonly scheme: 'light' | 'dark';
  readonly media: 'screen' | 'print';
  readonly width: number;
}

/** Everything that a page tried beside showing itself. */
async function openReport(
  browser: Browser,
  path: string,
  { scheme, media, width }: Looks,
): Promise<{ page: Page; tried: string[] }> {
  const page = await browser.newPage({ colorScheme: scheme, viewport: { width, height: 1000 } });
  await page.emulateMedia({ media, colorScheme: scheme });
  const tried: string[] = [];
  const own = pathToFileURL(path).href;
  page.on('request', (request) => {
    if (request.url() !== own) tried.push(`request ${request.url()}`);
  });
  page.on('dialog', (dialog) => {
    tried.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => tried.push(`console ${message.text()}`));
  page.on('pageerror', (error) => tried.push(`error ${error.message}`));
  await page.goto(own);
  return { page, tried };
}

async function findFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const results = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html: part }) => `${id}: ${part.slice(0, 200)}`),
  );
}

const looks: readonly Looks[] = [
  { scheme: 'light', media: 'screen', width: 1200 },
  { scheme: 'dark', media: 'screen', width: 1200 },
  { scheme: 'dark', media: 'screen', width: 420 },
  { scheme: 'dark', media: 'print', width: 794 },
];

describe('the HTML report in a browser', function () {
  this.timeout(120_000);
  let browser: Browser;

  before(async () => {
    mkdirSync(pictures, { recursive: true });
    browser = await openBrowser();
  });

  after(() => browser?.close());

  async function look(name: string, text: string, chosen: readonly Looks[] = looks): Promise<void> {
    const path = join(process.cwd(), 'dist', `report-${name}.html`);
    writeFileSync(path, text);
    const lookOnce = async (one: Looks): Promise<void> => {
      const { page, tried } = await openReport(browser, path, one);
      const title = `${name}-${one.media === 'print' ? 'print' : one.scheme}-${one.width}`;
      assert.deepEqual(await findFaults(page), [], title);
      const width = (await page.evaluate('document.documentElement.scrollWidth')) as number;
      assert.ok(width <= one.width, `${title} is ${width} wide`);
      assert.deepEqual(tried, [], title);
      await page.screenshot({ path: join(pictures, `report-${title}.png`), fullPage: true });
      await page.close();
    };
    await Promise.all(chosen.map(lookOnce));
  }

  it('is readable for everybody, one result', () => look('one', html.format([broken], reportOptions)));

  it('is readable for everybody, several results', () =>
    look('several', html.format([broken, halfway, sound], { ...reportOptions, redactionTokens: ['host-1'] })));

  it('shows hostile texts as texts: nothing runs, nothing is loaded', () =>
    look('hostile', html.format(attacks.map(hostile), reportOptions), looks.slice(0, 1)));

  it('leads from the list to a result and from a finding to its line', async () => {
    const path = join(process.cwd(), 'dist', 'report-links.html');
    writeFileSync(path, html.format([sound, broken], reportOptions));
    const { page } = await openReport(browser, path, looks[0] ?? { scheme: 'light', media: 'screen', width: 1200 });
    await page.locator('tbody a').nth(1).click();
    assert.equal(new URL(page.url()).hash, '#r2');
    await page.locator('#r2 [id^="r2-finding-"] a', { hasText: 'Line 3' }).click();
    assert.equal(new URL(page.url()).hash, '#r2-line-3');
    await page.locator('#r2-line-3 a').first().click();
    assert.match(new URL(page.url()).hash, /^#r2-finding-\d$/);
    await page.close();
  });

  it('has all details on paper', async () => {
    const path = join(process.cwd(), 'dist', 'report-paper.html');
    writeFileSync(path, html.format([sound], reportOptions));
    const { page } = await openReport(browser, path, { scheme: 'light', media: 'print', width: 794 });
    const heights = await page
      .locator('.certificate details dl')
      .evaluateAll((lists) => lists.map((list) => list.getBoundingClientRect().height));
    assert.equal(heights.length, 2);
    for (const height of heights) assert.ok(height > 100, `${height}`);
    await page.close();
  });
});
