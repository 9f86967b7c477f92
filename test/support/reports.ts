// Assessments to report on: a sound one, a broken one, and one of a server that wants to break the report.

import type { Assessment } from '../../src/model/assessment.ts';
import { failed, known } from '../../src/model/evidence.ts';
import type { RankedCause } from '../../src/model/cause.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { Stage } from '../../src/model/transcript.ts';
import type { ReportOptions, ReportRule } from '../../src/report/report.ts';
import { rules } from '../../src/rules/index.ts';
import { judge } from '../../src/rules/judge.ts';
import {
  certificate,
  chain,
  distrusted,
  endedAt,
  failure,
  greeting,
  inDays,
  intermediate,
  line,
  resultWith,
  soundResult,
  verification,
} from './results.ts';

export const reportOptions: ReportOptions = {
  rules,
  version: '1.2.3',
  errors: [],
  places: new Map(),
  text: { width: 100, hasColour: false, isVerbose: true },
};

const stages: readonly Stage[] = [
  { phase: 'resolve', status: 'done', startedAt: 0, durationMs: 4 },
  { phase: 'connect', status: 'done', startedAt: 4, durationMs: 10 },
  { phase: 'greet', status: 'done', startedAt: 14, durationMs: 20 },
  { phase: 'ehlo', status: 'done', startedAt: 34, durationMs: 5 },
  { phase: 'starttls', status: 'done', startedAt: 39, durationMs: 5.5 },
  { phase: 'handshake', status: 'done', startedAt: 44.5, durationMs: 40 },
  { phase: 'verify', status: 'done', startedAt: 84.5, durationMs: 0 },
  { phase: 'inspect', status: 'done', startedAt: 85, durationMs: 15 },
];

/** The texts of findings stand here, not in the rules: what a rule says may change without a change of any format. */
const findings: readonly Finding[] = [
  {
    rule: 'certificate/name-mismatch',
    severity: 'error',
    title: 'The certificate is for another name',
    text: 'Expected was mx.example.com; the certificate has old.example.com.',
    fix: 'Renew it with every name. Exchange: New-ExchangeCertificate -DomainName mx.example.com. Postfix: smtpd_tls_chain_files.\nSenders that verify turn away until then.',
    citation: { text: 'RFC 9525 section 6', url: 'https://www.rfc-editor.org/rfc/rfc9525#section-6' },
    where: { certificate: 0 },
  },
  {
    rule: 'certificate/expired',
    severity: 'error',
    title: 'The certificate has expired',
    text: 'It was valid until 2026-05-29.',
    fix: 'Renew it.',
    citation: { text: 'RFC 5280 section 4.1.2.5', url: 'https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5' },
    where: { certificate: 0 },
    accepted: { rule: 'certificate/expired', until: '2026-06-30', reason: 'The new one comes on Monday, see #12.' },
  },
  {
    rule: 'greeting/slow',
    severity: 'note',
    title: 'The greeting is slow',
    text: 'It took 20 ms.',
    fix: 'Look at what delays it.',
    citation: { text: 'RFC 5321 section 4.5.3.2', url: 'https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.2' },
    where: { line: 3 },
  },
];

const causes: readonly RankedCause[] = [
  {
    id: 'wrong-certificate',
    title: 'The server presents another certificate than the one meant for mail',
    text: 'The certificate is of another service of the same machine.',
    likelihood: 'likely',
    explains: ['certificate/name-mismatch', 'certificate/expired'],
    evidenceFor: [
      { text: 'It is valid for old.example.com only.', weight: 'strong', where: { certificate: 0 } },
      { text: 'The greeting names mx.example.com.', weight: 'weak', where: { line: 3 } },
    ],
    evidenceAgainst: [{ text: 'It was renewed in time before.', weight: 'weak', where: {} }],
    nextTest: { text: 'Probe with and without the server name.', furtherTest: 'server-name' },
    fix: 'Name the certificate that is meant. Exchange: Enable-ExchangeCertificate -Services SMTP. Postfix: smtpd_tls_chain_files.',
    sources: [{ text: 'RFC 9525 section 6', url: 'https://www.rfc-editor.org/rfc/rfc9525#section-6' }],
  },
  {
    id: 'clock-wrong',
    title: 'The clock here is wrong',
    text: 'This machine takes a valid certificate for an expired one.',
    likelihood: 'ruled-out',
    explains: ['certificate/expired'],
    evidenceFor: [],
    evidenceAgainst: [{ text: 'The server says the same time.', weight: 'proof', where: { line: 3 } }],
    fix: 'Set the clock.',
    sources: [],
  },
];

export const sampleRules: readonly ReportRule[] = [
  ...findings.map(({ rule, title, severity, citation, fix }) => ({
    id: rule,
    title,
    severity,
    citation,
    meaning: `What "${title}" means.`,
    fix,
  })),
  {
    id: 'tls/old-version',
    title: 'The TLS version is old',
    severity: 'warning',
    citation: { text: 'RFC 8996', url: 'https://www.rfc-editor.org/rfc/rfc8996' },
    meaning: 'What an old version means.',
    fix: 'Offer TLS 1.2 at least.',
  },
];

/** For texts that are compared as a whole. */
export const sampleOptions: ReportOptions = { ...reportOptions, rules: sampleRules };

export const sound: Assessment = {
  ...soundResult({ stages }),
  verdict: 'sound',
  summary: 'Mail to mx.example.com is encrypted with TLS 1.3, and the certificate proves the name mx.example.com.',
  findings: [],
  unchecked: [],
};

/** Expired, for another name, and not trusted; the expiry is accepted for a while. */
export const broken: Assessment = {
  verdict: 'broken',
  summary: 'Mail to mx.example.com cannot be sent over verified TLS: the certificate is for another name.',
  findings,
  causes,
  unchecked: [{ rule: 'tls/old-version', reason: 'The version could not be told.' }],
  ...resultWith(
    {
      certificates: known(
        chain({
          subject: 'CN=old.example.com,O=Example Ltd',
          commonNames: ['old.example.com'],
          alternativeNames: [{ kind: 'dns', value: 'old.example.com' }],
          notAfter: inDays(-3),
        }),
      ),
      verification: known({
        ...distrusted({
          code: 'expired',
          certificate: 0,
          text: 'The certificate "CN=old.example.com,O=Example Ltd" has expired.',
        }),
        name: {
          expected: 'mx.example.com',
          matches: false,
          presented: ['old.example.com'],
          onlyCommonName: false,
        },
      }),
    },
    {
      stages,
      policy: {
        expectations: {},
        accepted: [
          { rule: 'certificate/expired', until: '2026-06-30', reason: 'The new one comes on Monday, see #12.' },
        ],
      },
    },
  ),
};

/** Ended before TLS: most checks could not run. */
export const halfway: Assessment = judge(
  endedAt(
    'greeting',
    failure('greeting-timeout', 'greet'),
    {},
    {
      stages: [
        ...stages.slice(0, 2),
        { phase: 'greet', status: 'failed', startedAt: 14, durationMs: 60_000, note: 'no greeting within 60 s' },
      ],
      transcript: soundResult().transcript.slice(0, 2),
    },
  ),
);

/** What a server, a certificate or a person may say to get out of a cell, an attribute, a comment or a code block. */
export const attacks: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  '</style></title></textarea><b>out</b>',
  '<!-- --> ]]> <![CDATA[ <?php ?> <!DOCTYPE x>',
  '&lt;not&#60;twice&amp;',
  '=HYPERLINK("http://evil.example/","click")',
  "+1+cmd|' /C calc'!A0",
  '-2+3',
  '@SUM(1,1)',
  '\t=1+1',
  '\r=1+1',
  'a;=1+1',
  '\uff1d1+1',
  'cell","next\r\nrow',
  '```` # heading [link](javascript:alert(1)) ![picture](http://evil.example/x.png) http://evil.example <b>',
  '| cell | cell |',
  '- [ ] item\n# heading\n\n<details>',
  'nul \u0000 bell \u0007 escape \u001b[31m c1 \u009b31m bom \ufeff bidi \u202e lone \ud800 end \uffff',
];

export function hostile(attack: string): Assessment {
  const said = `220 ${attack}`;
  const assessment = judge(
    resultWith(
      {
        greeting: known(greeting('220 mx.example.com ESMTP')),
        certificates: known({
          certificates: [
            certificate({
              subject: `CN=${attack}`,
              issuer: attack,
              commonNames: [attack],
              alternativeNames: [{ kind: 'dns', value: attack }],
              notBefore: attack,
              notAfter: inDays(-1),
              serialNumber: attack,
              pem: `-----BEGIN CERTIFICATE-----\n${attack}\n-----END CERTIFICATE-----\n`,
              unreadable: [attack],
            }),
            intermediate({ subject: attack }),
          ],
          truncated: true,
        }),
        verification: known(
          verification({
            name: { expected: attack, matches: false, presented: [attack], onlyCommonName: false },
            stores: [
              {
                store: 'system',
                trusted: false,
                path: [],
                defects: [{ code: 'untrusted-root', text: attack }],
              },
            ],
          }),
        ),
        capabilitiesInTls: failed(failure('protocol-error', 'inspect', { detail: attack })),
      },
      {
        transcript: [line(1, 'server', 'greet', said), line(2, 'client', 'ehlo', `EHLO ${attack}`)],
        stages: [
          { phase: 'greet', status: 'failed', startedAt: -5, durationMs: Number.POSITIVE_INFINITY, note: attack },
        ],
        vantage: { ...soundResult().vantage, hostName: attack, ehloName: attack },
      },
    ),
  );
  const findings = assessment.findings.map((finding, index) => ({
    ...finding,
    title: attack,
    text: attack,
    fix: attack,
    citation: { text: attack, url: index === 0 ? `javascript:alert(1)//${attack}` : attack },
    where: { line: 1, certificate: 0 },
    ...(index === 0 ? { accepted: { rule: finding.rule, until: '2027-01-01', reason: attack } } : {}),
  }));
  const clue = { text: attack, weight: 'strong', where: { line: 1, certificate: 0 } } as const;
  const cause: RankedCause = {
    id: 'smtp-inspection',
    title: attack,
    text: attack,
    likelihood: 'likely',
    explains: findings.map(({ rule }) => rule),
    evidenceFor: [clue],
    evidenceAgainst: [clue],
    nextTest: { text: attack, furtherTest: 'ports' },
    fix: attack,
    sources: [{ text: attack, url: `javascript:alert(1)//${attack}` }],
  };
  const hostileCauses = [cause, { ...cause, id: 'starttls-removed', likelihood: 'ruled-out' as const }];
  return {
    ...assessment,
    summary: attack,
    findings,
    causes: hostileCauses,
    unchecked: [{ rule: 'tls/old-version', reason: attack }],
  };
}
