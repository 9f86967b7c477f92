// "Correct Port or TLS Mode": puts an endpoint right whose port and mode do not fit together, and probes it.

import * as vscode from 'vscode';
import type { EndpointState } from '../engine/store.ts';
import { isRecord } from '../formats/record.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { Finding } from '../model/finding.ts';
import type { App } from './app.ts';
import { chooseFinding } from './findingSubject.ts';
import { t } from './l10n.ts';
import { showInformation } from './messages.ts';
import { correctionTitle, isPairingRule, pairingCorrections } from './pairing.ts';
import { nameOf } from './words.ts';

/** How long a fleet file may take to be read again. */
const patienceMs = 5_000;

/** The correction that the argument names, if it is one of those that there are; else the one that a person picks. */
async function chooseCorrection(
  { endpoint, profile }: EndpointState,
  { rule }: Finding,
  wanted: unknown,
): Promise<Endpoint | undefined> {
  const corrections = pairingCorrections(endpoint, rule, profile.role);
  if (isRecord(wanted)) {
    return corrections.find(({ port, tlsMode }) => port === wanted['port'] && tlsMode === wanted['tlsMode']);
  }
  const items = corrections.map((to) => ({ label: correctionTitle(to), to }));
  const placeHolder = t('How is {0}:{1} to be probed?', endpoint.host, endpoint.port);
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.to;
}

/** Ends when the store has the endpoint, or patience ends. */
async function isListed(app: App, key: string): Promise<boolean> {
  if (app.store.get(key) !== undefined) return true;
  return new Promise((resolve) => {
    const end = (answer: boolean): void => {
      clearTimeout(timer);
      stopListening();
      resolve(answer);
    };
    const timer = setTimeout(() => end(false), patienceMs);
    const stopListening = app.store.listen((keys) => {
      if (keys.has(key) && app.store.get(key) !== undefined) end(true);
    });
  });
}

/** In the fleet file that lists it or in the extension's own list. */
function putRight(app: App, { key, endpoint }: EndpointState, to: Endpoint): Promise<boolean> {
  return app.fleets.change(key, {
    ...(to.port === endpoint.port ? {} : { port: to.port }),
    tls: to.tlsMode,
  });
}

/** @param argument `{key, finding}`, and `to: {port, tlsMode}` where the correction is chosen already. */
export async function correctPairing(app: App, argument: unknown): Promise<void> {
  const subject = await chooseFinding(app, argument, {
    ofWhich: t('The port or TLS mode of which endpoint is to be corrected?'),
    which: t('Which finding is to be corrected?'),
    whenNone: t('Port and TLS mode fit together as far as is known.'),
    suits: ({ rule }) => isPairingRule(rule),
  });
  if (subject === undefined) return;
  const { state, finding } = subject;
  const to = await chooseCorrection(state, finding, isRecord(argument) ? argument['to'] : undefined);
  if (to === undefined) return;
  const key = endpointKey(to);
  const other = app.store.get(key);
  if (other !== undefined) {
    void showInformation(t('{0} is in the list already. It is probed now.', nameOf(other)));
  } else if (!(await putRight(app, state, to)) || !(await isListed(app, key))) {
    return;
  }
  // The panel of the endpoint as it was goes with it.
  app.panelRequests.fire({ key, keepsFocus: true });
  await app.launcher.launch(key);
}
