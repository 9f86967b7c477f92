// "Probe SMTP TLS": asks what to probe, adds it to the list, opens its panel and probes it.

import * as vscode from 'vscode';
import type { EndpointProfile } from '../../engine/store.ts';
import type { Assessment } from '../../model/assessment.ts';
import type { EndpointEntry } from '../../model/fleet.ts';
import { parseEndpointEntry } from '../../formats/fleetEntry.ts';
import { endpointKey, parseTarget } from '../../formats/targetText.ts';
import type { App } from '../app.ts';
import { commandIds } from '../contributions.ts';
import { t } from '../l10n.ts';
import { showError } from '../messages.ts';
import { ownProfile } from '../ownProfile.ts';
import { checkTarget, targetExample } from '../targetInput.ts';
import { todayInUtc } from '../today.ts';
import type { Command } from './command.ts';

const lastTargetKey = 'lastTarget';

async function askTarget(app: App): Promise<EndpointEntry | undefined> {
  const last = app.context.globalState.get<unknown>(lastTargetKey);
  const text = await vscode.window.showInputBox({
    title: t('Probe SMTP TLS'),
    prompt: t('Host, host:port or smtps://host. Port 25 is probed by STARTTLS, port 465 by TLS from the first byte.'),
    placeHolder: targetExample,
    value: typeof last === 'string' ? last : '',
    ignoreFocusOut: true,
    validateInput: checkTarget,
  });
  if (text === undefined || text.trim() === '') return undefined;
  const target = parseTarget(text);
  if (target.status === 'invalid') return undefined;
  await app.context.globalState.update(lastTargetKey, text.trim());
  return { endpoint: target.value };
}

/** What the argument sets, on top of what a fleet file says of an endpoint that it lists. */
function profileFor(entry: EndpointEntry, listed: EndpointProfile | undefined): EndpointProfile | undefined {
  if (Object.keys(entry).length === 1) return undefined;
  const own = ownProfile(entry);
  return listed?.origin === 'file' ? { ...listed, ...own, origin: 'file' } : own;
}

/** The argument is a target's text or an entry as in the endpoint file; without one a person is asked. */
async function probe(app: App, argument?: unknown): Promise<Assessment | undefined> {
  await app.loaded;
  let entry: EndpointEntry | undefined;
  if (argument === undefined) {
    entry = await askTarget(app);
  } else {
    const parsed = parseEndpointEntry(argument, todayInUtc());
    if (parsed.status === 'parsed') entry = parsed.value;
    else void showError(t('This cannot be probed. {0}', parsed.reason));
  }
  if (entry === undefined) return undefined;
  const key = endpointKey(entry.endpoint);
  const profile = profileFor(entry, app.store.get(key)?.profile);
  app.store.apply({ kind: 'added', endpoint: entry.endpoint, ...(profile === undefined ? {} : { profile }) });
  app.panelRequests.fire({ key });
  return app.launcher.launch(key);
}

export const probeCommand: Command = { id: commandIds.probe, run: probe };
