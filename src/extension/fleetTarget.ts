// Where new endpoints go: which file and which group, asked only where there is a choice.

import * as vscode from 'vscode';
import type { App } from './app.ts';
import { endpointFileName } from './contributions.ts';
import { t } from './l10n.ts';
import { withoutIcons } from './messages.ts';

/** No file: the extension's own list. Undefined in place of it: the person changed their mind. */
export interface FleetTarget {
  readonly file?: vscode.Uri;
}

export async function chooseFile(app: App, title: string): Promise<FleetTarget | undefined> {
  const files = app.fleets.files();
  const [only, ...others] = files;
  if (only !== undefined && others.length === 0) return { file: only.uri };
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (files.length === 0 && folders.length === 0) return {};
  const items =
    files.length > 0
      ? files.map(({ uri, fleet }) => ({
          label: vscode.workspace.asRelativePath(uri),
          description:
            fleet.entries.length === 1 ? t('1 endpoint') : t('{0} endpoints', fleet.entries.length.toLocaleString()),
          target: { file: uri },
        }))
      : [
          ...folders.map(({ uri, name }) => ({
            label: t('New file {0} in {1}', endpointFileName, name),
            description: t('for you and your colleagues, under version control'),
            target: { file: vscode.Uri.joinPath(uri, endpointFileName) },
          })),
          {
            label: t("The extension's own list"),
            description: t('kept on this machine, for this folder'),
            target: {},
          },
        ];
  const picked = await vscode.window.showQuickPick<vscode.QuickPickItem & { readonly target: FleetTarget }>(items, {
    title,
    placeHolder: t('Where are they to be kept?'),
    ignoreFocusOut: true,
  });
  return picked?.target;
}

/** Of all files and of the own list, each name once. */
function groupsOf(app: App): readonly string[] {
  const names = new Set(app.fleets.files().flatMap(({ fleet }) => fleet.groups.map(({ name }) => name)));
  for (const { profile } of app.store.states()) if (profile.group !== undefined) names.add(profile.group);
  return [...names].sort((a, b) => a.localeCompare(b));
}

/** `{}`: no group. Undefined: the person changed their mind. */
export async function chooseGroup(app: App, title: string): Promise<{ readonly group?: string } | undefined> {
  const names = groupsOf(app);
  const items: (vscode.QuickPickItem & { readonly choice: 'none' | 'new' | { readonly group: string } })[] = [
    { label: `$(circle-slash) ${t('No group')}`, choice: 'none' },
    { label: `$(add) ${t('New group')}`, choice: 'new' },
    ...names.map((group) => ({ label: withoutIcons(group), choice: { group } })),
  ];
  const placeHolder = t('In which group?');
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true });
  if (picked === undefined) return undefined;
  if (picked.choice === 'none') return {};
  if (picked.choice !== 'new') return picked.choice;
  const name = await vscode.window.showInputBox({
    title,
    prompt: t('Name of the group'),
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === '' ? t('A group needs a name.') : undefined),
  });
  return name === undefined || name.trim() === '' ? undefined : { group: name.trim() };
}
