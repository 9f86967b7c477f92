// Production builds for measuring, made into a folder of their own: dist/ may be in use by others.
import { build } from 'esbuild';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { recordCodeCache } from '../../src/cli/codeCacheBuild.mjs';
import { manifest, projectFolder } from '../host/project.mjs';

/** The same options as esbuild.config.mjs --production. */
const production = {
  absWorkingDir: projectFolder,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: false,
  logLevel: 'silent',
};

/** Worker and command line as they are shipped, and the programs of this folder that run beside them. */
export async function buildForMeasuring(folder) {
  await Promise.all([
    build({ ...production, entryPoints: { worker: 'src/engine/worker.ts' }, outdir: folder }),
    build({
      ...production,
      entryPoints: { cliMain: 'src/cli/main.ts' },
      outdir: folder,
      define: { packageVersion: JSON.stringify(manifest.version) },
    }),
    build({
      ...production,
      entryPoints: {
        cli: 'src/cli/start.ts',
        recordCodeCache: 'src/cli/recordCodeCache.ts',
        lab: 'src/lab/main.ts',
      },
      outdir: folder,
    }),
    build({
      ...production,
      minify: false,
      entryPoints: {
        bareOnce: 'test/bench/peers/bareOnce.mjs',
        bareBatch: 'test/bench/peers/bareBatch.mjs',
        probeBatch: 'test/bench/peers/probeBatch.ts',
        smtpServer: 'test/bench/peers/smtpServer.mjs',
        relay: 'test/bench/peers/relay.mjs',
        tellUsage: 'test/bench/peers/tellUsage.mjs',
        certificates: 'test/bench/peers/certificates.ts',
        realPeers: 'test/bench/peers/realPeers.ts',
      },
      outdir: folder,
    }),
  ]);
  const trouble = await recordCodeCache(folder);
  if (trouble !== undefined) console.log(`THE COMMAND LINE IS MEASURED WITHOUT ITS CODE CACHE: ${trouble}`);
  return folder;
}

/** The extension host's bundle alone. Throws what esbuild throws when it cannot be built. */
export async function buildExtension(folder) {
  await build({
    ...production,
    entryPoints: { extension: 'src/extension/extension.ts' },
    external: ['vscode'],
    outdir: folder,
  });
  const file = join(folder, 'extension.js');
  return { file, bytes: statSync(file).size };
}
