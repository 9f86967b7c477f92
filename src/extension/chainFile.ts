// Writes the certificates of a result, as the server sent them, into a PEM file that a person names.

import * as vscode from 'vscode';
import type { Assessment } from '../model/assessment.ts';
import type { Certificate } from '../model/certificate.ts';
import { fileNameOf, proposedFile } from './fileNames.ts';
import { t } from './l10n.ts';
import { showInformation } from './messages.ts';

function certificatesOf({ evidence }: Assessment): readonly Certificate[] {
  return evidence.certificates.status === 'known' ? evidence.certificates.value.certificates : [];
}

/** The PEM texts one after the other, each with a comment on whose it is; in the order in which they were sent. */
function formatChain(assessment: Assessment): string {
  return certificatesOf(assessment)
    .map(({ subject, issuer, pem }, index) => {
      const comment = [`# ${index + 1} ${subject}`, `# issued by ${issuer}`].map((line) =>
        line.replace(/[\r\n]+/g, ' '),
      );
      return `${comment.join('\n')}\n${pem.trimEnd()}\n`;
    })
    .join('\n');
}

/** Gives where it was written; undefined when a person thought better of it or nothing was there to write. */
export async function saveChain(assessment: Assessment): Promise<vscode.Uri | undefined> {
  const count = certificatesOf(assessment).length;
  if (count === 0) {
    void showInformation(t('This result has no certificates that could be saved.'));
    return undefined;
  }
  const chosen = await vscode.window.showSaveDialog({
    title: t('Save the chain as sent'),
    defaultUri: proposedFile(`${fileNameOf(assessment.endpoint)}-chain.pem`),
    filters: { PEM: ['pem', 'crt'] },
  });
  if (chosen === undefined) return undefined;
  await vscode.workspace.fs.writeFile(chosen, new TextEncoder().encode(formatChain(assessment)));
  vscode.window.setStatusBarMessage(t('{0} certificates were saved.', count), 4_000);
  return chosen;
}
