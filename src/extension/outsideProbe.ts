// A probe that another program asks for: an extension or a language model. Shown in the list and the log like any other.

import * as vscode from 'vscode';
import type { EndpointProfile } from '../engine/store.ts';
import type { Assessment } from '../model/assessment.ts';
import type { EndpointEntry } from '../model/fleet.ts';
import { endpointKey } from '../formats/targetText.ts';
import type { App } from './app.ts';

type Wishes = Pick<EndpointProfile, 'name' | 'serverName' | 'authorities'>;

function wishesOf({ name, serverName, authorities }: EndpointEntry): Wishes {
  return {
    ...(name === undefined ? {} : { name }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(authorities === undefined ? {} : { authorities: vscode.Uri.file(authorities).toString() }),
  };
}

/** What the list is to hold of the endpoint. @throws When a fleet file says otherwise. */
function profileFor(key: string, listed: EndpointProfile | undefined, wishes: Wishes): EndpointProfile {
  if (listed === undefined) return { origin: 'person', ...wishes };
  const isOther = (Object.keys(wishes) as (keyof Wishes)[]).some((name) => wishes[name] !== listed[name]);
  if (!isOther) return listed;
  if (listed.origin === 'file') {
    throw new Error(`${key} is listed in a fleet file, which says how it is probed. Leave out the options.`);
  }
  return { ...listed, ...wishes };
}

/** Rejects as soon as the token is cancelled. */
function cancelled(token: vscode.CancellationToken): {
  readonly promise: Promise<never>;
  readonly dispose: () => void;
} {
  let listener: vscode.Disposable | undefined;
  const promise = new Promise<never>((_, refuse) => {
    listener = token.onCancellationRequested(() => refuse(new vscode.CancellationError()));
  });
  return { promise, dispose: () => void listener?.dispose() };
}

/**
 * `asker` is for the log, such as "another extension". A probe under way is joined: then a cancelled token ends the
 * waiting and not the probe, which is somebody else's.
 * @throws When the probe did not start.
 */
export async function probeForOthers(
  app: App,
  entry: EndpointEntry,
  asker: string,
  token?: vscode.CancellationToken,
): Promise<Assessment> {
  await app.loaded;
  const isCancelled = (): boolean => token?.isCancellationRequested === true;
  if (isCancelled()) throw new vscode.CancellationError();
  const key = endpointKey(entry.endpoint);
  const listed = app.store.get(key);
  const profile = profileFor(key, listed?.profile, wishesOf(entry));
  if (profile !== listed?.profile) app.store.apply({ kind: 'added', endpoint: entry.endpoint, profile });
  const isJoined = listed?.isRunning === true;
  app.log.info(`${key}: ${isJoined ? 'the probe under way is joined by' : 'a probe is asked for by'} ${asker}`);
  const done = app.launcher.launch(key, 'quiet');
  const assessment = await (token === undefined ? done : untilCancelled(app, key, done, token, isJoined));
  // Cut short before its turn came.
  if (assessment === undefined && isCancelled()) throw new vscode.CancellationError();
  if (assessment === undefined) throw new Error(`${key} was not probed. The log "SMTP TLS Probe" says why.`);
  return assessment;
}

async function untilCancelled<T>(
  app: App,
  key: string,
  done: Promise<T>,
  token: vscode.CancellationToken,
  isJoined: boolean,
): Promise<T> {
  if (isJoined) {
    const { promise, dispose } = cancelled(token);
    return Promise.race([done, promise]).finally(dispose);
  }
  const listener = token.onCancellationRequested(() => app.launcher.cancel(key));
  return done.finally(() => void listener.dispose());
}
