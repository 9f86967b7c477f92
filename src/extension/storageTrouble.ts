// Tells a person, once a session, that something kept on disk was damaged or could not be written; the log has each case.

import { dirname } from 'node:path';
import type * as vscode from 'vscode';
import { printableText, reasonOf } from '../formats/printable.ts';
import { coalesce } from './disposables.ts';
import { t } from './l10n.ts';
import { showWarning } from './messages.ts';

export interface StorageTrouble extends vscode.Disposable {
  /** A file had damaged lines: it was copied to `aside`, and what could be read of it stays in use. */
  readonly setAside: (aside: string, damaged: number, good: number) => void;
  /** Something could not be written; `what` names it. */
  readonly unsaved: (what: string, error: unknown) => void;
  /** Something went wrong by which nothing is lost: reading, or taking what is superfluous away. */
  readonly failed: (what: string, error: unknown) => void;
  /** A file of a later version is left alone: changes last until this window is closed. */
  readonly isNewer: (path: string) => void;
}

/** Long enough to gather what a start finds. */
const gatherMs = 1_500;

export function openStorageTrouble(log: vscode.LogOutputChannel): StorageTrouble {
  const told = new Set<string>();
  let damagedFiles = 0;
  let damagedFolder = '';
  const warnOnce = (kind: string, text: string): void => {
    if (told.has(kind)) return;
    told.add(kind);
    const showLog = t('Show Log');
    void showWarning(text, showLog).then((choice) => {
      if (choice === showLog) log.show();
    });
  };
  const gathered = coalesce(gatherMs, () => {
    const text =
      damagedFiles === 1
        ? t(
            'One file of saved results was damaged. What could be read is in use; the file as it was is kept in {0}.',
            damagedFolder,
          )
        : t(
            '{0} files of saved results were damaged. What could be read is in use; the files as they were are kept in {1}.',
            damagedFiles,
            damagedFolder,
          );
    warnOnce('damaged', text);
  });
  return {
    setAside: (aside, damaged, good) => {
      log.warn(
        `A file had ${damaged} damaged and ${good} good lines; as it was it is kept as ${printableText(aside)}.`,
      );
      damagedFiles++;
      damagedFolder = printableText(dirname(aside));
      gathered.request();
    },
    unsaved: (what, error) => {
      const reason = reasonOf(error, 500);
      log.error(`${printableText(what, 300)} could not be saved: ${reason}`);
      warnOnce(
        'unsaved',
        t('{0} could not be saved and will be gone when this window is closed: {1}', printableText(what, 300), reason),
      );
    },
    failed: (what, error) => log.error(`${printableText(what, 300)}: ${reasonOf(error, 500)}`),
    isNewer: (path) => {
      log.warn(`${printableText(path)} was written by a later version and is left as it is.`);
      warnOnce(
        'newer',
        t(
          'The saved endpoints were written by a later version of this extension. They are left as they are; changes last until this window is closed.',
        ),
      );
    },
    dispose: () => void gathered.dispose(),
  };
}
