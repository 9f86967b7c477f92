// Texts in the person's language. Every text that the extension shows goes through here; test/unit/l10n.test.ts sees to it
// that each has its translation in l10n/.

import * as vscode from 'vscode';

/** `{0}`, `{1}` … stand for the values. The message is the English text and the key at once. */
export function t(message: string, ...values: readonly (string | number)[]): string {
  return vscode.l10n.t(message, ...values);
}
