// Messages to a person. VS Code makes links of `[text](target)` in them, also such as run commands: no name out of a
// file, and nothing that a server said, gets to do that.

import * as vscode from 'vscode';

/** For notifications, their progress, and what an input box says of its text. */
export function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}

/** For quick picks, which make icons of `$(name)`. */
export function withoutIcons(text: string): string {
  return text.replaceAll('$(', '\\$(');
}

/** Gives the answer that was chosen. */
export function showInformation(message: string, ...answers: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(withoutLinks(message), ...answers);
}

export function showWarning(message: string, ...answers: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(withoutLinks(message), ...answers);
}

export function showError(message: string, ...answers: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(withoutLinks(message), ...answers);
}

/** In a dialog that waits for the answer. */
export function askModally(message: string, detail: string, answer: string): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(message, { modal: true, detail }, answer);
}
