// The history inside VS Code: on disk before it shows, told of when damaged, compared, imported.

import assert from 'node:assert/strict';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { InternalApi } from '../../src/extension/extension.ts';
import { formatJson } from '../../src/report/json.ts';
import { activateExtension, emptyList, openBanner, openLab, probe, waitFor } from './support/window.ts';
import type { EditorLab } from './support/window.ts';

interface Place {
  readonly key: string;
  readonly id: string;
}

function tabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap((group) => group.tabs);
}

/** The preview of a page is a webview: its text is read from the document behind it. */
async function readPage(title: string, comparison: object): Promise<string> {
  const query = JSON.stringify(comparison);
  const uri = vscode.Uri.from({ scheme: 'smtp-tls', path: `/changes/${title}.md`, query });
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

describe('the history', () => {
  let api: InternalApi;
  let lab: EditorLab;
  let folder: string;
  let key: string;
  const historyFolder = (): string => vscode.Uri.joinPath(api.storage, 'history').fsPath;
  const textOnDisk = (): string =>
    readdirSync(historyFolder())
      .map((name) => readFileSync(join(historyFolder(), name), 'utf8'))
      .join('\n');

  before(async function () {
    this.timeout(60_000);
    api = await activateExtension();
    lab = await openLab('sound/rsa-chain', 'starttls/not-offered');
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-probe-import-'));
    key = `127.0.0.1:${lab.entry('sound/rsa-chain').port}`;
  });

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await emptyList(api);
    await lab.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has a result on disk before it is shown as finished', async () => {
    const seen: boolean[] = [];
    const stop = api.store.listen((keys) => {
      const assessment = keys.has(key) ? api.store.get(key)?.assessment : undefined;
      if (assessment !== undefined && seen.length === 0) seen.push(textOnDisk().includes(assessment.startedAt));
    });
    await probe(lab.entry('sound/rsa-chain'));
    stop();
    assert.deepEqual(seen, [true]);
  });

  it('lists the results of an endpoint and shows each transcript without its times', async () => {
    await probe(lab.entry('sound/rsa-chain'));
    const entries = await api.history.list(key);
    assert.equal(entries.length, 2);
    const [latest] = entries;
    assert.ok(latest);
    const uri = vscode.Uri.from({ scheme: 'smtp-tls', path: `/history/${key}/${latest.id}.txt` });
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    assert.match(text, /^S {2}220 /m);
    assert.match(text, /^C {2}STARTTLS$/m);
    assert.doesNotMatch(text, /\d ms /);
  });

  it('opens two transcripts side by side, with no difference where there is none', async () => {
    const [latest, older] = await api.history.list(key);
    assert.ok(latest && older);
    await vscode.commands.executeCommand('smtpTls.diffTranscripts', { key, id: older.id });
    await waitFor('The comparison', () => tabs().some(({ input }) => input instanceof vscode.TabInputTextDiff));
    const tab = tabs().find(({ input }) => input instanceof vscode.TabInputTextDiff);
    assert.ok(tab?.input instanceof vscode.TabInputTextDiff);
    assert.match(tab.label, /^Transcripts of .*: Sound, now ↔ Sound, now$/);
    const [before, after] = await Promise.all(
      [tab.input.original, tab.input.modified].map(async (uri) =>
        (await vscode.workspace.openTextDocument(uri)).getText(),
      ),
    );
    assert.equal(before, after);
  });

  it('says what changed since the last sound probe, naming the facts', async () => {
    const [sound] = await api.history.list(key);
    assert.ok(sound);
    // Another server takes the place of the sound one: the same endpoint as far as its history knows.
    const assessment = await probe(lab.entry('starttls/not-offered'));
    const moved = { ...assessment, endpoint: api.store.get(key)?.endpoint ?? assessment.endpoint };
    await api.history.keep(key, moved);
    await vscode.commands.executeCommand('smtpTls.whatChanged', { key });
    await waitFor('The page', () => tabs().some(({ label }) => label.includes('What changed at ')));
    const [broken] = await api.history.list(key);
    assert.equal(broken?.verdict, 'broken');
    const page = await readPage('What changed', {
      before: { key, id: sound.id },
      after: { key, id: broken.id },
      isOfSides: false,
    });
    assert.match(page, /^# What changed\n\nSound before, Broken after: STARTTLS is gone/);
    assert.match(page, /^\| STARTTLS in clear text \| STARTTLS \| not there \|$/m);
    assert.match(page, /^\| TLS \| TLSv1\.3, TLS\\_AES.* \| could not be learnt, for the same reason \|$/m);
    assert.match(page, /^\| New finding \| not there \| Error: The server does not offer STARTTLS \|$/m);
  });

  it('imports results as such, and leaves the last own one what it is', async () => {
    const mine = await api.history.last(key);
    assert.ok(mine);
    const far = {
      ...mine,
      vantage: { ...mine.vantage, hostName: 'far.example.net' },
      startedAt: '2026-06-01T12:00:00.000Z',
    };
    const elsewhere = { ...far, endpoint: { host: 'mx.elsewhere.example', port: 25, tlsMode: 'starttls' as const } };
    const file = join(folder, 'results.json');
    writeFileSync(file, formatJson([far, elsewhere], []));
    const places = (await vscode.commands.executeCommand(
      'smtpTls.importResult',
      vscode.Uri.file(file),
    )) as readonly Place[];
    assert.deepEqual(
      places.map((one) => one.key),
      [key, 'mx.elsewhere.example:25'],
    );
    const imported = (await api.history.list(key)).filter(({ isImported }) => isImported);
    assert.deepEqual(
      imported.map(({ vantage }) => vantage.hostName),
      ['far.example.net'],
    );
    assert.deepEqual(await api.history.last(key), mine);
    assert.equal(api.store.get('mx.elsewhere.example:25')?.assessment, undefined);
    const entries = await api.history.list(key);
    const own = entries.find(({ isImported }) => !isImported);
    const page = await readPage('Two places', { before: { key, id: own?.id }, after: places[0], isOfSides: true });
    assert.match(
      page,
      /^The two probes were not made alike \(probed from\), so differences may come from that\. Both are Broken;/m,
    );
    assert.match(page, /from far\.example\.net/);
  });

  it('takes nothing from a file that holds no results, nor from a hostile one what acts', async () => {
    const file = join(folder, 'hostile.ndjson');
    const mine = (await api.history.last(key)) as object;
    const summary = '<img src=x onerror=alert(1)> \u001b[31m [a](command:workbench.action.quit)';
    const hostile = { ...mine, startedAt: '2026-06-02T12:00:00.000Z', summary };
    const bad = { ...mine, transcript: [{ text: 'no more than this' }] };
    writeFileSync(file, `${JSON.stringify(hostile)}\n${JSON.stringify(bad)}\n{"a":1\n`);
    const places = (await vscode.commands.executeCommand(
      'smtpTls.importResult',
      vscode.Uri.file(file),
    )) as readonly Place[];
    assert.equal(places.length, 1);
    const [place] = places;
    assert.ok(place);
    const page = await readPage('Hostile', { before: place, after: place, isOfSides: true });
    assert.ok(
      page.includes('\\<img src=x onerror=alert(1)\\> \\\\x1b\\[31m \\[a\\](command:workbench.action.quit)'),
      page,
    );
    // Who claims to tell of the very probe that was made here changes nothing about it.
    writeFileSync(file, JSON.stringify({ ...mine, summary }));
    await vscode.commands.executeCommand('smtpTls.importResult', vscode.Uri.file(file));
    assert.deepEqual(await api.history.last(key), mine);
    assert.equal((await api.history.list(key)).filter((entry) => entry.summary.includes('onerror')).length, 1);
    writeFileSync(file, 'host,port\nmx.example.com,25\n');
    assert.deepEqual(await vscode.commands.executeCommand('smtpTls.importResult', vscode.Uri.file(file)), []);
  });

  it('sets a damaged file aside and goes on with what can be read', async () => {
    const server = await openBanner(Buffer.from('220 mx.lab.test ESMTP\r\n'));
    const own = `127.0.0.1:${server.port}`;
    await probe(own);
    server.close();
    const name = readdirSync(historyFolder()).find((one) =>
      readFileSync(join(historyFolder(), one), 'utf8').includes(`"key":"${own}"`),
    );
    assert.ok(name);
    appendFileSync(join(historyFolder(), name), '\n{"version":1,"id":"20');
    assert.equal((await api.history.list(own)).length, 1);
    const asides = readdirSync(historyFolder()).filter((one) => one.startsWith(`${name}.damaged-`));
    assert.equal(asides.length, 1);
    assert.ok(readFileSync(join(historyFolder(), asides[0] ?? ''), 'utf8').endsWith('\n{"version":1,"id":"20'));
    assert.doesNotMatch(readFileSync(join(historyFolder(), name), 'utf8'), /"id":"20$/);
  });

  it('says of a result that is not there that it is not there', async () => {
    const uri = vscode.Uri.from({ scheme: 'smtp-tls', path: `/history/${key}/none.txt` });
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.getText(), 'This result is no longer in the history.\n');
  });
});
