// Assessments → the report in the format asked for, piece by piece where the format and the person allow it.

import { causes } from '../causes/index.ts';
import type { Assessment } from '../model/assessment.ts';
import { redactContent } from '../report/redaction.ts';
import type { InputError, ReportOptions, ReportPieces, ReportPlace } from '../report/report.ts';
import type { TextOptions } from '../report/text.ts';
import { rules } from '../rules/index.ts';
import type { ReportSettings } from './command.ts';

declare const packageVersion: string;

export interface Report {
  /** Takes assessments in any order; the report has them in the order asked. `index` counts from 0. */
  readonly add: (index: number, assessment: Assessment) => void;
  /** Writes what comes after the last. */
  readonly finish: (errors: readonly InputError[]) => void;
}

function textOptions({ output, isVerbose }: ReportSettings): TextOptions {
  const isTerminal = output === undefined && process.stdout.isTTY;
  return {
    width: Math.min(100, Math.max(40, isTerminal ? process.stdout.columns || 80 : 100)),
    hasColour: isTerminal && (process.env['NO_COLOR'] ?? '') === '',
    isVerbose,
  };
}

/** Where files name endpoints, by key. */
type Places = ReadonlyMap<string, ReportPlace>;

/** Each piece as soon as those before it are written; the assessments behind them are let go. */
function openPieces({ head, piece, tail }: ReportPieces, write: (text: string) => void): Report {
  const ready = new Map<number, string>();
  let next = 0;
  if (head !== '') write(head);
  return {
    add: (index, assessment) => {
      ready.set(index, piece(assessment, index));
      let text = '';
      for (let due = ready.get(next); due !== undefined; due = ready.get(next)) {
        ready.delete(next);
        text += due;
        next++;
      }
      if (text !== '') write(text);
    },
    finish: () => {
      const end = tail();
      if (end !== '') write(end);
    },
  };
}

/** Everything together: the format has to see it, or the same names have to get the same words throughout. */
function openWhole(settings: ReportSettings, options: ReportOptions, write: (text: string) => void): Report {
  const held: Assessment[] = [];
  return {
    add: (index, assessment) => {
      held[index] = assessment;
    },
    finish: (errors) => {
      // An interrupted run may have left gaps.
      const assessments = held.filter((assessment) => assessment !== undefined);
      if (!settings.isRedacted) {
        write(settings.format.format(assessments, { ...options, errors }));
        return;
      }
      const redacted = redactContent({ assessments, errors, places: options.places }, [...rules, ...causes]);
      const { errors: redactedErrors, places, tokens } = redacted;
      const content = { ...options, errors: redactedErrors, places, redactionTokens: tokens };
      write(settings.format.format(redacted.assessments, content));
    },
  };
}

export function openReport(settings: ReportSettings, places: Places, write: (text: string) => void): Report {
  const options: ReportOptions = { rules, version: packageVersion, errors: [], places, text: textOptions(settings) };
  const { open } = settings.format;
  return open === undefined || settings.isRedacted
    ? openWhole(settings, options, write)
    : openPieces(open(options), write);
}
