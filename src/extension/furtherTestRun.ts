// "Run a Further Test…": which, with what; then the endpoint is probed again with it.

import * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import { parseBlockListZone, parseControlHost, parseResolver } from '../formats/furtherTestInput.ts';
import { isRecord } from '../formats/record.ts';
import type { Parsed } from '../formats/targetText.ts';
import { furtherTestKinds } from '../model/furtherTest.ts';
import type { FurtherTestKind, FurtherTestRequest } from '../model/furtherTest.ts';
import { furtherTestLimits } from '../model/limits.ts';
import type { App } from './app.ts';
import { chooseEndpoint } from './commands/command.ts';
import { settingsSection } from './contributions.ts';
import { furtherTestNames, furtherTestTraffic } from './furtherTestTexts.ts';
import { t } from './l10n.ts';
import { showError, showInformation } from './messages.ts';
import { readText } from './settings.ts';
import { nameOf } from './words.ts';

const lastControlHostKey = 'lastControlHost';

async function chooseKinds(state: EndpointState): Promise<readonly FurtherTestKind[]> {
  const items = furtherTestKinds.map((kind) => ({
    label: furtherTestNames[kind],
    detail: furtherTestTraffic[kind],
    test: kind,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: t('Further tests of {0}', nameOf(state)),
    placeHolder: t('Nothing is sent yet. The endpoint is probed again, then these follow.'),
    matchOnDetail: true,
  });
  return (chosen ?? []).map(({ test }) => test);
}

function unusable(setting: string, reason: string): undefined {
  void showError(t('The setting {0} cannot be used: {1}', `${settingsSection}.${setting}`, reason));
  return undefined;
}

/** From the setting, else from the person; undefined when neither gives one that can be used. */
async function readControlHost(app: App): Promise<FurtherTestRequest['controlHost']> {
  const set = readText('controlHost');
  if (set !== undefined) {
    const parsed = parseControlHost(set);
    return parsed.status === 'parsed' ? parsed.value : unusable('controlHost', parsed.reason);
  }
  const last = app.context.globalState.get<unknown>(lastControlHostKey);
  const text = await vscode.window.showInputBox({
    title: t('Control host'),
    prompt: t(
      'A mail server that is known to answer, as host or host:port; without a port it is the one of the probed endpoint. It sees one connection.',
    ),
    value: typeof last === 'string' ? last : '',
    ignoreFocusOut: true,
    validateInput: (typed) => {
      const parsed = typed.trim() === '' ? undefined : parseControlHost(typed);
      return parsed?.status === 'invalid' ? parsed.reason : undefined;
    },
  });
  const parsed = text === undefined || text.trim() === '' ? undefined : parseControlHost(text);
  if (text === undefined || parsed?.status !== 'parsed') return undefined;
  await app.context.globalState.update(lastControlHostKey, text.trim());
  return parsed.value;
}

function readZones(): Parsed<readonly string[]> {
  const value = vscode.workspace.getConfiguration(settingsSection).get<unknown>('blockLists');
  const texts = Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
  const zones: string[] = [];
  for (const text of texts.slice(0, furtherTestLimits.blockLists)) {
    const parsed = parseBlockListZone(text);
    if (parsed.status === 'invalid') return parsed;
    zones.push(parsed.value);
  }
  return { status: 'parsed', value: zones };
}

/** Of the settings; undefined when one cannot be used, which is told. */
function readDnsSettings(): Pick<FurtherTestRequest, 'resolver' | 'blockLists'> | undefined {
  const set = readText('resolver');
  const resolver = set === undefined ? undefined : parseResolver(set);
  if (resolver?.status === 'invalid') return unusable('resolver', resolver.reason);
  const zones = readZones();
  if (zones.status === 'invalid') return unusable('blockLists', zones.reason);
  return {
    ...(resolver === undefined ? {} : { resolver: resolver.value }),
    ...(zones.value.length === 0 ? {} : { blockLists: zones.value }),
  };
}

/** Undefined when a person lets it be, or a setting is in the way. */
async function makeRequest(app: App, kinds: readonly FurtherTestKind[]): Promise<FurtherTestRequest | undefined> {
  if (kinds.length === 0) return undefined;
  const dns = kinds.includes('reputation') ? readDnsSettings() : {};
  if (dns === undefined) return undefined;
  if (!kinds.includes('control-host')) return { kinds, ...dns };
  const controlHost = await readControlHost(app);
  return controlHost === undefined ? undefined : { kinds, controlHost, ...dns };
}

/** The argument names an endpoint, and a test where a button asks for it; a person is asked for what it does not name. */
export async function runFurtherTest(app: App, argument: unknown): Promise<unknown> {
  const state = await chooseEndpoint(app, argument, t('Which endpoint is to be tested further?'));
  if (state === undefined) return undefined;
  const named = isRecord(argument) ? furtherTestKinds.find((kind) => kind === argument['test']) : undefined;
  const request = await makeRequest(app, named === undefined ? await chooseKinds(state) : [named]);
  if (request === undefined) return undefined;
  if (app.store.get(state.key)?.isRunning === true) {
    void showInformation(t('{0} is being probed. Ask for the test again when that is done.', nameOf(state)));
    return undefined;
  }
  app.panelRequests.fire({ key: state.key, keepsFocus: true });
  return app.launcher.launch(state.key, 'notification', request);
}
