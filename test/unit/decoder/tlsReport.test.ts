// What a report on TLS says: in a file, in a mail, packed; its failures, their causes, and hosts beside the policy.

import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { mailErrorEntries } from '../../../src/decoder/entries.ts';
import { explainTlsReport } from '../../../src/decoder/explainTlsReport.ts';
import { checkMxHost } from '../../../src/decoder/policyPatterns.ts';
import { readReportFile } from '../../../src/decoder/tlsReportFile.ts';
import { tlsResultTypes } from '../../../src/decoder/tlsResultTypes.ts';
import type { TlsReportExplanation } from '../../../src/model/tlsReport.ts';
import { formatTlsReportMarkdown } from '../../../src/report/tlsReportMarkdown.ts';
import { formatTlsReportText } from '../../../src/report/tlsReportText.ts';
import { brokenReport, googleReport, microsoftReport, reportMail, strictReport } from '../../support/tlsReports.ts';

function explained(value: unknown): TlsReportExplanation {
  const file = readReportFile(Buffer.from(JSON.stringify(value)));
  assert.equal(file.status, 'report');
  return explainTlsReport(file.report);
}

function withFailure(type: string, resultType: string, more: Readonly<Record<string, unknown>> = {}): unknown {
  return {
    'report-id': 'x',
    policies: [
      {
        policy: { 'policy-type': type, 'policy-domain': 'a.example' },
        summary: { 'total-successful-session-count': 0, 'total-failure-session-count': 1 },
        'failure-details': [
          { 'result-type': resultType, 'failed-session-count': 1, 'receiving-mx-hostname': 'mx.a.example', ...more },
        ],
      },
    ],
  };
}

/** RFC 8460 section 4.3. */
const resultTypes = [
  'starttls-not-supported',
  'certificate-host-mismatch',
  'certificate-expired',
  'certificate-not-trusted',
  'validation-failure',
  'tlsa-invalid',
  'dnssec-invalid',
  'dane-required',
  'sts-policy-fetch-error',
  'sts-policy-invalid',
  'sts-webpki-invalid',
];

describe('an explained report on TLS', () => {
  it('knows every result type of RFC 8460, each with causes and a fix, under MTA-STS and DANE', () => {
    assert.deepEqual(Object.keys(tlsResultTypes).sort(), [...resultTypes].sort());
    for (const { entry, daneEntry = entry } of Object.values(tlsResultTypes)) {
      for (const id of [entry, daneEntry])
        assert.ok(
          mailErrorEntries.find((one) => one.id === id),
          id,
        );
    }
    for (const resultType of resultTypes) {
      for (const type of ['sts', 'tlsa', 'no-policy-found']) {
        const [failure] = explained(withFailure(type, resultType)).failures;
        assert.equal(failure?.isKnown, true);
        assert.ok((failure?.fix ?? '') !== '' && (failure?.meaning ?? '') !== '' && (failure?.sources.length ?? 0) > 0);
        // What stands there for an expired certificate under DANE needs no further cause.
        if (!(type === 'tlsa' && resultType === 'certificate-expired')) assert.ok((failure?.causes.length ?? 0) > 0);
      }
    }
  });

  it('has most failed sessions first, and a probe of the host that failed', () => {
    const { failures, policies } = explained(strictReport);
    assert.deepEqual(
      failures.map(({ resultType, sessions, probe }) => [resultType, sessions, probe?.endpoint.host]),
      [
        ['starttls-not-supported', 200, 'mx2.mail.company-y.example'],
        ['certificate-expired', 100, 'mx1.mail.company-y.example'],
        ['validation-failure', 3, 'mx-backup.mail.company-y.example'],
      ],
    );
    assert.match(policies[0]?.consequence ?? '', /mode testing/);
    // The policy names the host: that it does not is no cause then.
    assert.equal(
      failures[2]?.causes.some(({ text }) => /mx: lines/.test(text)),
      false,
    );
    const [unproven] = explained(withFailure('sts', 'validation-failure')).failures;
    assert.equal(
      unproven?.causes.some(({ text }) => /mx: lines/.test(text)),
      true,
    );
  });

  it('proves that a star covers one label only (row D10)', () => {
    const { failures, policies } = explained(microsoftReport);
    const [first, second] = failures;
    assert.equal(first?.title, "The policy's pattern *.mx.microsoft does not cover this host");
    assert.match(
      first.places[0]?.mismatch ?? '',
      /^contoso-com\.h-v1\.mx\.microsoft matches none .*\(\*\.mx\.microsoft\)\. .* has 2 before mx\.microsoft: contoso-com\.h-v1\.$/,
    );
    assert.match(first.fix, /exact host/);
    // No probe would show why the policy is not to be had, and the domain is known.
    assert.equal(second?.probe, undefined);
    assert.match(second?.lookAt[0] ?? '', /https:\/\/mta-sts\.fabrikam\.com\//);
    assert.deepEqual(
      policies.map(({ domain, failed }) => [domain, failed]),
      [
        ['contoso.com', 7],
        ['fabrikam.com', 3],
      ],
    );
  });

  it('compares hosts with patterns as RFC 8461 section 4.1 says', () => {
    const patterns = ['mail.a.example', '*.b.example'];
    for (const host of ['mail.a.example', 'MAIL.A.example.', 'x.b.example'])
      assert.equal(checkMxHost(host, patterns), undefined);
    for (const host of ['b.example', 'x.y.b.example', 'other.a.example']) {
      const mismatch = checkMxHost(host, patterns);
      assert.match(
        mismatch?.text ?? '',
        /matches none of the policy's mx: patterns \(mail\.a\.example, \*\.b\.example\)/,
      );
      assert.equal(mismatch?.isMicrosoftPattern, false);
    }
    // Addresses and what is no name are not judged, and nothing is without a policy.
    for (const host of ['192.0.2.1', '2001:db8::1', 'a b', '']) assert.equal(checkMxHost(host, patterns), undefined);
    assert.equal(checkMxHost('x.example', []), undefined);
    const [failure] = explained({
      'report-id': 'x',
      policies: {
        policy: { 'policy-type': 'sts', 'policy-string': ['mx: *.b.example'], 'mx-host': ['other.example'] },
        'failure-details': [{ 'result-type': 'certificate-host-mismatch', 'receiving-mx-hostname': 'x.y.b.example' }],
      },
    }).failures;
    assert.equal(failure?.title, "The MX host is not named in the domain's MTA-STS policy");
  });

  it('counts nothing that the sender did not count, and names no cause for an unknown word', () => {
    const { failures, policies } = explained(brokenReport);
    assert.deepEqual(
      policies.map(({ failed, unexplained }) => [failed, unexplained]),
      [
        [5, 1],
        [2, undefined],
        [undefined, undefined],
      ],
    );
    const unknown = failures.find(({ resultType }) => resultType === 'cosmic-rays');
    assert.deepEqual([unknown?.isKnown, unknown?.causes, unknown?.fix], [false, [], '']);
    assert.equal(explained(withFailure('sts', '__proto__')).failures[0]?.isKnown, false);
    assert.match(formatTlsReportText(explained(brokenReport), 80), /an unknown number succeeded/);
  });

  it('offers no probe of what is no public host', () => {
    for (const host of ['localhost', '127.0.0.1', 'a b; rm -rf', 'x'.repeat(300), '$(id).example']) {
      const more = { 'receiving-mx-hostname': host };
      assert.equal(explained(withFailure('sts', 'certificate-expired', more)).failures[0]?.probe, undefined, host);
    }
  });

  it('reads well within its width, and is escaped on a page', () => {
    for (const one of [strictReport, googleReport, microsoftReport, brokenReport]) {
      for (const line of formatTlsReportText(explained(one), 80).split('\n'))
        assert.equal(line.length <= 80 || /https:/.test(line), true, line);
    }
    assert.match(
      formatTlsReportText(explained(googleReport), 80),
      /^Google Inc\. reports that none of 41 sessions failed\.\n/,
    );
    const more = { 'failure-reason-code': '<img src=x onerror=alert(1)> [x](command:evil) \u001b[2J' };
    const hostile = explained(withFailure('sts', '<b>*bold*</b>', more));
    const page = formatTlsReportMarkdown(hostile, 'A report', (rule) => `../rules/${rule}.md`);
    assert.match(page, /\\<img src=x/);
    assert.doesNotMatch(page, /[^\\]<(?:b|img)|[^\\]\[x\]|\u001b/);
    assert.match(
      formatTlsReportMarkdown(explained(strictReport), 'A report', (rule) => rule),
      /### What to do\n/,
    );
    assert.doesNotMatch(formatTlsReportText(hostile, 80), /\u001b/);
  });
});

describe('a file with a report on TLS', () => {
  const json = Buffer.from(JSON.stringify(microsoftReport));
  const gzip = gzipSync(json);

  it('is JSON in any encoding, gzip, or a mail that carries one of them', () => {
    const files: readonly Uint8Array[] = [
      json,
      gzip,
      Buffer.from(`\ufeff${json.toString()}`, 'utf16le'),
      Buffer.from(reportMail({ bytes: gzip, contentType: 'application/tlsrpt+gzip', name: 'a.json.gz' })),
      Buffer.from(reportMail({ bytes: json, contentType: 'application/tlsrpt+json', name: 'a.json' })),
      Buffer.from(reportMail({ bytes: gzip, contentType: 'application/octet-stream', name: 'a!b!1!2!x.json.gz' })),
      gzipSync(reportMail({ bytes: gzip, contentType: 'application/gzip', name: '' })),
      // Passed on by somebody.
      Buffer.from(
        `MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: text/plain\r\n\r\nno clue how to read this\r\n--q\r\nContent-Type: message/rfc822\r\n\r\n${reportMail({ bytes: gzip, contentType: 'application/tlsrpt+gzip', name: 'a.gz' })}\r\n--q--\r\n`,
      ),
    ];
    for (const [index, bytes] of files.entries()) {
      const file = readReportFile(bytes);
      assert.equal(file.status === 'report' && file.report.organization, 'Microsoft Corporation', `file ${index}`);
    }
  });

  it('names what it leaves out of a mail', () => {
    const other = gzipSync(JSON.stringify(googleReport));
    const file = readReportFile(
      Buffer.from(
        reportMail(
          { bytes: gzip.subarray(0, 60), contentType: 'application/tlsrpt+gzip', name: 'cut.gz' },
          { bytes: gzip, contentType: 'application/tlsrpt+gzip', name: 'a.gz' },
          { bytes: other, contentType: 'application/tlsrpt+gzip', name: 'b.gz' },
        ),
      ),
    );
    assert.equal(file.status, 'report');
    assert.deepEqual(file.report.problems, [
      'The attachment "cut.gz" cannot be read: its end is missing.',
      'The mail carries 2 reports; this is the first. Save the others apart.',
    ]);
  });

  it('is refused where it is a bomb, also within a mail', () => {
    const bomb = gzipSync(Buffer.alloc(100_000_000, 0x20));
    assert.deepEqual(readReportFile(bomb), { status: 'unreadable', reason: 'unpacked it is larger than 8 MB' });
    const file = readReportFile(
      Buffer.from(reportMail({ bytes: bomb, contentType: 'application/tlsrpt+gzip', name: 'a.gz' })),
    );
    assert.equal(
      file.status === 'text' && file.trouble,
      'The attachment "a.gz" cannot be read: unpacked it is larger than 8 MB.',
    );
    const long = `{"report-id":"x","policies":[${'{},'.repeat(1_500_000)}{}]}`;
    const tooLong = readReportFile(Buffer.from(long));
    assert.match((tooLong.status === 'text' && tooLong.trouble) || '', /longer than 4 million characters/);
  });

  it('leaves every other text as it is', () => {
    const bounce = '550 5.7.64 TenantAttribution; Relay Access Denied';
    for (const text of [
      bounce,
      '',
      '{"error":"451 5.7.3 STARTTLS is required"}',
      '<html><body>report-id</body></html>',
      '[1]',
    ])
      assert.deepEqual(readReportFile(Buffer.from(text)), { status: 'text', text });
    assert.deepEqual(readReportFile(gzipSync(bounce)), { status: 'text', text: bounce });
    const cut = json.toString().slice(0, 400);
    assert.deepEqual(readReportFile(Buffer.from(cut)), {
      status: 'text',
      text: cut,
      trouble: 'This looks like a report on TLS (RFC 8460), but it is not valid JSON: its end is missing.',
    });
  });
});
