// `--explain`, `--list-rules` and `--list-causes`: what this program looks for, and a page on each of it.

import { printableText } from '../formats/printable.ts';
import { causes, findCause } from '../causes/index.ts';
import { formatCauseText } from '../report/causePage.ts';
import { formatRuleText } from '../report/rulePage.ts';
import { rules } from '../rules/index.ts';
import { exitStatus } from './exitStatus.ts';
import { complain } from './standardError.ts';
import type { StandardOutput } from './standardOutput.ts';
import { terminalWidth } from './terminalWidth.ts';

/** Rules and causes that a person may have meant: of the same last name, or with the words in their identifier. */
function similarPages(id: string): readonly string[] {
  const words = id.toLowerCase().match(/[a-z0-9]{3,}/g) ?? [];
  const hits = [...rules, ...causes].map((page) => ({
    id: page.id,
    count: words.filter((word) => page.id.includes(word)).length,
  }));
  const most = Math.max(...hits.map(({ count }) => count));
  return most === 0 ? [] : hits.filter(({ count }) => count === most).map((hit) => hit.id);
}

/** The pages are a file of their own, read for this only. */
export async function explain(id: string, output: StandardOutput): Promise<number> {
  const { findRulePage } = await import('../rules/ruleBook.ts');
  const page = findRulePage(id);
  const cause = findCause(id);
  if (cause !== undefined) {
    const titleOfRule = (rule: string): string | undefined => rules.find((one) => one.id === rule)?.title;
    output.write(`${formatCauseText(cause, titleOfRule, terminalWidth())}\n`);
    return exitStatus.fine;
  }
  if (page === undefined) {
    const { findAntiFix } = await import('../antifixes/index.ts');
    const antiFix = findAntiFix(id);
    if (antiFix !== undefined) {
      const { formatAntiFixText } = await import('../report/antiFixPage.ts');
      output.write(`${formatAntiFixText(antiFix, terminalWidth())}\n`);
      return exitStatus.fine;
    }
    const similar = similarPages(id).slice(0, 3);
    const hint = similar.length === 0 ? '' : ` Like it: ${similar.join(', ')}.`;
    const named = `There is no rule "${printableText(id, 80)}" and no such cause`;
    complain(`${named}; --list-rules and --list-causes list them.${hint}`);
    return exitStatus.badInput;
  }
  output.write(`${formatRuleText(page, terminalWidth())}\n`);
  return exitStatus.fine;
}

export function listRules(output: StandardOutput): number {
  const width = Math.max(...rules.map(({ id }) => id.length));
  for (const { id, severity, title } of rules) {
    output.write(`${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`);
  }
  return exitStatus.fine;
}

export function listCauses(output: StandardOutput): number {
  const width = Math.max(...causes.map(({ id }) => id.length));
  for (const { id, title } of causes) output.write(`${id.padEnd(width)}  ${title}\n`);
  return exitStatus.fine;
}
