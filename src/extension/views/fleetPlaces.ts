// Where an endpoint stands in the fleet file that lists it, to the very host.

import type * as vscode from 'vscode';
import { entryMark } from '../../formats/entryMark.ts';
import type { App } from '../app.ts';
import { indexFleets } from '../fleetFiles.ts';
import type { Listing } from '../fleetFiles.ts';

export interface FleetMark {
  readonly uri: vscode.Uri;
  /** Of the host, or the first line of the entry. */
  readonly range: vscode.Range;
}

export interface FleetPlaces extends vscode.Disposable {
  readonly of: (key: string) => FleetMark | undefined;
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
      index ??= indexFleets(fleets.shown());
      const listing = index.get(key);
      if (listing === undefined) return undefined;
      const { file, entry } = listing;
      const mark = { uri: file.uri, range: file.rangeOf(entryMark(file.text, entry.place)) };
      marks.set(key, mark);
      return mark;
    },
    dispose: () => void listening.dispose(),
  };
}
