// A probe's result → what it means and why: verdict and findings by the rules, then the causes that explain them.

import type { Assessment, ProbeResult } from '../model/assessment.ts';
import { rankCauses } from '../causes/rank.ts';
import { judge } from '../rules/judge.ts';

/** Needs no traffic: a saved result can be judged again. */
export function diagnose(result: ProbeResult): Assessment {
  const judged = judge(result);
  return { ...judged, causes: rankCauses({ result, findings: judged.findings }) };
}
