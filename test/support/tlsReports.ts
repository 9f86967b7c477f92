// Reports on TLS (RFC 8460) in the forms that senders really write, made up for the tests.

/** As in RFC 8460 appendix B: every member there. */
export const strictReport = {
  'organization-name': 'Company-X',
  'date-range': { 'start-datetime': '2026-04-01T00:00:00Z', 'end-datetime': '2026-04-01T23:59:59Z' },
  'contact-info': 'sts-reporting@company-x.example',
  'report-id': '5065427c-23d3-47ca-b6e0-946ea0e8c4be',
  policies: [
    {
      policy: {
        'policy-type': 'sts',
        'policy-string': ['version: STSv1', 'mode: testing', 'mx: *.mail.company-y.example', 'max_age: 86400'],
        'policy-domain': 'company-y.example',
        'mx-host': ['*.mail.company-y.example'],
      },
      summary: { 'total-successful-session-count': 5326, 'total-failure-session-count': 303 },
      'failure-details': [
        {
          'result-type': 'certificate-expired',
          'sending-mta-ip': '2001:db8:abcd:0012::1',
          'receiving-mx-hostname': 'mx1.mail.company-y.example',
          'failed-session-count': 100,
        },
        {
          'result-type': 'starttls-not-supported',
          'sending-mta-ip': '2001:db8:abcd:0013::1',
          'receiving-mx-hostname': 'mx2.mail.company-y.example',
          'receiving-ip': '203.0.113.56',
          'failed-session-count': 200,
          'additional-information': 'https://reports.company-x.example/report_info?id=5065427c#StarttlsNotSupported',
        },
        {
          'result-type': 'validation-failure',
          'sending-mta-ip': '198.51.100.62',
          'receiving-ip': '203.0.113.58',
          'receiving-mx-hostname': 'mx-backup.mail.company-y.example',
          'failed-session-count': 3,
          'failure-reason-code': 'X509_V_ERR_PROXY_PATH_LENGTH_EXCEEDED',
        },
      ],
    },
  ],
};

/** Google: one policy, no failures, no contact beyond its own. */
export const googleReport = {
  'organization-name': 'Google Inc.',
  'date-range': { 'start-datetime': '2026-05-10T00:00:00Z', 'end-datetime': '2026-05-10T23:59:59Z' },
  'contact-info': 'smtp-tls-reporting@google.com',
  'report-id': '2026-05-10T00:00:00Z_contoso.com',
  policies: [
    {
      policy: {
        'policy-type': 'sts',
        'policy-string': ['version: STSv1', 'mode: enforce', 'max_age: 604800', 'mx: mail.contoso.com'],
        'policy-domain': 'contoso.com',
        'mx-host': ['mail.contoso.com'],
      },
      summary: { 'total-successful-session-count': 41, 'total-failure-session-count': 0 },
    },
  ],
};

/** Microsoft: no sending-mta-ip; the star of the policy covers one label, the host has two. */
export const microsoftReport = {
  'organization-name': 'Microsoft Corporation',
  'date-range': { 'start-datetime': '2026-06-14T00:00:00Z', 'end-datetime': '2026-06-14T23:59:59Z' },
  'contact-info': 'tlsrpt-noreply@microsoft.com',
  'report-id': '133944884956529435+contoso.com',
  policies: [
    {
      policy: { 'policy-type': 'sts', 'policy-domain': 'fabrikam.com' },
      summary: { 'total-successful-session-count': 0, 'total-failure-session-count': 3 },
      'failure-details': [{ 'result-type': 'sts-policy-fetch-error', 'failed-session-count': 3 }],
    },
    {
      policy: {
        'policy-type': 'sts',
        'policy-string': ['version: STSv1', 'mode: enforce', 'mx: *.mx.microsoft', 'max_age: 604800'],
        'policy-domain': 'contoso.com',
      },
      summary: { 'total-successful-session-count': 2, 'total-failure-session-count': 7 },
      'failure-details': [
        {
          'result-type': 'validation-failure',
          'failed-session-count': 7,
          'receiving-mx-hostname': 'contoso-com.h-v1.mx.microsoft',
        },
      ],
    },
  ],
};

/** What real senders break, all in one: row D12 of the table of failures. */
export const brokenReport = {
  'organization-name': 'refluxstop.example',
  'contact-info': null,
  'report-id': 1768089600,
  'date-range': { 'start-datetime': 'yesterday' },
  policies: [
    {
      policy: {
        'policy-type': 'STS',
        'policy-string': 'version: STSv1\r\nmode: enforce\r\nmx: mx1.hin.example\r\nmax_age: 86400',
        'policy-domain': 'hin.example',
        'mx-host': 'mx1.hin.example',
      },
      summary: { 'total-successful-session-count': '12', 'total-failure-session-count': ' 5 ' },
      'failure-details': {
        'result-type': 'certificate-not-trusted',
        'failed-session-count': '4',
        'receiving-ip': '192.0.2.7',
      },
    },
    'not a policy',
    { policy: { 'policy-type': 'no-policy-found' }, 'failure-details': [] },
    {
      policy: { 'policy-type': 'tlsa', 'policy-domain': 'dane.example', 'policy-string': ['3 1 1 00'] },
      summary: { 'total-successful-session-count': -1, 'total-failure-session-count': 2 },
      'failure-details': [
        7,
        { 'failed-session-count': 1 },
        { 'result-type': 'cosmic-rays', 'failed-session-count': 1 },
      ],
    },
  ],
};

export interface ReportMail {
  readonly bytes: Uint8Array;
  readonly contentType: string;
  readonly name: string;
}

/** As senders mail it (RFC 8460 section 5.3). */
export function reportMail(...attachments: readonly ReportMail[]): string {
  const lines = (bytes: Uint8Array): string =>
    (
      Buffer.from(bytes)
        .toString('base64')
        .match(/.{1,76}/g) ?? []
    ).join('\r\n');
  return [
    'Return-Path: <noreply-smtp-tls-reporting@google.com>',
    'MIME-Version: 1.0',
    'From: noreply-smtp-tls-reporting@google.com',
    'Subject: Report Domain: contoso.com Submitter: google.com',
    'Message-ID: <1@google.com>',
    'TLS-Report-Domain: contoso.com',
    'Content-Type: multipart/report; report-type="tlsrpt"; boundary="00000000"',
    '',
    '--00000000',
    'Content-Type: text/plain; charset="UTF-8"',
    '',
    'This is an aggregate TLS report from google.com',
    ...attachments.flatMap(({ bytes, contentType, name }) => [
      '--00000000',
      `Content-Type: ${contentType};`,
      `\tname="${name}"`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      lines(bytes),
    ]),
    '--00000000--',
    '',
  ].join('\r\n');
}
