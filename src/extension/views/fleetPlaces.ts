// Where an endpoint stands in the fleet file that lists it, to the very host.

import type * as vscode from 'vscode';
import { entryMark } from '../../formats/entryMark.ts';
import { endpointKey } from '../../formats/targetText.ts';
import type { TextPlace } from '../../model/fleet.ts';
import type { App } from '../app.ts';

export interface FleetMark {
  readonly uri: vscode.Uri;
  /** Of the host, or the first line of the entry. */
  readonly range: vscode.Range;
}

type ReadFleet = ReturnType<App['fleets']['shown']>[number];

interface Listing {
  readonly file: ReadFleet;
  readonly place: TextPlace;
}

export interface FleetPlaces extends vscode.Disposable {
  readonly of: (key: string) => FleetMark | undefined;
}

/** Of two files that list an endpoint the first counts. */
function indexEntries(files: readonly ReadFleet[]): ReadonlyMap<string, Listing> {
  const index = new Map<string, Listing>();
  for (const file of files) {
    for (const { endpoint, place } of file.fleet.entries) {
      const key = endpointKey(endpoint);
      if (!index.has(key)) index.set(key, { file, place });
    }
  }
  return index;
}

/** Asked often, so it keeps what it found until the files change. @param onChange Every place may be another now. */
export function openFleetPlaces({ fleets }: Pick<App, 'fleets'>, onChange: () => void): FleetPlaces {
  let index: ReadonlyMap<string, Listing> | undefined;
  const marks = new Map<string, FleetMark>();
  const listening = fleets.onDidChange(() => {
    index = undefined;
    marks.clear();
    onChange();
  });
  return {
    of: (key) => {
      const known = marks.get(key);
      if (known !== undefined) return known;
      index ??= indexEntries(fleets.shown());
      const listing = index.get(key);
      if (listing === undefined) return undefined;
      const { file, place } = listing;
      const mark = { uri: file.uri, range: file.rangeOf(entryMark(file.text, place)) };
      marks.set(key, mark);
      return mark;
    },
    dispose: () => void listening.dispose(),
  };
}
