// The text of a fleet file, read in slices. Loaded when there is such a file.

import * as vscode from 'vscode';
import { readFleet } from '../formats/fleetFile.ts';
import type { Fleet, TextPlace } from '../model/fleet.ts';
import { openSlices } from './slices.ts';
import { todayInUtc } from './today.ts';

export interface FleetText {
  readonly text: string;
  readonly fleet: Fleet;
  readonly rangeOf: (place: TextPlace) => vscode.Range;
}

/** Offsets of the first character of each line, as VS Code counts lines. */
function lineStartsOf(text: string): readonly number[] {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return starts;
}

function positionAt(starts: readonly number[], offset: number): vscode.Position {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return new vscode.Position(low, offset - (starts[low] ?? 0));
}

/** The extension host answers in between, however large the file is. */
export async function readFleetText(text: string): Promise<FleetText> {
  const pause = openSlices();
  const steps = readFleet(text, todayInUtc());
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) {
      const starts = lineStartsOf(text);
      const rangeOf = ({ offset, length }: TextPlace): vscode.Range =>
        new vscode.Range(positionAt(starts, offset), positionAt(starts, offset + length));
      return { text, fleet: step.value, rangeOf };
    }
    await pause();
  }
}
