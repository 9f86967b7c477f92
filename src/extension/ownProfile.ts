// What is set for an endpoint of the extension's own list.

import * as vscode from 'vscode';
import type { EndpointProfile } from '../engine/store.ts';
import type { EndpointEntry } from '../model/fleet.ts';

export function ownProfile(entry: EndpointEntry, group?: string): EndpointProfile {
  const { name, role, serverName, authorities, tags, policy } = entry;
  return {
    origin: 'person',
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(authorities === undefined ? {} : { authorities: vscode.Uri.file(authorities).toString() }),
    ...(tags === undefined ? {} : { tags }),
    ...(policy === undefined ? {} : { policy }),
    ...(group === undefined ? {} : { group }),
  };
}
