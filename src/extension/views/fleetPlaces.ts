// Where an endpoint stands in the fleet file that lists it, to the very host: the files' texts are read for that once.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { entrySpan } from './entrySpan.ts';
import { rangeOf } from './findingDiagnostics.ts';

export interface FleetMark {
  readonly uri: vscode.Uri;
  /** Of the host, or the first line of the entry. */
  readonly range: vscode.Range;
}

export interface FleetPlaces extends vscode.Disposable {
  /** Ends when the texts are there: `of` may be asked then. */
  readonly ready: () => Promise<void>;
  readonly of: (key: string) => FleetMark | undefined;
  readonly onDidChange: vscode.Event<void>;
}

async function readLines(uri: vscode.Uri): Promise<readonly string[]> {
  const address = uri.toString();
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === address);
  try {
    const text = open?.getText() ?? new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return text.split(/\r\n|\r|\n/);
  } catch {
    // Gone between two looks: the fleet files tell so in a moment.
    return [];
  }
}

export function openFleetPlaces({ fleets }: Pick<App, 'fleets'>): FleetPlaces {
  const changes = new vscode.EventEmitter<void>();
  let texts = new Map<string, readonly string[]>();
  const marks = new Map<string, FleetMark | undefined>();
  const markOf = (key: string): FleetMark | undefined => {
    const place = fleets.placeOf(key);
    if (place === undefined) return undefined;
    const lines = texts.get(place.uri.toString()) ?? [];
    return { uri: place.uri, range: rangeOf(entrySpan(lines, place.range.start, place.range.end)) };
  };
  const read = async (): Promise<void> => {
    const files = fleets.files();
    const lines = await Promise.all(files.map(({ uri }) => readLines(uri)));
    texts = new Map(files.map(({ uri }, index) => [uri.toString(), lines[index] ?? []]));
    marks.clear();
  };
  let reading = read();
  const listening = fleets.onDidChange(() => {
    reading = read();
    changes.fire();
  });
  return {
    ready: async () => {
      // Another change may have come while the last one was read.
      for (let last: Promise<void> | undefined; last !== reading;) {
        last = reading;
        await last;
      }
    },
    of: (key) => {
      if (!marks.has(key)) marks.set(key, markOf(key));
      return marks.get(key);
    },
    onDidChange: changes.event,
    dispose: () => {
      listening.dispose();
      changes.dispose();
    },
  };
}
