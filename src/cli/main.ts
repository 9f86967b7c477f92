// The headless front door: argv → runner → report → exit status. The same engine as in VS Code.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assessment } from '../model/assessment.ts';
import { printableText } from '../formats/printable.ts';
import { openLocalRunner } from '../engine/localRunner.ts';
import type { Runner } from '../engine/runner.ts';
import { formatJson, formatNdjson } from '../report/json.ts';
import type { InputError } from '../report/json.ts';
import { formatMarkdown } from '../report/markdown.ts';
import { formatText } from '../report/text.ts';
import { explainRule } from '../rules/explanation.ts';
import { findRule, rules } from '../rules/index.ts';
import { parseCommand } from './args.ts';
import type { ProbeCommand } from './args.ts';
import { chooseExitStatus, exitStatus } from './exitStatus.ts';
import { helpText } from './help.ts';
import { readHostList, splitHostFile } from './hostList.ts';
import type { HostEntry } from './hostList.ts';
import { openProgress } from './progress.ts';

declare const packageVersion: string;

function complain(message: string): void {
  process.stderr.write(`smtp-tls-probe: ${message}\n`);
}

/** Collects the report for a file, or writes it to standard output as it grows. */
class Output {
  readonly #path: string | undefined;
  #text = '';

  constructor(path: string | undefined) {
    this.#path = path;
  }

  write(text: string): void {
    if (this.#path === undefined) process.stdout.write(text);
    else this.#text += text;
  }

  /** @throws When the file cannot be written. */
  finish(): void {
    if (this.#path !== undefined) writeFileSync(this.#path, this.#text);
  }
}

function readEntries(command: ProbeCommand): { entries: readonly HostEntry[]; errors: readonly InputError[] } {
  const entries: HostEntry[] = command.hosts.map((text) => ({ text, place: 'argument' }));
  const errors: InputError[] = [];
  for (const path of command.hostFiles) {
    const name = path === '-' ? 'standard input' : path;
    try {
      entries.push(...splitHostFile(readFileSync(path === '-' ? 0 : path, 'utf8'), printableText(name, 200)));
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown reason';
      errors.push({
        input: printableText(name, 200),
        reason: `The list of hosts cannot be read: ${printableText(reason, 200)}`,
      });
    }
  }
  return { entries, errors };
}

/** Writes each assessment in the order asked, as soon as those before it are written. */
function openReport(command: ProbeCommand, output: Output): (index: number, assessment: Assessment) => void {
  const isTerminal = command.output === undefined && process.stdout.isTTY;
  const textOptions = {
    width: Math.min(100, Math.max(40, isTerminal ? process.stdout.columns : 100)),
    hasColour: isTerminal && (process.env['NO_COLOR'] ?? '') === '',
    isVerbose: command.isVerbose,
  };
  const ready = new Map<number, Assessment>();
  let next = 0;
  return (index, assessment) => {
    ready.set(index, assessment);
    for (let due = ready.get(next); due !== undefined; due = ready.get(next)) {
      ready.delete(next);
      if (command.format === 'text') output.write(`${next > 0 ? '\n' : ''}${formatText(due, textOptions)}\n`);
      if (command.format === 'markdown') output.write(`${next > 0 ? '\n' : ''}${formatMarkdown(due)}`);
      if (command.format === 'ndjson') output.write(`${formatNdjson(due)}\n`);
      next++;
    }
  };
}

async function openRunner(command: ProbeCommand, count: number): Promise<Runner> {
  if (count === 1) return openLocalRunner();
  // Loaded only here: child_process would slow down the start of a single probe.
  const { openWorkerPool } = await import('../engine/workerPool.ts');
  return openWorkerPool({
    workerPath: join(__dirname, 'worker.js'),
    ...(command.concurrency === undefined ? {} : { concurrency: command.concurrency }),
    ...(command.connectionsPerHost === undefined ? {} : { connectionsPerHost: command.connectionsPerHost }),
  });
}

async function runProbes(command: ProbeCommand): Promise<number> {
  const { entries, errors: listErrors } = readEntries(command);
  const { endpoints, errors: hostErrors } = readHostList(entries, command.tls);
  const errors = [...listErrors, ...hostErrors];
  for (const { reason } of errors) complain(reason);

  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const output = new Output(command.output);
  const report = openReport(command, output);
  const progress = openProgress(endpoints.length);
  const runner = await openRunner(command, endpoints.length);
  try {
    const assessments = await Promise.all(
      endpoints.map(async (endpoint, index) => {
        const assessment = await runner.run({ endpoint, options: command.options, signal: interruption.signal });
        progress.advance(endpoint);
        report(index, assessment);
        return assessment;
      }),
    );
    progress.close();
    if (command.format === 'json') output.write(`${formatJson(assessments, errors)}\n`);
    output.finish();
    return chooseExitStatus(assessments, command.failOn, errors.length > 0, interruption.signal.aborted);
  } finally {
    progress.close();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await runner.close();
  }
}

function explain(id: string): number {
  const rule = findRule(id);
  if (rule === undefined) {
    complain(`There is no rule "${printableText(id, 80)}"; --list-rules lists them.`);
    return exitStatus.badInput;
  }
  process.stdout.write(`${explainRule(rule)}\n`);
  return exitStatus.fine;
}

function listRules(): number {
  const width = Math.max(...rules.map(({ id }) => id.length));
  for (const { id, severity, title } of rules) {
    process.stdout.write(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`);
  }
  return exitStatus.fine;
}

async function run(argv: readonly string[]): Promise<number> {
  const command = parseCommand(argv, (path) => readFileSync(path));
  switch (command.kind) {
    case 'help':
      process.stdout.write(helpText);
      return exitStatus.fine;
    case 'version':
      process.stdout.write(`${packageVersion}\n`);
      return exitStatus.fine;
    case 'list-rules':
      return listRules();
    case 'explain':
      return explain(command.rule);
    case 'invalid':
      complain(`${command.reason} Try --help.`);
      return exitStatus.badInput;
    case 'probe':
      return runProbes(command);
  }
}

function main(): void {
  // The reader went away (`| head`): there is nobody left to tell.
  process.stdout.on('error', () => process.exit());
  // A look-up that nobody waits for any more cannot be cancelled: leave as soon as the output is out.
  const leave = (status: number): void => void process.stdout.write('', () => process.exit(status));
  run(process.argv.slice(2)).then(leave, (error: unknown) => {
    complain(printableText(error instanceof Error ? error.message : String(error), 500));
    leave(exitStatus.badInput);
  });
}

main();
