// Holds the house to its plan (src/README.md): who may import whom, what may be touched, how large a file grows.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findCircles, readSourceFiles } from '../support/imports.ts';
import type { SourceFile } from '../support/imports.ts';

interface Room {
  /** Rooms it may import from; its own goes without saying. */
  readonly rooms: readonly string[];
  /** Node modules and packages any of its files may touch; types alone touch nothing. */
  readonly modules: readonly string[];
  /** Modules that only the named files or folders may touch. */
  readonly wrapped?: Readonly<Record<string, readonly string[]>>;
}

const plan: Readonly<Record<string, Room>> = {
  model: { rooms: [], modules: [] },
  formats: {
    rooms: ['model'],
    modules: ['node:crypto', 'node:buffer', 'node:url'],
    wrapped: {
      'ip-address': ['formats/ipAddress.ts'],
      'jsonc-parser': ['formats/jsonText.ts'],
      'node:zlib': ['formats/gzip.ts'],
      papaparse: ['formats/csvText.ts'],
    },
  },
  pki: { rooms: ['model', 'formats'], modules: ['node:crypto', 'node:buffer'] },
  probe: {
    rooms: ['model', 'formats', 'pki'],
    modules: ['node:stream'],
    wrapped: {
      'node:net': ['probe/network/'],
      'node:tls': ['probe/network/'],
      'node:dns': ['probe/network/'],
      'node:crypto': ['probe/network/'],
      'node:fs': ['probe/network/trustStores.ts'],
      'node:os': ['probe/vantage.ts'],
    },
  },
  rules: { rooms: ['model', 'formats'], modules: [] },
  causes: { rooms: ['model', 'formats'], modules: [] },
  antifixes: { rooms: ['model', 'formats'], modules: [] },
  logs: { rooms: ['model', 'formats'], modules: ['node:buffer'] },
  hybrid: { rooms: ['model', 'formats'], modules: [] },
  report: { rooms: ['model', 'formats'], modules: [] },
  decoder: { rooms: ['model', 'formats'], modules: [] },
  lab: {
    rooms: ['model', 'formats'],
    modules: ['node:net', 'node:tls', 'node:crypto', 'node:stream', 'node:events'],
    wrapped: {
      'node:fs': ['lab/main.ts'],
      'node:path': ['lab/main.ts'],
      'node:util': ['lab/main.ts'],
    },
  },
  engine: {
    rooms: ['model', 'formats', 'probe', 'rules', 'causes', 'logs', 'hybrid'],
    modules: ['node:child_process', 'node:events'],
    wrapped: { 'node:fs': ['engine/logWorker.ts'], 'node:fs/promises': ['engine/logWorker.ts'] },
  },
  extension: {
    rooms: ['model', 'formats', 'rules', 'causes', 'antifixes', 'hybrid', 'report', 'decoder', 'engine'],
    modules: ['vscode', 'node:path', 'node:fs', 'node:fs/promises', 'node:crypto'],
  },
  cli: {
    rooms: ['model', 'formats', 'rules', 'causes', 'antifixes', 'hybrid', 'report', 'decoder', 'engine'],
    modules: ['node:events', 'node:fs', 'node:path', 'node:process', 'node:tty', 'node:util'],
    wrapped: { 'node:crypto': ['cli/codeCache.ts'], 'node:vm': ['cli/codeCache.ts'] },
  },
};

const root = process.cwd();
const files = readSourceFiles(root, 'src');
const pageFiles = readSourceFiles(root, 'media');

function roomOf(path: string): string {
  return path.split('/')[1] ?? '';
}

function mayTouch(file: SourceFile, module: string): boolean {
  const room = plan[roomOf(file.path)];
  if (room === undefined) return false;
  if (room.modules.includes(module)) return true;
  const places = room.wrapped?.[module] ?? [];
  return places.some((place) => file.path.slice('src/'.length).startsWith(place));
}

describe('floor plan', () => {
  it('knows every room on disk', () => {
    const rooms = new Set(files.map(({ path }) => roomOf(path)));
    assert.deepEqual([...rooms].sort(), Object.keys(plan).sort());
  });

  it('lets each file import only from the rooms below its own', () => {
    const offences = files.flatMap((file) =>
      file.imports
        .filter(({ module }) => module.startsWith('src/'))
        .filter(({ module }) => {
          const target = roomOf(module);
          return target !== roomOf(file.path) && plan[roomOf(file.path)]?.rooms.includes(target) !== true;
        })
        .map(({ module }) => `${file.path} imports ${module}`),
    );
    assert.deepEqual(offences, []);
  });

  it('lets each room touch only its own modules, and each library be wrapped in its place', () => {
    const offences = files.flatMap((file) =>
      file.imports
        .filter(({ module, isTypeOnly }) => !isTypeOnly && !module.startsWith('src/') && !module.startsWith('media/'))
        .filter(({ module }) => !mayTouch(file, module))
        .map(({ module }) => `${file.path} touches ${module}`),
    );
    assert.deepEqual(offences, []);
  });

  it('lets the panel page import types only from the house, and the house types only from the page', () => {
    const offences = [
      ...pageFiles.flatMap((file) =>
        file.imports
          .filter(({ module, isTypeOnly }) => !module.startsWith('media/') && !isTypeOnly)
          .map(({ module }) => `${file.path} imports ${module}`),
      ),
      ...files.flatMap((file) =>
        file.imports
          .filter(
            ({ module, isTypeOnly }) =>
              module.startsWith('media/') && !(isTypeOnly && roomOf(file.path) === 'extension'),
          )
          .map(({ module }) => `${file.path} imports ${module}`),
      ),
    ];
    assert.deepEqual(offences, []);
  });

  it('has no import circles', () => {
    assert.deepEqual(
      findCircles([...files, ...pageFiles]).map((circle) => circle.join(' → ')),
      [],
    );
  });

  it('has no file over 500 lines', () => {
    const large = [...files, ...pageFiles, ...readSourceFiles(root, 'test')].filter(({ lines }) => lines > 500);
    assert.deepEqual(
      large.map(({ path, lines }) => `${path}: ${lines}`),
      [],
    );
  });

  it('has no default exports, no re-exports, no imports for effects, and a head comment in every file', () => {
    const offences = [...files, ...pageFiles].flatMap(({ path, text }) => [
      ...(/^export default\b/m.test(text) ? [`${path}: default export`] : []),
      ...(/^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s+from\b/m.test(text) ? [`${path}: re-export`] : []),
      ...(/^import '/m.test(text) ? [`${path}: import for its effects`] : []),
      ...(text.startsWith('//') || text.startsWith('/*') ? [] : [`${path}: no head comment`]),
    ]);
    assert.deepEqual(offences, []);
  });

  it('names files in camelCase', () => {
    const offences = [...files, ...pageFiles].filter(
      ({ path }) => !/^[a-z][A-Za-z0-9]*\.ts$/.test(path.split('/').at(-1) ?? ''),
    );
    assert.deepEqual(
      offences.map(({ path }) => path),
      [],
    );
  });
});

describe('manifest', () => {
  interface Manifest {
    readonly main: string;
    readonly bin: Readonly<Record<string, string>>;
    readonly contributes?: {
      readonly commands?: readonly { readonly command: string; readonly title: string }[];
      readonly configuration?: { readonly properties?: Readonly<Record<string, unknown>> };
    };
  }
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
  const names = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Readonly<Record<string, string>>;
  const extensionText = files
    .filter(({ path }) => path.startsWith('src/extension/'))
    .map(({ text }) => text)
    .join('\n');

  it('contributes exactly the commands and settings that the code names', () => {
    const contributed = [
      ...(manifest.contributes?.commands ?? []).map(({ command }) => command),
      ...Object.keys(manifest.contributes?.configuration?.properties ?? {}),
    ];
    const missing = contributed.filter(
      (id) => !extensionText.includes(`'${id}'`) && !extensionText.includes(`'${id.replace('smtpTls.', '')}'`),
    );
    assert.deepEqual(missing, []);
    const registered = [...extensionText.matchAll(/registerCommand\(\s*'([^']+)'/g)].map((match) => match[1] ?? '');
    assert.deepEqual(
      registered.filter((id) => !contributed.includes(id)),
      [],
    );
  });

  it('has the main command under its exact title', () => {
    const title = manifest.contributes?.commands?.find(({ command }) => command === 'smtpTls.probe')?.title ?? '';
    assert.equal(names[title.replace(/^%|%$/g, '')] ?? title, 'Probe SMTP TLS');
  });

  it('has a text for every name it leaves to package.nls.json, and no other', () => {
    const used = [...readFileSync(join(root, 'package.json'), 'utf8').matchAll(/"%([^%"]+)%"/g)].map(
      (match) => match[1] ?? '',
    );
    assert.deepEqual([...new Set(used)].sort(), Object.keys(names).sort());
  });
});

describe('registry of rules', () => {
  it('has every rule file on disk, and no other', () => {
    const folder = join(root, 'src/rules');
    const onDisk = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'explanations')
      .flatMap((entry) => readdirSync(join(folder, entry.name)).map((name) => `src/rules/${entry.name}/${name}`))
      .sort();
    const registry = files.find(({ path }) => path === 'src/rules/index.ts');
    const registered = (registry?.imports ?? [])
      .map(({ module }) => module)
      .filter((module) => /^src\/rules\/[^/]+\//.test(module))
      .sort();
    assert.deepEqual(registered, onDisk);
  });
});

describe('registry of hybrid checks', () => {
  it('has every check file on disk, and no other', () => {
    const registry = files.find(({ path }) => path === 'src/hybrid/checks/index.ts');
    const registered = (registry?.imports ?? [])
      .map(({ module }) => module)
      .filter((module) => module.startsWith('src/hybrid/checks/'))
      .sort();
    const onDisk = readdirSync(join(root, 'src/hybrid/checks'))
      .filter((name) => name !== 'index.ts')
      .map((name) => `src/hybrid/checks/${name}`)
      .sort();
    assert.deepEqual(registered, onDisk);
  });
});
