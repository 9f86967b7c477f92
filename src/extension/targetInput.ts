// A target while it is typed: what would be probed, or what is wrong.

import * as vscode from 'vscode';
import { formatEndpoint, parseTarget } from '../formats/targetText.ts';
import { t } from './l10n.ts';

export const targetExample = 'mail.example.com:25';

export function checkTarget(text: string): vscode.InputBoxValidationMessage | undefined {
  if (text.trim() === '') return undefined;
  const target = parseTarget(text);
  if (target.status === 'invalid') return { message: target.reason, severity: vscode.InputBoxValidationSeverity.Error };
  const { tlsMode } = target.value;
  const how = tlsMode === 'implicit' ? t('TLS from the first byte') : 'STARTTLS';
  return {
    message: `${formatEndpoint(target.value)}, ${how}`,
    severity: vscode.InputBoxValidationSeverity.Info,
  };
}
