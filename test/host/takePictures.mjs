// `npm run pictures`: the README's picture, taken from the lab in the VS Code of this machine.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLabProcess } from './labProcess.mjs';
import { openWindow } from './openWindow.mjs';
import { endEverything, runProcess, temporaryFolder } from './processes.mjs';
import { projectFolder } from './project.mjs';

/** What the picture's fleet consists of: servers of the lab under the names of a company's own. */
const groups = [
  {
    name: 'Inbound',
    endpoints: [
      ['mx1.contoso.com', 'greeting/rewritten'],
      ['mx2.contoso.com', 'sound/rsa-chain'],
      ['mx3.contoso.com', 'certificate/expires-in-10-days'],
    ],
  },
  {
    name: 'Hybrid',
    endpoints: [
      ['hybrid.contoso.com', 'certificate/incomplete-chain'],
      ['edge.contoso.com', 'sound/starttls'],
    ],
  },
  {
    name: 'Submission',
    endpoints: [
      ['smtp.contoso.com', 'sound/implicit'],
      ['relay.contoso.com', 'starttls/not-offered'],
    ],
  },
];

const shown = 'mx1.contoso.com';
const size = { width: 1240, height: 860 };

/** Small and still sharp: a screenshot is few colours and much text. */
const quality = 0.85;

function entryOf([name, id], { endpoints, authorities }) {
  const endpoint = endpoints.find((one) => one.id === id);
  if (endpoint === undefined) throw new Error(`The lab has no ${id}.`);
  const { host, port, tlsMode, serverName } = endpoint;
  return { name, host, port, tls: tlsMode, serverName, authorities };
}

function writeFleet(workspace, lab) {
  const fleet = groups.map(({ name, endpoints }) => ({ name, endpoints: endpoints.map((one) => entryOf(one, lab)) }));
  writeFileSync(join(workspace, 'smtp-tls.json'), JSON.stringify({ groups: fleet }, undefined, 2));
}

/** The page draws the PNG and gives it back as WebP. */
async function toWebp(page, png) {
  const url = await page.evaluate(
    /* global Image, document */
    async ([data, wanted]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.width;
      canvas.height = image.height;
      canvas.getContext('2d').drawImage(image, 0, 0);
      return canvas.toDataURL('image/webp', wanted);
    },
    [png.toString('base64'), quality],
  );
  return Buffer.from(url.split(',')[1], 'base64');
}

async function takePicture(page) {
  const sidebar = page.locator('.part.sidebar');
  await sidebar.locator('.monaco-list-row').filter({ hasText: groups[0].name }).waitFor({ timeout: 30_000 });
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget .quick-input-box input').fill('>SMTP TLS: Probe All Endpoints');
  await page.locator('.quick-input-widget .monaco-list-row').filter({ hasText: 'Probe All' }).first().click();
  const row = sidebar.locator('.monaco-list-row').filter({ hasText: shown });
  await row.filter({ hasText: 'Broken' }).waitFor({ timeout: 60_000 });
  await row.click();
  await page.waitForTimeout(4_000);
  await page.mouse.move(size.width / 2, size.height - 4);
  return page.screenshot();
}

async function run() {
  const { code, output } = await runProcess(process.execPath, ['esbuild.config.mjs'], { cwd: projectFolder });
  if (code !== 0) throw new Error(output);
  const folder = temporaryFolder('pictures');
  const workspace = join(folder.path, 'contoso-mail');
  const lab = await startLabProcess(
    workspace,
    groups.flatMap(({ endpoints }) => endpoints.map(([, id]) => id)),
  );
  writeFleet(workspace, lab);
  const settings = { 'workbench.activityBar.location': 'default', 'window.commandCenter': false };
  const window = await openWindow({ workspace, settings, viewport: size });
  const picture = await takePicture(window.page);
  const file = join(projectFolder, 'media', 'screenshots', 'panel.webp');
  const webp = await toWebp(window.page, picture);
  writeFileSync(file, webp);
  console.log(`${file}: ${Math.round(webp.length / 1024)} KB`);
  if (process.argv[2] !== undefined) writeFileSync(process.argv[2], picture);
  await window.close();
  await lab.stop();
}

try {
  await run();
} finally {
  await endEverything();
}
