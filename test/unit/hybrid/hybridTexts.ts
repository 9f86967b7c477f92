// All that the room for hybrid deployments advises, for the tests that read every fix.

import { parseConnectorExport } from '../../../src/formats/connectorExport.ts';
import { connectorSetOf } from '../../../src/formats/connectorSet.ts';
import { hybridChecks } from '../../../src/hybrid/checks/index.ts';
import { diagnose } from '../../../src/hybrid/diagnose.ts';
import { asJson7, sound, utf8 } from '../../support/connectorExports.ts';
import { hybridCases } from './hybridCases.ts';
import { now } from './hybridWorlds.ts';

/** What was seen in an export is no advice and is left out. */
export function hybridTexts(): readonly (readonly [where: string, text: string])[] {
  const written = [{ set: sound, more: {} }, ...hybridCases].flatMap(({ set, more }) => {
    const exported = parseConnectorExport({ name: 'a', bytes: utf8(asJson7(set)) });
    const { findings, connectorChoice, certificateChoices } = diagnose({
      set: connectorSetOf(['a'], [exported]),
      now,
      probes: {},
      ...more,
    });
    return [
      ...findings.flatMap(({ check, repairs }) =>
        repairs.map(({ command, reason }) => [`repair of ${check}`, `${command}\n${reason}`] as const),
      ),
      ['connector choice', [connectorChoice.consequence, ...connectorChoice.steps].join('\n')] as const,
      ...certificateChoices.map(
        ({ steps, renewal }) => ['certificate choice', [...steps, ...renewal].join('\n')] as const,
      ),
    ];
  });
  return [
    ...hybridChecks.flatMap(({ id, title, meaning, fix }) => [
      [`${id} title`, title] as const,
      [`${id} meaning`, meaning] as const,
      [`${id} fix`, fix] as const,
    ]),
    // The same command for many cases is read once.
    ...new Map(written.map((one) => [one[1], one])).values(),
  ];
}
