// Edits of fleet files and of the extension's own list, as the tree and commands ask for them. Loaded with the first one.

import * as vscode from 'vscode';
import type { EndpointProfile, EndpointState, Store } from '../engine/store.ts';
import {
  acceptFinding,
  addEntries,
  changeEntry,
  formatFleet,
  moveEntries,
  removeEntries,
} from '../formats/fleetEdit.ts';
import type { EditRefusal, EntryChange, FleetEdit } from '../formats/fleetEdit.ts';
import { entryRecord, parseEndpointEntry } from '../formats/fleetEntry.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { Acceptance } from '../model/fleet.ts';
import { fileExists } from './fileExists.ts';
import type { ReadFleet } from './fleetFiles.ts';
import type { Fleets, NewEntry } from './fleets.ts';
import { t } from './l10n.ts';
import { showError, showInformation, showWarning } from './messages.ts';
import type { Launcher } from './launcher.ts';
import { ownProfile } from './ownProfile.ts';
import { replaceText } from './textReplacement.ts';
import { todayInUtc } from './today.ts';
import { nameOf } from './words.ts';

export type FleetEditor = Pick<Fleets, 'add' | 'remove' | 'change' | 'move' | 'accept'>;

export interface FleetEditorParts {
  readonly store: Store;
  readonly launcher: Launcher;
  readonly saved: () => readonly ReadFleet[];
  readonly refresh: (uri: vscode.Uri) => Promise<void>;
}

function nameOfFile(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}

function refusalText(reason: EditRefusal, uri: vscode.Uri): string {
  const file = nameOfFile(uri);
  switch (reason) {
    case 'unreadable':
      return t('{0} has faults that must be put right before it can be changed from here.', file);
    case 'not-listed':
      return t('{0} does not list this endpoint any more.', file);
    case 'listed-already':
      return t('{0} lists this endpoint already.', file);
    case 'unusable':
      return t('The endpoint could not be read any more after this change.');
    case 'too-large':
      return t('{0} would be larger than a fleet file may be.', file);
  }
}

async function tellRefusal(reason: EditRefusal, uri: vscode.Uri): Promise<void> {
  const open = t('Open File');
  const answer = await showWarning(refusalText(reason, uri), open);
  if (answer === open) await vscode.window.showTextDocument(uri);
}

interface Undoable {
  readonly document: vscode.TextDocument;
  readonly before: string;
  readonly after: string;
}

/** Gives what it takes to undo it; undefined when nothing was changed, after saying why. */
async function editFile(
  { refresh }: FleetEditorParts,
  uri: vscode.Uri,
  edit: (text: string) => FleetEdit,
): Promise<Undoable | undefined> {
  const document = await vscode.workspace.openTextDocument(uri);
  const before = document.getText();
  const result = edit(before);
  if (result.status === 'refused') {
    void tellRefusal(result.reason, uri);
    return undefined;
  }
  if (!(await replaceText(document, result.text)) || !(await document.save())) {
    void showError(t('{0} could not be saved.', nameOfFile(uri)));
    return undefined;
  }
  await refresh(uri);
  return { document, before, after: document.getText() };
}

/** The file whose saved text lists the endpoint, as the store has it. */
function fileOf({ store }: FleetEditorParts, key: string): vscode.Uri | undefined {
  const file = store.get(key)?.profile.file;
  return file === undefined ? undefined : vscode.Uri.parse(file, true);
}

/** Every file that lists some of the keys, also below one that lists them first. */
function filesWith({ saved }: FleetEditorParts, keys: ReadonlySet<string>): readonly vscode.Uri[] {
  return saved()
    .filter(({ fleet }) => fleet.entries.some(({ endpoint }) => keys.has(endpointKey(endpoint))))
    .map(({ uri }) => uri);
}

function ownStates({ store }: FleetEditorParts, keys: readonly string[]): readonly EndpointState[] {
  return keys.flatMap((key) => store.get(key) ?? []).filter(({ profile }) => profile.origin === 'person');
}

async function createFile(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function add(
  parts: FleetEditorParts,
  entries: readonly NewEntry[],
  to: Parameters<Fleets['add']>[1],
): Promise<boolean> {
  const { group } = to;
  const file = to.file ?? parts.saved()[0]?.uri;
  if (file === undefined) {
    for (const entry of entries) {
      parts.store.apply({ kind: 'added', endpoint: entry.endpoint, profile: ownProfile(entry, group) });
    }
    return entries.length > 0;
  }
  if (!(await fileExists(file))) {
    await createFile(
      file,
      formatFleet(entries.map((entry) => ({ ...entry, ...(group === undefined ? {} : { group }) }))),
    );
    await parts.refresh(file);
    return true;
  }
  return (await editFile(parts, file, (text) => addEntries(text, entries, group))) !== undefined;
}

/** As they were, with their results. */
function putBack(store: Store, states: readonly EndpointState[]): void {
  for (const { endpoint, profile, assessment } of states) {
    store.apply({ kind: 'added', endpoint, profile, ...(assessment === undefined ? {} : { assessment }) });
  }
}

/** Says what is gone and takes it back when asked. */
async function offerUndo(
  { store, refresh }: FleetEditorParts,
  gone: readonly EndpointState[],
  edits: readonly Undoable[],
  message: string,
): Promise<void> {
  const undo = t('Undo');
  if ((await showInformation(message, undo)) !== undo) return;
  putBack(
    store,
    gone.filter(({ profile }) => profile.origin === 'person'),
  );
  for (const {
    document: { uri },
    before,
    after,
  } of edits) {
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.getText() !== after) {
      void showWarning(t('{0} was changed since: nothing was undone in it.', nameOfFile(uri)));
      continue;
    }
    if (!(await replaceText(document, before)) || !(await document.save())) continue;
    putBack(
      store,
      gone.filter(({ profile }) => profile.file === uri.toString()),
    );
    await refresh(uri);
  }
}

async function remove(parts: FleetEditorParts, keys: readonly string[]): Promise<boolean> {
  const { store, launcher } = parts;
  const wanted = new Set(keys);
  const gone = keys.flatMap((key) => store.get(key) ?? []);
  const names = gone.map(nameOf);
  const own = ownStates(parts, keys);
  const files = filesWith(parts, wanted);
  const edits: Undoable[] = [];
  for (const uri of files) {
    const done = await editFile(parts, uri, (text) => removeEntries(text, wanted));
    if (done !== undefined) edits.push(done);
  }
  for (const { key } of own) {
    launcher.cancel(key);
    store.apply({ kind: 'removed', key });
  }
  if (own.length === 0 && edits.length === 0) return false;
  const [first, ...others] = names;
  const what = others.length === 0 ? (first ?? '') : t('{0} endpoints', names.length.toLocaleString());
  const from = edits.map(({ document }) => nameOfFile(document.uri)).join(', ');
  const message = from === '' ? t('{0}: removed from the list.', what) : t('{0}: taken out of {1}.', what, from);
  void offerUndo(parts, gone, edits, message);
  return edits.length === files.length;
}

/** A changed entry of the extension's own list: what a file would hold is changed and read again. */
function changeOwn({ store }: FleetEditorParts, state: EndpointState, change: EntryChange): boolean {
  const { key, endpoint, profile } = state;
  const { expect, ...plain } = change;
  const authorities =
    profile.authorities === undefined ? {} : { authorities: vscode.Uri.parse(profile.authorities).fsPath };
  const changed: Record<string, unknown> = {
    ...entryRecord({ ...profile, ...authorities, endpoint }),
    tls: endpoint.tlsMode,
  };
  for (const [name, value] of Object.entries({ ...plain, ...(expect === undefined ? {} : { expect }) })) {
    if (value === null) delete changed[name];
    else if (value !== undefined) changed[name] = value;
  }
  if (change.port !== undefined && change.tls === undefined) delete changed['tls'];
  const parsed = parseEndpointEntry(changed, todayInUtc());
  if (parsed.status === 'invalid') {
    void showError(parsed.reason);
    return false;
  }
  const { endpoint: next } = parsed.value;
  const nextKey = endpointKey(next);
  if (nextKey !== key && store.get(nextKey) !== undefined) {
    void showWarning(t('{0} is in the list already.', nextKey));
    return false;
  }
  store.apply({ kind: 'added', endpoint: next, profile: ownProfile(parsed.value, profile.group) });
  if (nextKey !== key) store.apply({ kind: 'removed', key });
  return true;
}

async function change(parts: FleetEditorParts, key: string, what: EntryChange): Promise<boolean> {
  const [own] = ownStates(parts, [key]);
  if (own !== undefined) return changeOwn(parts, own, what);
  const file = fileOf(parts, key);
  return file !== undefined && (await editFile(parts, file, (text) => changeEntry(text, key, what))) !== undefined;
}

async function move(parts: FleetEditorParts, keys: readonly string[], group: string | undefined): Promise<boolean> {
  for (const { endpoint, profile } of ownStates(parts, keys)) {
    const moved: { -readonly [N in keyof EndpointProfile]: EndpointProfile[N] } = { ...profile };
    delete moved.group;
    if (group !== undefined) moved.group = group;
    parts.store.apply({ kind: 'added', endpoint, profile: moved });
  }
  const byFile = new Map<string, string[]>();
  for (const key of keys) {
    const file = fileOf(parts, key)?.toString();
    if (file !== undefined) byFile.set(file, [...(byFile.get(file) ?? []), key]);
  }
  let isDone = true;
  for (const [file, listed] of byFile) {
    const edit = (text: string): FleetEdit => moveEntries(text, new Set(listed), group);
    isDone = (await editFile(parts, vscode.Uri.parse(file, true), edit)) !== undefined && isDone;
  }
  return isDone;
}

async function accept(parts: FleetEditorParts, key: string, acceptance: Acceptance): Promise<boolean> {
  const [own] = ownStates(parts, [key]);
  if (own === undefined) {
    const file = fileOf(parts, key);
    return (
      file !== undefined && (await editFile(parts, file, (text) => acceptFinding(text, key, acceptance))) !== undefined
    );
  }
  const { endpoint, profile } = own;
  const { expectations = {}, accepted = [] } = profile.policy ?? {};
  const others = accepted.filter(({ rule }) => rule !== acceptance.rule);
  const policy = { expectations, accepted: [...others, acceptance] };
  parts.store.apply({ kind: 'added', endpoint, profile: { ...profile, policy } });
  return true;
}

export function openFleetEditor(parts: FleetEditorParts): FleetEditor {
  return {
    add: (entries, to) => add(parts, entries, to),
    remove: (keys) => remove(parts, keys),
    change: (key, what) => change(parts, key, what),
    move: (keys, group) => move(parts, keys, group),
    accept: (key, acceptance) => accept(parts, key, acceptance),
  };
}
