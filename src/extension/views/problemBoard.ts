// Keeps the Problems panel in line with the results: one list of diagnostics a document, made anew for what changed only.

import type * as vscode from 'vscode';
import { printableText } from '../../formats/printable.ts';
import type { Assessment } from '../../model/assessment.ts';
import type { App } from '../app.ts';
import { openSlices } from '../slices.ts';
import { transcriptUri } from './documentUris.ts';
import { findingDiagnostics } from './findingDiagnostics.ts';
import { openFleetPlaces } from './fleetPlaces.ts';
import { openQuickFixes } from './quickFixes.ts';
import type { DiagnosticSubject } from './quickFixes.ts';

/** Every list is sent to the window whole: long ones less often. */
const shortDelayMs = 40;
const longDelayMs = 1_000;
const longList = 200;

interface Shown {
  readonly uri: vscode.Uri;
  readonly range: vscode.Range | undefined;
  readonly assessment: Assessment;
  readonly name: string | undefined;
  readonly diagnostics: readonly vscode.Diagnostic[];
}

interface Page {
  readonly uri: vscode.Uri;
  readonly keys: Set<string>;
}

export function openProblemBoard(app: App, collection: vscode.DiagnosticCollection): vscode.Disposable {
  const shown = new Map<string, Shown>();
  const pages = new Map<string, Page>();
  const subjects = new WeakMap<vscode.Diagnostic, DiagnosticSubject>();
  const changedKeys = new Set<string>(app.store.all().map(({ key }) => key));
  const changedPages = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let isAtWork = false;
  let isClosed = false;

  const places = openFleetPlaces(app, () => {
    for (const { key, assessment } of app.store.all()) if (assessment !== undefined) changedKeys.add(key);
    for (const [key, { uri, range }] of shown) {
      changedKeys.add(key);
      // The editor moves what it shows with every edit, and back it goes wrong: it is told the places again.
      if (range !== undefined) changedPages.add(uri.toString());
    }
    request();
  });

  const takeAway = (key: string): void => {
    const former = shown.get(key);
    if (former === undefined) return;
    const address = former.uri.toString();
    shown.delete(key);
    pages.get(address)?.keys.delete(key);
    changedPages.add(address);
  };

  const put = (key: string, entry: Shown): void => {
    const address = entry.uri.toString();
    const page = pages.get(address) ?? { uri: entry.uri, keys: new Set() };
    pages.set(address, page);
    page.keys.add(key);
    shown.set(key, entry);
    changedPages.add(address);
  };

  const update = (key: string): void => {
    const state = app.store.get(key);
    const place = places.of(key);
    // A transcript is another one while a probe runs: its problems come with its result.
    const isMoving = state?.isRunning === true && place === undefined;
    const assessment = isMoving ? undefined : state?.assessment;
    if (state === undefined || assessment === undefined || assessment.findings.length === 0) {
      takeAway(key);
      return;
    }
    const { name } = state.profile;
    const former = shown.get(key);
    // Gone from an unsaved text, or hidden by a fault of syntax while somebody types: it stays where it was.
    const isHidden = place === undefined && state.profile.origin === 'file' && former?.range !== undefined;
    if (isHidden && former.assessment === assessment) return;
    const uri = place?.uri ?? transcriptUri(key);
    if (former?.assessment === assessment && former.name === name && former.uri.toString() === uri.toString()) {
      if (former.range === place?.range || (place !== undefined && former.range?.isEqual(place.range) === true)) return;
    }
    takeAway(key);
    const diagnostics = findingDiagnostics(state, place?.range);
    diagnostics.forEach((diagnostic, finding) => subjects.set(diagnostic, { key, finding }));
    put(key, { uri, range: place?.range, assessment, name, diagnostics });
  };

  const publish = (): void => {
    for (const address of changedPages) {
      const page = pages.get(address);
      if (page === undefined) continue;
      if (page.keys.size > 0) {
        collection.set(
          page.uri,
          [...page.keys].flatMap((key) => shown.get(key)?.diagnostics ?? []),
        );
        continue;
      }
      pages.delete(address);
      collection.delete(page.uri);
    }
    changedPages.clear();
  };

  const work = async (): Promise<void> => {
    // What changes from here on waits for the next round, so that each round ends.
    const keys = [...changedKeys];
    changedKeys.clear();
    const othersTurn = openSlices();
    for (const key of keys) {
      if (isClosed) return;
      update(key);
      await othersTurn();
    }
    if (!isClosed) publish();
  };

  const request = (): void => {
    if (isClosed || isAtWork || timer !== undefined) return;
    const delay = shown.size > longList ? longDelayMs : shortDelayMs;
    timer = setTimeout(() => {
      timer = undefined;
      isAtWork = true;
      void work()
        .catch((error: unknown) => {
          app.log.error(`The Problems panel could not be filled: ${printableText(String(error), 500)}`);
        })
        .finally(() => {
          isAtWork = false;
          if (changedKeys.size > 0) request();
        });
    }, delay);
  };

  /** What is no longer listed has no problems: those on a page of its own, its transcript, go in the same moment. */
  const clearOwnPage = (key: string): void => {
    const address = shown.get(key)?.uri.toString() ?? '';
    const page = pages.get(address);
    if (page?.keys.size !== 1) return;
    takeAway(key);
    pages.delete(address);
    collection.delete(page.uri);
  };

  const stopListening = app.store.listen((keys) => {
    for (const key of keys) {
      changedKeys.add(key);
      if (app.store.get(key) === undefined) clearOwnPage(key);
    }
    request();
  });
  const fixes = openQuickFixes(app, (diagnostic) => subjects.get(diagnostic));
  request();
  return {
    dispose: () => {
      isClosed = true;
      clearTimeout(timer);
      stopListening();
      places.dispose();
      fixes.dispose();
    },
  };
}
