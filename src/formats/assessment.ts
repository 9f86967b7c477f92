// An assessment as a file or another program gives it → Assessment.

import type { Assessment } from '../model/assessment.ts';
import { verdicts } from '../model/assessment.ts';
import { factNames } from '../model/evidence.ts';
import type { Parsed } from './targetText.ts';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(reason: string): { readonly status: 'invalid'; readonly reason: string } {
  return { status: 'invalid', reason };
}

const listNames = ['transcript', 'stages', 'findings', 'unchecked'] as const;

/** The reason says what is wrong with what cannot be used, in one plain sentence. */
export function parseAssessment(value: unknown): Parsed<Assessment> {
  if (!isRecord(value)) return invalid('It is not an object.');
  const { evidence, verdict } = value;
  if (!isRecord(evidence) || !isRecord(value['vantage'])) return invalid('"evidence" or "vantage" is missing.');
  const fact = factNames.find((name) => !isRecord(evidence[name]));
  if (fact !== undefined) return invalid(`"evidence.${fact}" is missing.`);
  const list = listNames.find((name) => !Array.isArray(value[name]));
  if (list !== undefined) return invalid(`"${list}" is not a list.`);
  if (!verdicts.some((known) => known === verdict)) return invalid('"verdict" is none that is known.');
  if (typeof value['startedAt'] !== 'string') return invalid('"startedAt" is not a text.');
  return { status: 'parsed', value: value as unknown as Assessment };
}
