// Another text for a document, as the smallest edit that makes it: undo, cursors and markers elsewhere stay as they are.

import * as vscode from 'vscode';

/** False when VS Code refused the edit. */
export async function replaceText(document: vscode.TextDocument, text: string): Promise<boolean> {
  const before = document.getText();
  if (before === text) return true;
  let start = 0;
  while (start < before.length && before[start] === text[start]) start++;
  let [beforeEnd, textEnd] = [before.length, text.length];
  while (beforeEnd > start && textEnd > start && before[beforeEnd - 1] === text[textEnd - 1]) {
    beforeEnd--;
    textEnd--;
  }
  const range = new vscode.Range(document.positionAt(start), document.positionAt(beforeEnd));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, text.slice(start, textEnd));
  return vscode.workspace.applyEdit(edit);
}
