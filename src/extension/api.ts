// What `activate` gives to other extensions (publicApi.ts), and under a symbol what this project's own tests need.

import * as vscode from 'vscode';
import type { EndpointEntry } from '../model/fleet.ts';
import { parseEndpointEntry } from '../formats/fleetEntry.ts';
import { printableText } from '../formats/printable.ts';
import { isRecord } from '../formats/record.ts';
import type { App } from './app.ts';
import { probeForOthers } from './outsideProbe.ts';
import type { SmtpTlsApi, SmtpTlsAssessed, SmtpTlsExports } from './publicApi.ts';
import { todayInUtc } from './today.ts';

/** Registered by name: the tests are a bundle of their own. */
export const internalApi = Symbol.for('smtp-tls-probe.internalApi');

export type Exports<Internal> = SmtpTlsExports & { readonly [internalApi]: Internal };

function parseRequest(target: unknown, options: unknown): EndpointEntry {
  const base = parseEndpointEntry(target, todayInUtc());
  if (base.status === 'invalid') throw new TypeError(`The target cannot be read. ${base.reason}`);
  if (options === undefined) return base.value;
  if (!isRecord(options)) throw new TypeError('The options are not an object.');
  const { serverName, authorities, name } = options;
  const whole = parseEndpointEntry({ ...base.value.endpoint, serverName, authorities, name }, todayInUtc());
  if (whole.status === 'invalid') throw new TypeError(`The options cannot be read. ${whole.reason}`);
  return whole.value;
}

/** Fires for results of probes only: not for those read from disk or judged again. */
function assessedEvent(app: App): vscode.Event<SmtpTlsAssessed> {
  const finished = new vscode.EventEmitter<SmtpTlsAssessed>();
  const running = new Set<string>();
  const stopListening = app.store.listen((keys) => {
    for (const key of keys) {
      const state = app.store.get(key);
      if (state?.isRunning === true) running.add(key);
      else if (running.delete(key) && state?.assessment !== undefined) {
        finished.fire({ endpoint: state.endpoint, assessment: state.assessment });
      }
    }
  });
  app.context.subscriptions.push(finished, { dispose: stopListening });
  return finished.event;
}

export function openExports<Internal>(app: App, internal: Internal): Exports<Internal> {
  let api: SmtpTlsApi | undefined;
  const open = (): SmtpTlsApi => ({
    version: 1,
    // Another extension may be JavaScript: what it hands over is looked at.
    probe: async (target: unknown, options?: unknown, token?: vscode.CancellationToken) =>
      probeForOthers(app, parseRequest(target, options), 'another extension', token),
    onDidAssess: assessedEvent(app),
  });
  return {
    getApi: (version: unknown) => {
      if (version !== 1) {
        throw new RangeError(
          `SMTP TLS Probe has no API of version ${printableText(String(version), 40)}. There is version 1.`,
        );
      }
      return (api ??= Object.freeze(open()));
    },
    [internalApi]: internal,
  };
}
