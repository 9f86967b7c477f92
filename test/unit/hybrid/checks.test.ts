// Each wrong value of a hybrid deployment gives one named finding on its line; a sound deployment gives none.

import assert from 'node:assert/strict';
import { parseConnectorExport } from '../../../src/formats/connectorExport.ts';
import type { ConnectorExport } from '../../../src/formats/connectorExport.ts';
import { connectorSetOf } from '../../../src/formats/connectorSet.ts';
import { hybridChecks } from '../../../src/hybrid/checks/index.ts';
import { diagnose } from '../../../src/hybrid/diagnose.ts';
import type { HybridInput } from '../../../src/hybrid/diagnose.ts';
import { exportSnippet } from '../../../src/hybrid/exportSnippet.ts';
import type { HybridDiagnosis } from '../../../src/model/hybrid.ts';
import {
  asClixml,
  asCsv,
  asJson5,
  asJson7,
  asList,
  plantedSecret,
  sound,
  soundReceive,
  utf8,
} from '../../support/connectorExports.ts';
import type { ExportedSet } from '../../support/connectorExports.ts';
import { hybridCases } from './hybridCases.ts';
import { now } from './hybridWorlds.ts';

function look(text: string, more: Partial<HybridInput> = {}): HybridDiagnosis {
  const file = 'all.connectors.json';
  const set = connectorSetOf([file], [parseConnectorExport({ name: file, bytes: utf8(text) })]);
  return diagnose({ set, now, probes: {}, ...more });
}

const forms = [asJson7, asJson5, asClixml, asList, (set: typeof sound) => asCsv(set)] as const;

describe('checks of a hybrid deployment', () => {
  it('find nothing in one that is in order, in whatever form', () => {
    for (const form of forms) {
      const { findings, connectorChoice, certificateChoices, problems, unchecked } = look(form(sound));
      assert.deepEqual(findings, []);
      assert.deepEqual(problems, []);
      assert.equal(connectorChoice.match, 'certificate');
      assert.deepEqual(
        certificateChoices.map(({ server, role, outcome }) => [server, role, outcome]),
        [
          ['EX01', 'receive', 'presented'],
          ['EX02', 'receive', 'presented'],
          ['EX01', 'send', 'presented'],
          ['EX02', 'send', 'presented'],
        ],
      );
      // Only what needs a probe is open.
      assert.deepEqual(
        [...new Set(unchecked.map(({ check }) => check))],
        ['hybrid/presented-name', 'hybrid/presented-certificate'],
      );
    }
  });

  for (const { title, check, set, expect, line, repair, severity, more } of hybridCases) {
    it(`${check}: ${title}`, () => {
      const text = asJson7(set);
      const { findings } = look(text, more);
      assert.deepEqual(
        findings.map((finding) => finding.check),
        [check],
        findings.map((finding) => finding.text).join('\n'),
      );
      const [finding] = findings;
      assert.ok(finding !== undefined);
      assert.match(finding.text, expect);
      assert.equal(finding.severity, severity ?? 'error');
      const lines = text.split('\n');
      if (line !== undefined) assert.match(lines[(finding.place?.line ?? 0) - 1] ?? '', line);
      else assert.ok(finding.place !== undefined && finding.place.line >= 1);
      if (repair !== undefined) assert.match(finding.repairs.map(({ command }) => command).join('\n'), repair);
    });
  }

  it('take an object that two files hold for one, whatever their forms', () => {
    const exportOf = (name: string, text: string): ConnectorExport => parseConnectorExport({ name, bytes: utf8(text) });
    const together = (...exports: readonly ConnectorExport[]): HybridDiagnosis =>
      diagnose({ set: connectorSetOf(['a', 'b'], exports), now, probes: {} });
    const json = asJson7(sound);
    for (const form of forms) {
      for (const exports of [
        [exportOf('a', json), exportOf('b', form(sound))],
        [exportOf('b', form(sound)), exportOf('a', json)],
      ]) {
        const { findings, problems } = together(...exports);
        assert.deepEqual([findings, problems], [[], []]);
      }
    }
    const older = { ...sound, SendConnector: sound.SendConnector.map((one) => ({ ...one, RequireTLS: false })) };
    const { findings, problems } = together(exportOf('a', json), exportOf('b', asJson7(older)));
    assert.deepEqual(findings, []);
    const line = 1 + json.split('\n').findIndex((text) => text.includes('"RequireTLS"'));
    assert.deepEqual(
      problems.map(({ message, place }) => [message, place.file, place.line]),
      [
        [
          `"Outbound to Office 365 - 5f1c" is also in a, where line ${line} says something else. That line is taken.`,
          'b',
          line,
        ],
      ],
    );
    assert.deepEqual(
      together(exportOf('b', asJson7(older)), exportOf('a', json)).findings.map(({ check }) => check),
      ['hybrid/require-tls'],
    );
  });

  it('do not take Receive connectors of servers that are not told for those of one server', () => {
    const nameless = Object.fromEntries(Object.entries(soundReceive).filter(([name]) => name !== 'Server'));
    const two = [
      { ...nameless, Identity: 'First' },
      { ...nameless, Identity: 'Second' },
    ];
    const { findings, unchecked } = look(asJson7({ ...sound, ReceiveConnector: two }));
    assert.deepEqual(findings, []);
    assert.ok(unchecked.some(({ reason }) => reason === 'Server of Receive connector "First" is not in the export.'));
  });

  it('have a case for each of them', () => {
    const shown = new Set(hybridCases.map(({ check }) => check));
    assert.deepEqual(
      hybridChecks.map(({ id }) => id).filter((id) => !shown.has(id)),
      [],
    );
  });

  for (const form of [asJson5, asClixml, asList]) {
    it(`find the same in an export by ${form.name}`, function () {
      this.timeout(20_000);
      for (const { check, set, more } of hybridCases) {
        const { findings, unchecked } = look(form(set), more);
        const found = findings.map((finding) => finding.check);
        // A kind of which there is none leaves no trace in these forms: it is not known whether anybody asked.
        const isUntold = check === 'hybrid/missing-connector' && found.length === 0;
        if (isUntold) assert.ok(unchecked.some(({ reason }) => /is not in the export, or gave nothing/.test(reason)));
        else assert.deepEqual(found, [check]);
      }
    });
  }

  it('say what they could not look at, and find nothing there', () => {
    const sendAlone: ExportedSet = {
      ...sound,
      ReceiveConnector: [],
      InboundConnector: [],
      OutboundConnector: [],
      ExchangeCertificate: [],
      AcceptedDomain: [],
      HybridConfiguration: [],
    };
    const onlySend = look(asJson5(sendAlone));
    assert.deepEqual(onlySend.findings, []);
    for (const cmdlet of ['Get-ReceiveConnector', 'Get-InboundConnector', 'Get-OutboundConnector']) {
      assert.ok(onlySend.unchecked.some(({ reason }) => reason.startsWith(`${cmdlet} is not in the export, or gave`)));
    }
    assert.deepEqual(
      look(asJson7(sendAlone)).findings.map(({ check, text }) => [check, text.slice(0, 40)]),
      [
        ['hybrid/missing-connector', 'There is no Receive connector on port 25'],
        ['hybrid/missing-connector', 'There is no Inbound connector of type On'],
        ['hybrid/missing-connector', 'There is no Outbound connector of type O'],
      ],
      'asked for, and nothing came',
    );
    assert.ok(
      onlySend.unchecked.some(({ reason }) => reason.startsWith('Get-ExchangeCertificate is not in the export')),
    );
    const lost = look(asCsv(sound, 'types'));
    assert.deepEqual(lost.findings, []);
    assert.ok(
      lost.unchecked.some(({ reason }) =>
        /^SmartHosts of Send connector .* cannot be read: the export holds the name of a type/.test(reason),
      ),
    );
  });

  it('show no credential anywhere', () => {
    for (const form of forms) assert.doesNotMatch(JSON.stringify(look(form(sound))), new RegExp(plantedSecret));
    assert.doesNotMatch(exportSnippet, /credential|password/i);
    // The snippet reads, and writes nothing but its file.
    const cmdlets = [...exportSnippet.matchAll(/\b([A-Z][A-Za-z]+)-[A-Z]\w+/g)].map(([, verb]) => verb);
    assert.deepEqual([...new Set(cmdlets)].sort(), ['Add', 'Connect', 'ConvertTo', 'ForEach', 'Get', 'Out']);
  });

  it('are named by their files, cite a source, and speak plainly', () => {
    for (const { id, title, meaning, fix, citation } of hybridChecks) {
      assert.match(id, /^hybrid\/[a-z0-9-]+$/);
      assert.match(citation.url, /^https:\/\/(?:learn|techcommunity)\.microsoft\.com\//);
      assert.doesNotMatch(title, /\.$/);
      for (const text of [meaning, fix]) assert.match(text, /[.)]$/);
    }
    assert.equal(new Set(hybridChecks.map(({ id }) => id)).size, hybridChecks.length);
  });
});
