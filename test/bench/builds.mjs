// What is measured: the bundles as they are shipped, and the programs of this folder that run beside them.
import { build } from 'esbuild';
import { buildShipped } from '../host/buildPackage.mjs';
import { projectFolder } from '../host/project.mjs';

/** Gives the folder of all of them: dist/ itself may be in use by others. */
export async function buildForMeasuring(folder) {
  const shipped = await buildShipped(folder);
  await build({
    absWorkingDir: projectFolder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
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
    outdir: shipped,
  });
  return shipped;
}
