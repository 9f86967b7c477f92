// What further tests told, in words and tables, in every format.

import assert from 'node:assert/strict';
import { parseAssessment } from '../../../src/formats/assessment.ts';
import type { Assessment } from '../../../src/model/assessment.ts';
import type { FurtherTest } from '../../../src/model/furtherTest.ts';
import { describeFurtherTest } from '../../../src/report/furtherTests.ts';
import { findReportFormat } from '../../../src/report/index.ts';
import { redactContent } from '../../../src/report/redaction.ts';
import { judge } from '../../../src/rules/judge.ts';
import { reportOptions } from '../../support/reports.ts';
import {
  differingAddresses as differing,
  digest,
  otherLeaf,
  reputationTest as reputation,
} from '../../support/furtherTests.ts';
import { endpoint, probeTime, soundResult } from '../../support/results.ts';

const others: readonly FurtherTest[] = [
  {
    kind: 'ports',
    at: probeTime,
    digests: [digest('192.0.2.1'), digest('192.0.2.1', { endpoint: { ...endpoint, port: 587 } })],
  },
  {
    kind: 'server-name',
    at: probeTime,
    withName: digest('192.0.2.1'),
    withoutName: digest('192.0.2.1', { leaf: otherLeaf }),
  },
  {
    kind: 'unoffered-starttls',
    at: probeTime,
    outcome: 'rewritten',
    reply: '500 unrecognized: "XXXXXXXX"',
    digest: digest('192.0.2.1', { startTls: 'not-offered' }),
  },
  {
    kind: 'control-host',
    at: probeTime,
    host: 'control.example',
    port: 25,
    outcome: 'not-reached',
    text: 'No answer.',
  },
  { kind: 'left-out', at: probeTime, test: 'ports', reason: 'The server said 421.' },
];

function assessment(...furtherTests: readonly FurtherTest[]): Assessment {
  return judge(soundResult({ furtherTests }));
}

function factOf(test: FurtherTest, label: string): string | undefined {
  return describeFurtherTest(test).facts.find(([one]) => one === label)?.[1];
}

describe('what further tests told', () => {
  it('names what differs with the connections that showed it', () => {
    const report = describeFurtherTest(differing);
    assert.equal(report.outcome, 'The connections differ.');
    assert.equal(factOf(differing, 'Certificate'), 'A: 192.0.2.1, 192.0.2.3; B: 192.0.2.2');
    assert.match(
      factOf(differing, 'Certificate B') ?? '',
      /^CN=SERVER1, issued by CN=SERVER1.*not trusted, the name does not match/,
    );
    assert.equal(factOf(differing, 'EHLO keywords'), 'CHUNKING only: 192.0.2.1, 192.0.2.3');
    assert.equal(factOf(differing, 'Ended by'), 'nothing: 192.0.2.1, 192.0.2.2; connection-timeout: 192.0.2.3');
    assert.equal(factOf(differing, 'STARTTLS'), undefined, 'what is not known is no difference');
    assert.deepEqual(report.rows[1], ['192.0.2.2', '1', 'offered', 'TLSv1.3', 'B', '']);
    assert.deepEqual(report.notes, ['One connection was not made. The tests were cancelled.']);
  });

  it('tells attempts of one machine apart only where they differ', () => {
    const again = digest('192.0.2.1', { attempt: 2 });
    const alike: FurtherTest = { kind: 'addresses', at: probeTime, digests: [digest('192.0.2.1'), again] };
    assert.equal(describeFurtherTest(alike).outcome, 'All connections showed the same.');
    const flapping: FurtherTest = {
      kind: 'addresses',
      at: probeTime,
      digests: [digest('192.0.2.1'), { ...again, startTls: 'not-offered' }],
    };
    assert.equal(factOf(flapping, 'STARTTLS'), 'offered: 192.0.2.1 (attempt 1); not offered: 192.0.2.1 (attempt 2)');
    assert.equal(describeFurtherTest({ ...alike, digests: [] }).outcome, 'There was nothing to compare.');
  });

  for (const id of ['text', 'markdown', 'html', 'json'] as const) {
    it(`stands in ${id}`, () => {
      const format = findReportFormat(id);
      assert.ok(format);
      const whole = format.format([assessment(differing, reputation, ...others)], reportOptions);
      for (const text of ['192.0.2.2', 'SERVER1', 'zen.spamhaus.org', 'check.spamhaus.org', 'XXXXXXXX', 'control']) {
        assert.ok(whole.includes(text), text);
      }
    });
  }

  it('is escaped in HTML and Markdown', () => {
    const hostile = digest('192.0.2.1', { leaf: { ...otherLeaf, subject: 'CN=<script>|x' } });
    const result = assessment({ kind: 'addresses', at: probeTime, digests: [hostile] });
    const html = findReportFormat('html')?.format([result], reportOptions) ?? '';
    assert.ok(html.includes('CN=&lt;script&gt;|x'));
    assert.ok(!html.includes('<script>'));
    const markdown = findReportFormat('markdown')?.format([result], reportOptions) ?? '';
    assert.ok(markdown.includes('CN=\\<script\\>\\|x'));
  });

  it('keeps differences and loses names when it is redacted', () => {
    const content = { assessments: [assessment(differing, reputation, ...others)], errors: [], places: new Map() };
    const [redacted] = redactContent(content, []).assessments;
    assert.ok(redacted);
    const text = JSON.stringify(redacted);
    for (const secret of ['contoso', '203.0.113', 'SERVER1', '192.0.2.', 'AA11', 'control.example', 'desk.example']) {
      assert.ok(!text.includes(secret), secret);
    }
    const [first] = redacted.furtherTests ?? [];
    assert.ok(first);
    assert.match(factOf(first, 'Certificate') ?? '', /^A: address-\d+, address-\d+; B: address-\d+$/);
    assert.ok(text.includes('zen.spamhaus.org') && text.includes('https://check.spamhaus.org/'));
    assert.equal(parseAssessment(JSON.parse(text)).status, 'parsed');
  });

  it('is read back from a file as it was', () => {
    const whole = assessment(differing, reputation, ...others);
    const copy: unknown = JSON.parse(JSON.stringify(whole));
    assert.deepEqual(parseAssessment(copy), { status: 'parsed', value: copy });
  });
});
