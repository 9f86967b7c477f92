// Whether a file is there, on whatever file system.

import * as vscode from 'vscode';

export async function fileExists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}
