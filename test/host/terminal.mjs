// `npm start -- --terminal`: probes the lab by the command line and compares with what the catalogue expects.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endpointArgument, probeArguments, startLabProcess } from './labProcess.mjs';
import { runProcess, startProcess, temporaryFolder } from './processes.mjs';
import { projectFolder } from './project.mjs';

const cli = join(projectFolder, 'dist', 'cli.js');

/** As the reports write them, in the order of the counts. */
const verdicts = {
  sound: { sign: '✓', word: 'Sound' },
  weak: { sign: '!', word: 'Weak' },
  broken: { sign: '✗', word: 'Broken' },
  unreachable: { sign: '-', word: 'Unreachable' },
  inconclusive: { sign: '?', word: 'Inconclusive' },
};

const wordWidth = Math.max(...Object.values(verdicts).map(({ word }) => word.length));

/** Runs the command line with this terminal; gives its exit code. */
export async function runCli(args) {
  const started = startProcess(process.execPath, [cli, ...args], { stdio: 'inherit', detached: false });
  return started.exited;
}

function checkEnding(code, output = '') {
  // 3: one of them was unreachable or inconclusive.
  if (code !== 0 && code !== 3) throw new Error(`The command line ended with ${code}.\n${output}`.trimEnd());
}

/** The assessments of all calls, by the way the command line takes their endpoints. */
async function readAssessments(calls, common, folder) {
  const assessments = new Map();
  const read = async (call, index) => {
    const file = join(folder, `call-${index}.json`);
    const args = [cli, 'probe', '--json', '--output', file, ...common, ...call];
    const { code, output } = await runProcess(process.execPath, args);
    checkEnding(code, output);
    for (const assessment of JSON.parse(readFileSync(file, 'utf8')).assessments) {
      assessments.set(endpointArgument(assessment.endpoint), assessment);
    }
  };
  await Promise.all(calls.map(read));
  return assessments;
}

function showAssessment(endpoint, assessment) {
  const { sign, word } = verdicts[assessment?.verdict] ?? { sign: '?', word: 'No result' };
  const isExpected = assessment?.verdict === endpoint.expectedVerdict;
  const expected = isExpected ? '' : `  (expected: ${verdicts[endpoint.expectedVerdict].word})`;
  console.log(`${sign} ${word.padEnd(wordWidth)}  ${endpoint.id}  ${endpointArgument(endpoint)}${expected}`);
  console.log(`    ${assessment?.summary ?? 'The command line said nothing about it.'}`);
  return isExpected;
}

function formatCounts(assessments) {
  const counts = Object.entries(verdicts).map(([verdict, { word }]) => {
    const count = [...assessments.values()].filter((one) => one.verdict === verdict).length;
    return `${count} ${word.toLowerCase()}`;
  });
  return counts.filter((text) => !text.startsWith('0 ')).join(', ');
}

/** Two lines for each server of the lab; with `names` of the catalogue the whole report of those. Gives the exit code. */
export async function runTerminal(names) {
  const folder = temporaryFolder('terminal');
  const workspace = join(folder.path, 'workspace');
  const lab = await startLabProcess(workspace, names);
  const calls = probeArguments(lab.endpoints, { folder: folder.path, workspace });
  // Some of these servers never answer: nobody should wait two minutes for them here.
  const timeout = names.length === 0 ? '6' : '15';
  const common = ['--ca', lab.authorities, '--fail-on', 'never', '--timeout', timeout, '--per-host', '20'];
  for (const call of names.length === 0 ? [] : calls) {
    checkEnding(await runCli(['probe', '-v', ...common, ...call]));
  }
  if (names.length === 0) console.log(`Probing ${lab.endpoints.length} servers on loopback …\n`);
  else console.log('');
  const assessments = await readAssessments(calls, common, folder.path);
  await lab.stop();
  await folder.remove();
  const asExpected = lab.endpoints.filter((endpoint) =>
    showAssessment(endpoint, assessments.get(endpointArgument(endpoint))),
  );
  console.log(`\n${formatCounts(assessments)}`);
  if (names.length === 0) console.log('One in full, transcript included: npm start -- --terminal NAME');
  console.log(`${asExpected.length} of ${lab.endpoints.length} verdicts as expected`);
  return asExpected.length === lab.endpoints.length ? 0 : 1;
}
