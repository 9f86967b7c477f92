// Endpoints dragged from one group to another: in their fleet file, or in the extension's own list.

import * as vscode from 'vscode';
import type { App } from '../app.ts';
import { endpointsView } from '../contributions.ts';
import type { TreeElement } from './endpointTree.ts';

/** As VS Code names what is dragged inside a tree. */
const mimeType = `application/vnd.code.tree.${endpointsView.toLowerCase()}`;

/** The group that something dropped here goes into. */
function groupAt(app: App, target: TreeElement | undefined): string | undefined {
  if (target?.group !== undefined) return target.group;
  return target?.key === undefined ? undefined : app.store.get(target.key)?.profile.group;
}

export function openDragController(app: App): vscode.TreeDragAndDropController<TreeElement> {
  return {
    dragMimeTypes: [mimeType],
    dropMimeTypes: [mimeType],
    handleDrag: (source, data) => {
      const keys = source.flatMap(({ kind, key }) => (kind === 'endpoint' && key !== undefined ? [key] : []));
      if (keys.length > 0) data.set(mimeType, new vscode.DataTransferItem(keys));
    },
    handleDrop: async (target, data) => {
      const keys: unknown = data.get(mimeType)?.value;
      if (!Array.isArray(keys)) return;
      const group = groupAt(app, target);
      const states = keys.flatMap((key) => (typeof key === 'string' ? (app.store.get(key) ?? []) : []));
      const moving = states.filter(({ profile }) => profile.group !== group);
      if (moving.length === 0) return;
      await app.fleets.move(
        moving.map(({ key }) => key),
        group,
      );
    },
  };
}
