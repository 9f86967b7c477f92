// Names for files that a person is asked where to save.

import * as vscode from 'vscode';
import type { Endpoint } from '../model/endpoint.ts';

/** `mx.example.com-25`: nothing in a host can lead out of the folder. */
export function fileNameOf({ host, port }: Endpoint): string {
  return `${host}-${port}`.replace(/[^A-Za-z0-9.-]+/g, '-').replace(/^[.-]+/, '');
}

/** In the first folder of the workspace, where there is one. */
export function proposedFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder === undefined ? vscode.Uri.file(name) : vscode.Uri.joinPath(folder, name);
}
