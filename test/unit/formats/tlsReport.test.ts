// Reports on TLS (RFC 8460): strict ones, those that real senders write, broken and hostile ones.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { gunzip, isGzip } from '../../../src/formats/gzip.ts';
import { isTlsReport, parseReportJson, readTlsReport } from '../../../src/formats/tlsReport.ts';
import type { TlsReport } from '../../../src/model/tlsReport.ts';
import { brokenReport, googleReport, microsoftReport, strictReport } from '../../support/tlsReports.ts';

function read(value: unknown): TlsReport {
  assert.ok(isTlsReport(value));
  const parsed = readTlsReport(value);
  assert.equal(parsed.status, 'parsed');
  return parsed.value;
}

/** As it is written: without what is undefined. */
function written(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('a report on TLS', () => {
  it('is read whole where the sender keeps to RFC 8460', () => {
    const report = read(strictReport);
    assert.deepEqual(report.problems, []);
    assert.equal(report.organization, 'Company-X');
    assert.equal(report.from, '2026-04-01T00:00:00.000Z');
    const [policy] = report.policies;
    assert.deepEqual(
      [policy?.type, policy?.domain, policy?.successful, policy?.failed],
      ['sts', 'company-y.example', 5326, 303],
    );
    assert.deepEqual(policy?.lines.slice(0, 2), ['version: STSv1', 'mode: testing']);
    assert.deepEqual(written(policy?.details[2]), {
      resultType: 'validation-failure',
      sessions: 3,
      receivingHost: 'mx-backup.mail.company-y.example',
      receivingAddress: '203.0.113.58',
      sendingAddress: '198.51.100.62',
      reasonCode: 'X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED',
    });
  });

  it('of Google and of Microsoft gives no complaint about what they leave out', () => {
    for (const one of [googleReport, microsoftReport]) assert.deepEqual(read(one).problems, []);
    assert.deepEqual(written(read(microsoftReport).policies[0]?.details), [
      { resultType: 'sts-policy-fetch-error', sessions: 3 },
    ]);
  });

  it('is read as far as it goes where it is broken, with the place of each fault', () => {
    const report = read(brokenReport);
    assert.deepEqual(report.problems, [
      'policies[1] is not an object.',
      'policies[2].summary is missing.',
      'policies[3].summary.total-successful-session-count is not a count of sessions.',
      'policies[3].failure-details[0] is not an object.',
      'policies[3].failure-details[1].result-type is missing.',
      'date-range.start-datetime is not a date.',
    ]);
    assert.deepEqual([report.contact, report.id, report.from], [undefined, '1768089600', 'yesterday']);
    const [first] = report.policies;
    assert.deepEqual(
      [first?.type, first?.successful, first?.failed, first?.mxHosts],
      ['sts', 12, 5, ['mx1.hin.example']],
    );
    assert.deepEqual(first?.lines.length, 4);
    assert.deepEqual(written(first?.details), [
      { resultType: 'certificate-not-trusted', sessions: 4, receivingAddress: '192.0.2.7' },
    ]);
    assert.equal(report.policies.length, 3);
  });

  it('takes one policy in place of a list, members without their object, and underscores', () => {
    const report = read({
      organization_name: 'X',
      policies: { 'policy-type': 'sts', 'policy-domain': 'a.example', 'total-failure-session-count': 2 },
    });
    assert.deepEqual(written(report.policies), [
      { type: 'sts', domain: 'a.example', lines: [], mxHosts: [], failed: 2, details: [] },
    ]);
    assert.equal(report.problems[0], 'policies.policy is missing.');
  });

  it('is told from other JSON', () => {
    for (const value of [
      null,
      [],
      'x',
      {},
      { policies: [] },
      { policies: null, 'report-id': 'x' },
      { 'report-id': 'x' },
    ])
      assert.equal(isTlsReport(value), false, JSON.stringify(value));
    assert.deepEqual(readTlsReport({ policies: 'none', 'report-id': 'x' }), {
      status: 'invalid',
      reason: 'policies is not a list',
    });
  });

  it('escapes what would act on a terminal, cuts what is long, and bounds what is many', () => {
    const detail = { 'result-type': '\u001b[31mred\u0007', 'failure-reason-code': `${'x'.repeat(9_000)}\u202e` };
    const report = read({
      'organization-name': 'a\u0000b\u202e<script>',
      policies: Array.from({ length: 400 }, () => ({
        policy: { 'policy-type': 'sts', 'policy-string': 'mx: x\n'.repeat(100_000) },
        summary: [],
        'failure-details': Array.from({ length: 30 }, () => detail),
      })),
    });
    assert.equal(report.organization, 'a\\x00b\\u{202e}<script>');
    assert.equal(report.policies.length, 200);
    assert.equal(report.policies.flatMap(({ details }) => details).length, 5_000);
    assert.equal(report.policies[0]?.lines.length, 100);
    assert.equal(report.policies[0]?.details[0]?.resultType, '\\x1b[31mred\\x07');
    assert.equal(report.policies[0]?.details[0]?.reasonCode?.length, 501);
    assert.equal(report.problems.length, 51);
    assert.match(report.problems.at(-1) ?? '', /^\d+ further places could not be read\.$/);
  });

  it('never throws, whatever stands where', () => {
    const names = [
      'policies',
      'policy',
      'summary',
      'failure-details',
      'date-range',
      'result-type',
      'mx-host',
      '__proto__',
    ];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 1 }),
        tie('record'),
        fc.array(tie('any'), { maxLength: 3 }),
      ),
      record: fc.dictionary(fc.constantFrom(...names), tie('any'), { maxKeys: 5 }),
    })).any;
    fc.assert(
      fc.property(value, (policies) => {
        const whole: unknown = JSON.parse(JSON.stringify({ policies, 'report-id': 'x' }));
        if (isTlsReport(whole)) assert.match(readTlsReport(whole).status, /parsed|invalid/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('JSON of a report', () => {
  it('names the place where it stops being JSON', () => {
    const reasonOf = (text: string): string => {
      const parsed = parseReportJson(text);
      return parsed.status === 'invalid' ? parsed.reason : '';
    };
    assert.equal(reasonOf('{\n "a": 1,\n}'), 'it is not valid JSON: at line 3, column 1');
    assert.equal(reasonOf('{"a": [1, 2'), 'it is not valid JSON: its end is missing');
    assert.equal(reasonOf('['.repeat(100_000)), 'it is not valid JSON: its end is missing');
  });
});

describe('gzip', () => {
  it('is taken off within a bound', () => {
    const packed = gzipSync('hello');
    assert.equal(isGzip(packed), true);
    assert.equal(isGzip(Buffer.from('{}')), false);
    const unpacked = gunzip(packed, 100);
    assert.equal(unpacked.status === 'parsed' && Buffer.from(unpacked.value).toString(), 'hello');
  });

  it('is refused where it is a bomb, cut off or no gzip', () => {
    const reasonOf = (bytes: Uint8Array, maximum = 8_000_000): string => {
      const parsed = gunzip(bytes, maximum);
      return parsed.status === 'invalid' ? parsed.reason : 'read';
    };
    assert.equal(reasonOf(gzipSync(Buffer.alloc(50_000_000))), 'unpacked it is larger than 8 MB');
    assert.equal(reasonOf(gzipSync('hello').subarray(0, 15)), 'its end is missing');
    assert.equal(reasonOf(Buffer.from([0x1f, 0x8b, 1, 2, 3, 4])), 'it is no valid gzip');
  });
});
