// Every rule as a page: what it says in a finding, and what its explanation adds.

import type { RuleCases, RulePage } from '../model/rulePage.ts';
import { alertTexts } from './alerts.ts';
import { placeholders } from './byHand.ts';
import { explanations } from './explanations/index.ts';
import { handshakeErrors } from './handshakeErrors.ts';
import { rules } from './index.ts';
import type { RuleText } from './rule.ts';

interface Case {
  readonly names: readonly string[];
  readonly meaning: string;
  readonly fix: string;
}

/** Those with one and the same fix together, in the order of their first. */
function groupByFix(cases: readonly Case[]): readonly RuleCases[] {
  const fixes = new Set(cases.map(({ fix }) => fix));
  return [...fixes].map((fix) => ({
    fix,
    members: cases.filter((one) => one.fix === fix).map(({ names, meaning }) => ({ names, meaning })),
  }));
}

function alertCases(): readonly Case[] {
  return Object.entries(alertTexts).map(([name, { number, meaning, fix }]) => ({
    names: [`${name} (${number})`],
    meaning,
    fix,
  }));
}

/** The names that a pattern such as `^A$|^B$` or `^(?:A|B)_C$` stands for. */
export function namesInPattern({ source }: RegExp): readonly string[] {
  return source.split(/\|(?![^(]*\))/).flatMap((alternative) => {
    const bare = alternative.replace(/^\^|\$$/g, '');
    const [, choices = '', tail = ''] = /^\(\?:([^)]*)\)(.*)$/.exec(bare) ?? ['', bare];
    return choices.split('|').map((choice) => `${choice}${tail}`);
  });
}

function handshakeErrorCases(): readonly Case[] {
  return handshakeErrors.map(({ pattern, meaning, fix }) => ({ names: namesInPattern(pattern), meaning, fix }));
}

const casesOf: Readonly<Record<string, () => readonly Case[]>> = {
  'handshake/alert': alertCases,
  'handshake/failed': handshakeErrorCases,
};

function pageOf({ id, title, severity, citation, meaning, fix }: RuleText): RulePage | undefined {
  const explanation = explanations[id];
  if (explanation === undefined) return undefined;
  const hasPlaceholders = explanation.checks.some(({ commands }) => commands.some((line) => /\bHOST\b/.test(line)));
  const checkNote = hasPlaceholders ? { checkNote: placeholders } : {};
  return {
    id,
    title,
    severity,
    citation,
    meaning,
    fix,
    ...checkNote,
    cases: groupByFix(casesOf[id]?.() ?? []),
    ...explanation,
  };
}

/** In the order of a session, as the registry has them. */
export const rulePages: readonly RulePage[] = rules.map(pageOf).filter((page) => page !== undefined);

export function findRulePage(id: string): RulePage | undefined {
  return rulePages.find((page) => page.id === id);
}
