// Assessments from files: what this program writes is read back as it was, and nothing hostile gets through.

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Assessment } from '../../../src/model/assessment.ts';
import { parseAssessment } from '../../../src/formats/assessment.ts';
import { parseAssessmentFile } from '../../../src/formats/assessmentFile.ts';
import { formatJson, formatNdjson } from '../../../src/report/json.ts';
import { formatMarkdown } from '../../../src/report/markdown.ts';
import { formatText } from '../../../src/report/text.ts';
import { judge } from '../../../src/rules/judge.ts';
import { alertFailure, endedAt, failure, implicitResult, soundResult } from '../../support/results.ts';

function assess(result = soundResult()): Assessment {
  return judge(result);
}

const samples: readonly Assessment[] = [
  assess(),
  assess(implicitResult()),
  assess(endedAt('handshake', alertFailure('handshake_failure', 40))),
  assess(endedAt('addresses', failure('host-not-found', 'resolve'))),
];

function copy(assessment: Assessment): Record<string, unknown> {
  return JSON.parse(JSON.stringify(assessment)) as Record<string, unknown>;
}

/** Sets what stands at the end of a path; an index is a step too. */
function withValue(assessment: Assessment, path: readonly (string | number)[], value: unknown): unknown {
  const whole = copy(assessment);
  let holder: Record<string | number, unknown> = whole;
  for (const step of path.slice(0, -1)) holder = holder[step] as Record<string | number, unknown>;
  holder[path.at(-1) ?? ''] = value;
  return whole;
}

/** Every place in a value, the deepest included. */
function placesOf(value: unknown, path: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  const steps: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item])
    : Object.entries(value);
  return [...(path.length === 0 ? [] : [path]), ...steps.flatMap(([step, item]) => placesOf(item, [...path, step]))];
}

function reasonFor(value: unknown): string {
  const parsed = parseAssessment(value);
  assert.equal(parsed.status, 'invalid');
  return parsed.reason;
}

describe('an assessment from a file', () => {
  it('is what was written, whatever the verdict', () => {
    for (const sample of samples) {
      const parsed = parseAssessment(copy(sample));
      assert.deepEqual(parsed, { status: 'parsed', value: copy(sample) });
    }
  });

  it('names the place of what cannot be used', () => {
    const [sound] = samples;
    assert.ok(sound);
    assert.equal(reasonFor(withValue(sound, ['transcript', 3, 'text'], 7)), '"transcript[3].text" is not a text.');
    assert.equal(
      reasonFor(withValue(sound, ['evidence', 'handshake', 'value', 'version'], 'SSLv3')),
      '"evidence.handshake.value.version" is none of TLSv1, TLSv1.1, TLSv1.2, TLSv1.3.',
    );
    assert.equal(
      reasonFor(withValue(sound, ['evidence', 'greeting'], { status: 'well' })),
      '"evidence.greeting" has no known "status".',
    );
    assert.equal(
      reasonFor(withValue(sound, ['endpoint', 'host'], 'two words')),
      '"endpoint.host" cannot be used: "two words" is not a host name.',
    );
    assert.equal(reasonFor([]), 'It is not an object.');
  });

  it('has its texts escaped, and no link but one to the web', () => {
    const [, , broken] = samples;
    assert.ok(broken);
    const parsed = parseAssessment(withValue(broken, ['summary'], 'a\u001b[31m\u202eb\nc'));
    assert.equal(parsed.status === 'parsed' && parsed.value.summary, 'a\\x1b[31m\\u{202e}b\\x0ac');
    for (const url of [
      'command:workbench.action.quit',
      'javascript:alert(1)',
      'https://a/) [b](command:x',
      'file:///etc',
    ]) {
      assert.match(
        reasonFor(withValue(broken, ['findings', 0, 'citation', 'url'], url)),
        /is not an address on the web/,
      );
    }
    assert.match(reasonFor(withValue(broken, ['findings', 0, 'rule'], '../../x')), /is not a rule's identifier/);
  });

  it('leaves out what it does not know, and does not reach into prototypes', () => {
    const [sound] = samples;
    assert.ok(sound);
    const text = JSON.stringify({ ...copy(sound), surprise: 1 }).replace('{', '{"__proto__":{"polluted":true},');
    const parsed = parseAssessment(JSON.parse(text));
    assert.equal(parsed.status, 'parsed');
    assert.deepEqual(parsed.value, copy(sound));
    assert.equal((parsed.value as unknown as Record<string, unknown>)['polluted'], undefined);
  });

  it('numbers the lines itself', () => {
    const [sound] = samples;
    assert.ok(sound);
    const parsed = parseAssessment(withValue(sound, ['transcript', 0, 'number'], 77));
    assert.equal(parsed.status === 'parsed' && parsed.value.transcript[0]?.number, 1);
  });

  it('is refused or can be shown, whatever stands at whatever place', function () {
    this.timeout(60_000);
    const sample = fc.constantFrom(...samples);
    const mutated = sample.chain((assessment) =>
      fc.tuple(fc.constant(assessment), fc.constantFrom(...placesOf(copy(assessment))), fc.jsonValue({ maxDepth: 3 })),
    );
    fc.assert(
      fc.property(mutated, ([assessment, path, value]) => {
        const parsed = parseAssessment(withValue(assessment, path, value));
        if (parsed.status === 'invalid') {
          assert.match(parsed.reason, /^(?:It|"[^]*") [^]+\.$/);
          return;
        }
        const shown = [
          formatMarkdown(parsed.value),
          formatText(parsed.value, { width: 80, hasColour: false, isVerbose: true }),
        ].join('');
        // PEM and fixes bring line ends of their own; nothing else that is not printable.
        assert.doesNotMatch(shown, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e]/);
        assert.deepEqual(parseAssessment(copy(parsed.value)), parsed);
      }),
      { numRuns: 1_000 },
    );
  });

  it('may be any value at all', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => assert.equal(parseAssessment(value).status, 'invalid')),
      { numRuns: 500 },
    );
  });
});

describe('a file of assessments', () => {
  it('is the JSON and the NDJSON of this program', () => {
    const plain = samples.map(copy);
    assert.deepEqual(parseAssessmentFile(formatJson(samples, [])), { assessments: plain, problems: [] });
    const lines = samples.map((one) => formatNdjson(one)).join('\n');
    assert.deepEqual(parseAssessmentFile(`\ufeff${lines}\n`), { assessments: plain, problems: [] });
    assert.deepEqual(parseAssessmentFile(JSON.stringify(samples[0])).assessments, plain.slice(0, 1));
    assert.deepEqual(parseAssessmentFile(JSON.stringify(samples)).assessments, plain);
    const kept = JSON.stringify({ version: 1, id: 'x', key: 'mx.example.com:25', assessment: samples[0] });
    assert.deepEqual(parseAssessmentFile(`\n${kept}\n\n${kept}\n`).assessments, [plain[0], plain[0]]);
  });

  it('loses only the entries that cannot be used', () => {
    const { assessments, problems } = parseAssessmentFile(
      `${formatNdjson(samples[0] as Assessment)}\n{"a":\n{"b":1}\n`,
    );
    assert.equal(assessments.length, 1);
    assert.equal(problems.length, 2);
    assert.match(problems[0] ?? '', /^Line 2 is not JSON: /);
    assert.equal(problems[1], 'Line 3 cannot be used: "endpoint" is not an object.');
  });

  it('says what it is when it is something else', () => {
    const reasons = (text: string): readonly string[] => parseAssessmentFile(text).problems;
    assert.match(reasons('host,port\nmx,25')[0] ?? '', /^It is not JSON: /);
    assert.deepEqual(reasons('7'), ['It holds no assessment.']);
    assert.deepEqual(reasons('{"format":"other","assessments":[]}'), ['It is the document of another program.']);
    assert.deepEqual(reasons('{"version":2,"assessments":[]}'), ['It was written by a later version of this program.']);
    const many = reasons(JSON.stringify({ assessments: Array.from({ length: 50 }, () => ({})) }));
    assert.equal(many.length, 21);
    assert.equal(many.at(-1), 'There are 30 more such entries.');
  });
});
