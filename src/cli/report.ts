// Assessments → the report in the format asked for, each in its place as soon as it is there.

import type { Assessment } from '../model/assessment.ts';
import { formatJson, formatNdjson } from '../report/json.ts';
import type { InputError } from '../report/json.ts';
import { formatMarkdown } from '../report/markdown.ts';
import { formatText } from '../report/text.ts';
import type { ProbeCommand } from './args.ts';

export interface Report {
  /** Writes it in the order asked, as soon as those before it are written. `index` counts from 0. */
  readonly add: (index: number, assessment: Assessment) => void;
  /** Writes what comes after the last. */
  readonly finish: (errors: readonly InputError[]) => void;
}

/** One document: the only format that has to see all assessments together. */
function openDocument(write: (text: string) => void): Report {
  const assessments: Assessment[] = [];
  return {
    add: (index, assessment) => {
      assessments[index] = assessment;
    },
    finish: (errors) => write(`${formatJson(assessments, errors)}\n`),
  };
}

function chooseFormat(command: ProbeCommand): (assessment: Assessment) => string {
  if (command.format === 'ndjson') return (assessment) => `${formatNdjson(assessment)}\n`;
  if (command.format === 'markdown') return formatMarkdown;
  const isTerminal = command.output === undefined && process.stdout.isTTY;
  const options = {
    width: Math.min(100, Math.max(40, isTerminal ? process.stdout.columns || 80 : 100)),
    hasColour: isTerminal && (process.env['NO_COLOR'] ?? '') === '',
    isVerbose: command.isVerbose,
  };
  return (assessment) => `${formatText(assessment, options)}\n`;
}

export function openReport(command: ProbeCommand, write: (text: string) => void): Report {
  if (command.format === 'json') return openDocument(write);
  const format = chooseFormat(command);
  const separator = command.format === 'ndjson' ? '' : '\n';
  /** Texts that wait for those before them; the assessments behind them are let go. */
  const ready = new Map<number, string>();
  let next = 0;
  return {
    add: (index, assessment) => {
      ready.set(index, format(assessment));
      let text = '';
      for (let due = ready.get(next); due !== undefined; due = ready.get(next)) {
        ready.delete(next);
        text += `${next > 0 ? separator : ''}${due}`;
        next++;
      }
      if (text !== '') write(text);
    },
    finish: () => undefined,
  };
}
