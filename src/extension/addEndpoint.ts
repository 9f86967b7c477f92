// "Add Endpoint": asks for the target, its name, its group and its file, and writes it there.

import * as vscode from 'vscode';
import { longestName, parseEndpointEntry } from '../formats/fleetEntry.ts';
import { endpointKey, formatEndpoint, parseTarget } from '../formats/targetText.ts';
import type { EndpointEntry } from '../model/fleet.ts';
import type { App } from './app.ts';
import { isRecord } from '../formats/record.ts';
import { chooseFile, chooseGroup } from './fleetTarget.ts';
import { t } from './l10n.ts';
import { showError, showInformation, withoutLinks } from './messages.ts';
import { checkTarget, targetExample } from './targetInput.ts';
import { todayInUtc } from './today.ts';
import { nameOf } from './words.ts';

async function askEntry(app: App, title: string): Promise<EndpointEntry | undefined> {
  const text = await vscode.window.showInputBox({
    title,
    prompt: t('Host, host:port or smtps://host. Port 25 is probed by STARTTLS, port 465 by TLS from the first byte.'),
    placeHolder: targetExample,
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const target = parseTarget(typed);
      const known = target.status === 'parsed' ? app.store.get(endpointKey(target.value)) : undefined;
      if (known?.profile.origin !== 'file') return checkTarget(typed);
      const message = withoutLinks(t('{0} is listed already.', nameOf(known)));
      return { message, severity: vscode.InputBoxValidationSeverity.Error };
    },
  });
  const target = text === undefined ? undefined : parseTarget(text);
  if (target?.status !== 'parsed') return undefined;
  const name = await vscode.window.showInputBox({
    title,
    prompt: t('Name to show for {0}. Enter without one shows host and port.', formatEndpoint(target.value)),
    ignoreFocusOut: true,
    validateInput: (typed) =>
      typed.trim().length > longestName ? t('A name has {0} characters at most.', longestName) : undefined,
  });
  if (name === undefined) return undefined;
  return { endpoint: target.value, ...(name.trim() === '' ? {} : { name: name.trim() }) };
}

/** @param argument Of a group in the tree: it goes there. With a host, the entry itself. */
export async function addEndpoint(app: App, argument: unknown): Promise<void> {
  await app.loaded;
  const title = t('Add Endpoint');
  const given = isRecord(argument) && 'host' in argument ? parseEndpointEntry(argument, todayInUtc()) : undefined;
  if (given?.status === 'invalid') {
    void showError(given.reason);
    return;
  }
  const entry = given?.value ?? (await askEntry(app, title));
  if (entry === undefined) return;
  const named = isRecord(argument) && typeof argument['group'] === 'string' ? { group: argument['group'] } : undefined;
  const group = named ?? (await chooseGroup(app, title));
  if (group === undefined) return;
  const target = await chooseFile(app, title);
  if (target === undefined) return;
  if (!(await app.fleets.add([entry], { ...target, ...group }))) return;
  const key = endpointKey(entry.endpoint);
  const state = app.store.get(key);
  const probe = t('Probe');
  const message = t('{0} is in the list.', state === undefined ? key : nameOf(state));
  if ((await showInformation(message, probe)) !== probe) return;
  app.panelRequests.fire({ key });
  await app.launcher.launch(key);
}
