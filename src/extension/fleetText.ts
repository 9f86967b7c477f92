// The text of a fleet file, read in slices. Loaded when there is such a file.

import * as vscode from 'vscode';
import { readFleet } from '../formats/fleetFile.ts';
import { lineStartsOf, positionAt } from '../formats/lineStarts.ts';
import type { Fleet, TextPlace } from '../model/fleet.ts';
import { openSlices } from './slices.ts';
import { todayInUtc } from './today.ts';

export interface FleetText {
  readonly text: string;
  readonly fleet: Fleet;
  readonly rangeOf: (place: TextPlace) => vscode.Range;
}

function vscodePosition(starts: readonly number[], offset: number): vscode.Position {
  const { line, column } = positionAt(starts, offset);
  return new vscode.Position(line, column);
}

/** The extension host answers in between, however large the file is. */
export async function readFleetText(text: string): Promise<FleetText> {
  const pause = openSlices();
  const steps = readFleet(text, todayInUtc());
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) {
      const starts = lineStartsOf(text);
      const rangeOf = ({ offset, length }: TextPlace): vscode.Range =>
        new vscode.Range(vscodePosition(starts, offset), vscodePosition(starts, offset + length));
      return { text, fleet: step.value, rangeOf };
    }
    await pause();
  }
}
