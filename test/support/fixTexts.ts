// Every text of the product that says what to do, by the room that it comes from. A new room is one line at the end.

import { antiFixes } from '../../src/antifixes/index.ts';
import { causes } from '../../src/causes/index.ts';
import { mailErrorEntries } from '../../src/decoder/entries.ts';
import { namelessResultType, tlsResultTypes, unknownResultType } from '../../src/decoder/tlsResultTypes.ts';
import { diagnose } from '../../src/engine/diagnose.ts';
import { alertTexts, ownAlertFix, unknownAlert } from '../../src/rules/alerts.ts';
import { handshakeErrors, otherHandshakeFix } from '../../src/rules/handshakeErrors.ts';
import { rules } from '../../src/rules/index.ts';
import { applyRules } from '../../src/rules/judge.ts';
import { rulePages } from '../../src/rules/ruleBook.ts';
import { certificateCauseCases } from '../unit/causes/cases/certificateCases.ts';
import { dialogueCauseCases } from '../unit/causes/cases/dialogueCases.ts';
import { farewellCauseCases } from '../unit/causes/cases/farewellCases.ts';
import { handshakeCauseCases } from '../unit/causes/cases/handshakeCases.ts';
import { certificateCases } from '../unit/rules/cases/certificateCases.ts';
import { expectationCases } from '../unit/rules/cases/expectationCases.ts';
import { logCases } from '../unit/rules/cases/logCases.ts';
import { sessionCases } from '../unit/rules/cases/sessionCases.ts';
import { tlsCases } from '../unit/rules/cases/tlsCases.ts';
import { hybridTexts } from '../unit/hybrid/hybridTexts.ts';

/** Where it stands, and what it says. */
export type FixText = readonly [where: string, text: string];

const ofRules = rules.flatMap(({ id, title, meaning, fix }): readonly FixText[] => [
  [`${id} title`, title],
  [`${id} meaning`, meaning],
  [`${id} fix`, fix],
]);

const ofRulePages = rulePages.flatMap(({ id, consequence, checks }): readonly FixText[] => [
  [`${id} consequence`, consequence],
  ...checks.map(({ text, commands }): FixText => [`${id} check`, [text, ...commands].join('\n')]),
]);

const ofAlerts: readonly FixText[] = [
  ...Object.entries({ ...alertTexts, unknown: unknownAlert }).map(([name, { meaning, fix }]): FixText => [
    `alert ${name}`,
    `${meaning} ${fix}`,
  ]),
  ['own alert', ownAlertFix],
];

const ofHandshakeErrors: readonly FixText[] = [
  ...handshakeErrors.map(({ pattern, meaning, fix }): FixText => [String(pattern), `${meaning} ${fix}`]),
  ['other handshake errors', otherHandshakeFix],
];

/** As rules write them for a case, with what they saw. */
const ofFindings = [...sessionCases, ...logCases, ...tlsCases, ...certificateCases, ...expectationCases].flatMap(
  (ruleCase) =>
    applyRules(ruleCase.guilty).findings.map(({ rule, text, fix }): FixText => [
      `finding of ${rule}`,
      `${text} ${fix}`,
    ]),
);

const ofCauses = [
  ...causes.map(({ id, title, meaning, fix }): FixText => [id, `${title}. ${meaning} ${fix}`]),
  ...[...dialogueCauseCases, ...farewellCauseCases, ...handshakeCauseCases, ...certificateCauseCases].flatMap(
    ({ guilty }) =>
      (diagnose(guilty).causes ?? []).map(({ id, text, fix, nextTest }): FixText => [
        `${id} in a case`,
        `${text} ${fix} ${nextTest?.text ?? ''}`,
      ]),
  ),
];

/** Titles and effects of anti-fixes name what is bad; what is to be done stands in the alternative. */
const ofAntiFixes = antiFixes.flatMap(({ id, alternative, replacement }): readonly FixText[] => [
  [`${id} alternative`, alternative],
  ...(replacement === undefined ? [] : [[`${id} replacement`, replacement] as const]),
]);

const ofMailErrors = mailErrorEntries.map(({ id, title, meaning, fix, causes: behind, lookAt }): FixText => [
  id,
  [title, meaning, fix, ...behind.flatMap(({ text, tell }) => [text, tell]), ...lookAt].join('\n'),
]);

const ofTlsReports = Object.entries({
  ...tlsResultTypes,
  unknown: { ...unknownResultType, entry: '' },
  nameless: { ...namelessResultType, entry: '' },
}).map(([name, { title = '', meaning = '', causes: behind = [], fix = '' }]): FixText => [
  name,
  [title, meaning, fix, ...behind.flatMap(({ text, tell }) => [text, tell])].join('\n'),
]);

export const fixTexts: Readonly<Record<string, readonly FixText[]>> = {
  rules: ofRules,
  'rule pages': ofRulePages,
  alerts: ofAlerts,
  'handshake errors': ofHandshakeErrors,
  findings: ofFindings,
  causes: ofCauses,
  'anti-fixes': ofAntiFixes,
  hybrid: hybridTexts(),
  'mail errors': ofMailErrors,
  'TLS reports': ofTlsReports,
};
