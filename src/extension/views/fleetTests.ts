// The Test Explorer's "SMTP TLS": fleet file → group → endpoint, made when somebody looks, kept in line with the files.

import * as vscode from 'vscode';
import type { FleetEntry } from '../../model/fleet.ts';
import { endpointKey } from '../../formats/targetText.ts';
import { printableText } from '../../formats/printable.ts';
import type { App } from '../app.ts';
import type { FleetFile } from '../fleets.ts';
import { t } from '../l10n.ts';
import { openSlices } from '../slices.ts';
import { openFleetPlaces } from './fleetPlaces.ts';
import type { FleetPlaces } from './fleetPlaces.ts';
import { runFleetTests } from './testRun.ts';

/** No key of an endpoint has a slash. */
const groupPrefix = 'group/';

/** An endpoint's item is named by its key, a group's by its name, a file's by its address. */
function isEndpointItem(item: vscode.TestItem): boolean {
  return item.parent !== undefined && !item.id.startsWith(groupPrefix);
}

function isSameRange(one: vscode.Range | undefined, other: vscode.Range | undefined): boolean {
  return one === undefined || other === undefined ? one === other : one.isEqual(other);
}

class FleetItems {
  readonly #controller: vscode.TestController;
  readonly #places: FleetPlaces;

  constructor(controller: vscode.TestController, places: FleetPlaces) {
    this.#controller = controller;
    this.#places = places;
  }

  /** Brings the items in line with the files, a slice at a time; `isStale` ends it early. */
  async follow(files: readonly FleetFile[], isStale: () => boolean): Promise<void> {
    const { items } = this.#controller;
    const addresses = new Set(files.map(({ uri }) => uri.toString()));
    for (const [id] of [...items]) if (!addresses.has(id)) items.delete(id);
    const othersTurn = openSlices();
    for (const { uri, fleet } of files) {
      const file = this.#itemIn(items, uri.toString(), vscode.workspace.asRelativePath(uri), uri);
      const wanted = new Map<vscode.TestItemCollection, Set<string>>([[file.children, new Set()]]);
      for (const entry of fleet.entries) {
        this.#place(file, entry, uri, wanted);
        await othersTurn();
        if (isStale()) return;
      }
      for (const [children, ids] of wanted) for (const [id] of [...children]) if (!ids.has(id)) children.delete(id);
    }
  }

  #place(
    file: vscode.TestItem,
    entry: FleetEntry,
    uri: vscode.Uri,
    wanted: Map<vscode.TestItemCollection, Set<string>>,
  ): void {
    const key = endpointKey(entry.endpoint);
    const place = this.#places.of(key);
    // Listed in two files: it is that of the first.
    if (place === undefined || place.uri.toString() !== uri.toString()) return;
    const parent = entry.group === undefined ? file : this.#groupOf(file, entry.group, uri);
    if (parent !== file) wanted.get(file.children)?.add(parent.id);
    const ids = wanted.get(parent.children) ?? new Set();
    wanted.set(parent.children, ids.add(key));
    const label = entry.name ?? key;
    const item = this.#itemIn(parent.children, key, label, uri);
    // Without a description: it would be read out in place of the name. What is the same is left alone: each change is sent.
    if (item.label !== label) item.label = label;
    if (!isSameRange(item.range, place.range)) item.range = place.range;
  }

  #groupOf(file: vscode.TestItem, name: string, uri: vscode.Uri): vscode.TestItem {
    return this.#itemIn(file.children, `${groupPrefix}${name}`, name, uri);
  }

  #itemIn(items: vscode.TestItemCollection, id: string, label: string, uri: vscode.Uri): vscode.TestItem {
    const known = items.get(id);
    if (known !== undefined) return known;
    const item = this.#controller.createTestItem(id, label, uri);
    items.add(item);
    return item;
  }
}

/** The endpoints below the items of a request, each once, without those it leaves out. */
function endpointItems(
  all: vscode.TestItemCollection,
  { include, exclude }: Pick<vscode.TestRunRequest, 'include' | 'exclude'>,
): readonly vscode.TestItem[] {
  const found = new Set<vscode.TestItem>();
  const walk = (item: vscode.TestItem): void => {
    if (exclude?.includes(item) === true) return;
    if (isEndpointItem(item)) found.add(item);
    else item.children.forEach(walk);
  };
  if (include === undefined) all.forEach(walk);
  else include.forEach(walk);
  return [...found];
}

export function openFleetTests(app: App): vscode.Disposable {
  const controller = vscode.tests.createTestController('smtpTls.fleets', t('SMTP TLS'));
  const places = openFleetPlaces(app, () => void (isWanted ? follow() : lookAtEditors()));
  const items = new FleetItems(controller, places);
  let round = 0;
  let isWanted = false;
  let following = Promise.resolve();

  /** One round after the other; one that is no longer the last ends early. Never rejects. */
  const follow = (): Promise<void> => {
    const mine = ++round;
    following = following
      .then(() => (mine === round ? items.follow(app.fleets.files(), () => mine !== round) : undefined))
      .catch((error: unknown) => {
        app.log.error(`The tests of fleets are not up to date: ${printableText(String(error), 500)}`);
      });
    return following;
  };
  controller.resolveHandler = async (item) => {
    isWanted = true;
    if (item === undefined) await follow();
  };
  controller.refreshHandler = follow;
  controller.createRunProfile(
    t('Probe'),
    vscode.TestRunProfileKind.Run,
    async (request, token) => {
      await follow();
      await runFleetTests(app, controller, endpointItems(controller.items, request), request, token);
    },
    true,
  );
  // An editor with a fleet file shows the tests at its lines, also where the Test Explorer was never opened.
  const lookAtEditors = (): void => {
    if (isWanted) return;
    const addresses = new Set(app.fleets.files().map(({ uri }) => uri.toString()));
    if (!vscode.window.visibleTextEditors.some(({ document }) => addresses.has(document.uri.toString()))) return;
    isWanted = true;
    void follow();
  };
  const subscriptions = vscode.Disposable.from(
    controller,
    places,
    vscode.window.onDidChangeVisibleTextEditors(lookAtEditors),
  );
  lookAtEditors();
  return subscriptions;
}
