// Assessments → the text of a report, in short pieces of work, with what the fleet files and the rules add to it.

import * as vscode from 'vscode';
import { causes } from '../causes/index.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { Assessment } from '../model/assessment.ts';
import { redactStepwise } from '../report/redaction.ts';
import type { ReportContent } from '../report/redaction.ts';
import type { ReportFormat, ReportOptions, ReportPlace } from '../report/report.ts';
import { rules } from '../rules/index.ts';
import type { App } from './app.ts';
import { isRecord } from '../formats/record.ts';
import { t } from './l10n.ts';
import { openSlices } from './slices.ts';

function placesOf(app: App, assessments: readonly Assessment[]): ReadonlyMap<string, ReportPlace> {
  const places = new Map<string, ReportPlace>();
  for (const { endpoint } of assessments) {
    const key = endpointKey(endpoint);
    const place = app.fleets.placeOf(key);
    if (place === undefined) continue;
    const { uri, range } = place;
    const isInside = vscode.workspace.getWorkspaceFolder(uri) !== undefined;
    const file = isInside ? vscode.workspace.asRelativePath(uri) : uri.toString();
    places.set(key, { file, line: range.start.line + 1, column: range.start.character + 1 });
  }
  return places;
}

function versionOf({ context }: App): string {
  const manifest: unknown = context.extension.packageJSON;
  const version = isRecord(manifest) ? manifest['version'] : undefined;
  return typeof version === 'string' ? version : '0.0.0';
}

async function write(
  app: App,
  assessments: readonly Assessment[],
  format: ReportFormat,
  { isRedacted, token }: { readonly isRedacted: boolean; readonly token: vscode.CancellationToken },
): Promise<string | undefined> {
  const pause = openSlices();
  const content: ReportContent = { assessments, errors: [], places: placesOf(app, assessments) };
  const base = { rules, version: versionOf(app), text: { width: 100, hasColour: false, isVerbose: true } };
  let shown = content;
  let options: ReportOptions = { ...base, errors: [], places: content.places };
  if (isRedacted) {
    const steps = redactStepwise(content, [...rules, ...causes]);
    let step = steps.next();
    while (step.done !== true) {
      await pause();
      if (token.isCancellationRequested) return undefined;
      step = steps.next();
    }
    shown = step.value;
    options = { ...base, errors: [], places: shown.places, redactionTokens: step.value.tokens };
  }
  const parts: string[] = [];
  for (const part of format.parts(shown.assessments, options)) {
    parts.push(part);
    await pause();
    if (token.isCancellationRequested) return undefined;
  }
  return parts.join('');
}

/** Undefined when a person cancelled it. */
export async function makeReport(
  app: App,
  assessments: readonly Assessment[],
  format: ReportFormat,
  isRedacted: boolean,
): Promise<string | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t('Writing the report'),
    cancellable: true,
  };
  return vscode.window.withProgress(options, (_progress, token) =>
    write(app, assessments, format, { isRedacted, token }),
  );
}
