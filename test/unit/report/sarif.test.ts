// The SARIF report against the schema of the format.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { endpointKey } from '../../../src/formats/targetText.ts';
import { sarif } from '../../../src/report/sarif.ts';
import { assertGolden } from '../../support/golden.ts';
import { attacks, broken, halfway, hostile, reportOptions, sampleOptions, sound } from '../../support/reports.ts';

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly locations: readonly {
    readonly physicalLocation?: { readonly artifactLocation: { readonly uri: string }; readonly region: unknown };
    readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
  }[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions?: readonly { readonly kind: string; readonly justification: string }[];
}

interface Log {
  readonly runs: readonly {
    readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
    readonly results: readonly Result[];
    readonly redactionTokens?: readonly string[];
    readonly invocations: readonly {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
      readonly toolConfigurationNotifications: readonly { readonly message: { readonly text: string } }[];
    }[];
  }[];
}

const schemaPath = 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json';

// One pattern of the schema is none in Unicode mode.
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(join(process.cwd(), schemaPath), 'utf8')) as object);

function check(text: string): Log {
  const log = JSON.parse(text) as Log;
  assert.ok(validate(log), JSON.stringify(validate.errors?.slice(0, 5), undefined, 2));
  return log;
}

function only<T>(list: readonly T[]): T {
  const [first] = list;
  assert.ok(first !== undefined);
  return first;
}

describe('SARIF report', () => {
  it('has a schema that refuses what is none', () => {
    assert.equal(validate({ version: '2.1.0', runs: [{ results: [{ level: 'grave' }] }] }), false);
  });

  it('is as it should be, and of the schema', () => {
    for (const [name, assessment] of [
      ['sound', sound],
      ['broken', broken],
    ] as const) {
      const text = sarif.format([assessment], sampleOptions);
      check(text);
      assertGolden(`report/${name}.sarif`, text);
    }
  });

  it('names every rule once and points from each result to its own', () => {
    const { tool, results } = only(check(sarif.format([broken, sound], reportOptions)).runs);
    const ids = tool.driver.rules.map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.equal(ids.length, reportOptions.rules.length);
    for (const { ruleId, ruleIndex } of results) assert.equal(ids[ruleIndex], ruleId);
    assert.ok(results.some(({ level }) => level === 'error'));
    const prints = results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints));
    assert.equal(new Set(prints).size, prints.length);
  });

  it('suppresses what was accepted, with the reason', () => {
    const { results } = only(check(sarif.format([broken], reportOptions)).runs);
    const accepted = results.filter(({ suppressions }) => suppressions !== undefined);
    assert.deepEqual(
      accepted.map(({ ruleId, suppressions }) => [ruleId, suppressions?.[0]?.kind, suppressions?.[0]?.justification]),
      [['certificate/expired', 'external', 'The new one comes on Monday, see #12.']],
    );
  });

  it('says what could not be checked, and what could not be read', () => {
    const errors = [{ input: 'x y', reason: 'argument: "x y" is not a host name.' }];
    const { invocations } = only(check(sarif.format([halfway], { ...reportOptions, errors })).runs);
    const { executionSuccessful, toolExecutionNotifications, toolConfigurationNotifications } = only(invocations);
    assert.equal(executionSuccessful, false);
    assert.match(only(toolExecutionNotifications).message.text, /^Could not be checked: .*certificate\/expired/);
    assert.equal(only(toolConfigurationNotifications).message.text, errors[0]?.reason);
  });

  it('points into the fleet file, and to the endpoint without one', () => {
    const files = [
      ['fleets/smtp-tls.json', 'fleets/smtp-tls.json'],
      ['C:\\mail servers\\smtp-tls.json', 'file:///C:/mail%20servers/smtp-tls.json'],
      ['/home/a#b/smtp-tls.json', 'file:///home/a%23b/smtp-tls.json'],
      ['vscode-remote://ssh/home/smtp-tls.json', 'vscode-remote://ssh/home/smtp-tls.json'],
    ] as const;
    for (const [file, uri] of files) {
      const places = new Map([[endpointKey(broken.endpoint), { file, line: 7, column: 5 }]]);
      const { results } = only(check(sarif.format([broken], { ...reportOptions, places })).runs);
      const { physicalLocation } = only(only(results).locations);
      assert.deepEqual(physicalLocation, {
        artifactLocation: { uri },
        region: { startLine: 7, startColumn: 5 },
      });
    }
    const { results } = only(check(sarif.format([broken], reportOptions)).runs);
    const location = only(only(results).locations);
    assert.equal(location.physicalLocation, undefined);
    assert.equal(only(location.logicalLocations).fullyQualifiedName, 'mx.example.com:25');
  });

  it('stays of the schema with hostile texts, strange rules and no assessment at all', () => {
    check(sarif.format([], reportOptions));
    for (const attack of attacks) {
      const assessment = hostile(attack);
      const strange = assessment.findings.map((finding) => ({
        ...finding,
        rule: 'former/rule',
        citation: { text: 'RFC 1', url: 'https://www.rfc-editor.org/rfc/rfc1' },
      }));
      check(sarif.format([{ ...assessment, findings: strange }], { ...reportOptions, redactionTokens: ['host-1'] }));
    }
  });
});
