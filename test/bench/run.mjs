// `npm run bench`: how fast a probe is, as ratios to what else could be done, all taken in one run.
// Arguments: names of measures (default: all), --json FILE, --key KIND (of the server's certificate).
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { endEverything, temporaryFolder } from '../host/processes.mjs';
import { buildForMeasuring } from './builds.mjs';
import { measureActivation } from './measures/activation.mjs';
import { measureColdStart } from './measures/coldStart.mjs';
import { measureProcessorTime } from './measures/cpu.mjs';
import { measureExtension } from './measures/extension.mjs';
import { measureManyEndpoints } from './measures/manyEndpoints.mjs';
import { measureRoundTrips } from './measures/roundTrips.mjs';
import { measureThroughput } from './measures/throughput.mjs';
import { findPeerTools } from './peers/debianTools.mjs';
import { makeCertificates } from './setting.mjs';

const measures = {
  roundtrips: measureRoundTrips,
  cpu: measureProcessorTime,
  throughput: measureThroughput,
  cold: measureColdStart,
  endpoints: measureManyEndpoints,
  extension: measureExtension,
  activation: measureActivation,
};

function isMet({ value, limit }) {
  if (limit === undefined) return undefined;
  return limit.most === undefined ? value >= limit.least : value <= limit.most;
}

function describeLimit({ limit, unit }) {
  if (limit === undefined) return '';
  const text = limit.most === undefined ? `≥ ${limit.least}` : `≤ ${limit.most}`;
  return unit === undefined ? text : `${text} ${unit}`;
}

function formatRow(row) {
  const name = row.name.padEnd(76);
  if (row.missing !== undefined) return `  ${name} NOT MEASURED: ${row.missing}`;
  const met = isMet(row);
  const word = met === undefined ? '' : met ? 'met' : 'MISSED';
  const value = `${row.value}${row.unit === undefined ? '' : ` ${row.unit}`}`;
  const detail = row.detail === undefined ? '' : JSON.stringify(row.detail).replaceAll('"', '').replaceAll(',', ', ');
  return `  ${name} ${value.padStart(9)}  ${describeLimit(row).padEnd(9)} ${word.padEnd(7)} ${detail}`.trimEnd();
}

async function run(names, key, jsonFile) {
  const rows = [];
  const { path: folder } = temporaryFolder('bench');
  const builds = await buildForMeasuring(folder);
  const peers = await findPeerTools(builds);
  for (const [name, reason] of Object.entries(peers.missing)) {
    console.log(`NOT TO BE HAD: ${name} (${reason}); what is compared with it is left out`);
  }
  const certificates = makeCertificates(builds, key);
  console.log(
    `Node.js ${process.versions.node}, ${cpus().length} processors, load ${loadavg()[0].toFixed(1)}, key ${key}`,
  );
  for (const name of names) {
    console.log(`${name}:`);
    const report = (row) => {
      rows.push({ measure: name, ...row, isMet: isMet(row) });
      console.log(formatRow(row));
    };
    try {
      await measures[name]({ folder, builds, certificates, peers, report });
    } catch (error) {
      report({ name: 'the measure broke off', missing: error.message, hasFailed: true });
    }
  }
  const missed = rows.filter((row) => row.isMet === false || row.hasFailed === true);
  console.log(`\n${rows.filter((row) => row.isMet === true).length} met, ${missed.length} missed`);
  if (jsonFile !== undefined) {
    const machine = { node: process.versions.node, processors: cpus().length, key };
    writeFileSync(jsonFile, `${JSON.stringify({ machine, rows }, undefined, 2)}\n`);
  }
  return missed.length === 0;
}

const { values, positionals } = parseArgs({
  options: { json: { type: 'string' }, key: { type: 'string', default: 'ec-p256' } },
  allowPositionals: true,
});
const unknown = positionals.filter((name) => !(name in measures));
if (unknown.length > 0) {
  console.error(`There is no measure ${unknown.join(', ')}; measures are ${Object.keys(measures).join(', ')}.`);
  process.exitCode = 2;
} else {
  try {
    const names = positionals.length === 0 ? Object.keys(measures) : positionals;
    process.exitCode = (await run(names, values.key, values.json)) ? 0 : 1;
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
  await endEverything();
}
