// Reads the imports of source files as text, for the test of the floor plan.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';

export interface SourceFile {
  /** Path from the project's root, with `/`. */
  readonly path: string;
  readonly lines: number;
  readonly text: string;
  /** Modules imported: project paths, or bare specifiers such as `node:net`. */
  readonly imports: readonly { readonly module: string; readonly isTypeOnly: boolean }[];
}

const importPattern = /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gms;
const dynamicImportPattern = /\b(?:import|require)\(\s*'([^']+)'\s*\)/g;

function readImports(path: string, text: string): SourceFile['imports'] {
  const found = [
    ...[...text.matchAll(importPattern)].map((match) => ({
      module: match[2] ?? '',
      isTypeOnly: match[1] !== undefined,
    })),
    ...[...text.matchAll(dynamicImportPattern)].map((match) => ({ module: match[1] ?? '', isTypeOnly: false })),
  ];
  return found.map(({ module, isTypeOnly }) => ({
    module: module.startsWith('.')
      ? normalize(join(dirname(path), module))
          .split(sep)
          .join('/')
      : module,
    isTypeOnly,
  }));
}

export function readSourceFiles(root: string, folder: string): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      return { path, text, lines: text.split('\n').length, imports: readImports(path, text) };
    });
}

/** Files that lie on an import circle, as the list of one circle for each start; type-only imports count too. */
export function findCircles(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const finished = new Set<string>();
  const circles: string[][] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      circles.push([...trail.slice(start), path]);
      return;
    }
    if (finished.has(path)) return;
    for (const { module, isTypeOnly } of byPath.get(path)?.imports ?? []) {
      if (!isTypeOnly && byPath.has(module)) visit(module, [...trail, path]);
    }
    finished.add(path);
  };
  for (const { path } of files) visit(path, []);
  return circles;
}
