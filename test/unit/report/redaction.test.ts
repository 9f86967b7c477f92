// Nothing that tells whose an endpoint is survives redaction, in any format and in any spelling.

import assert from 'node:assert/strict';
import { parseAssessment } from '../../../src/formats/assessment.ts';
import { causes } from '../../../src/causes/index.ts';
import type { Assessment, ProbeResult } from '../../../src/model/assessment.ts';
import type { RankedCause } from '../../../src/model/cause.ts';
import type { FurtherTest, ProbeDigest } from '../../../src/model/furtherTest.ts';
import { failed, known } from '../../../src/model/evidence.ts';
import { reportFormats } from '../../../src/report/index.ts';
import { redactContent } from '../../../src/report/redaction.ts';
import type { RedactedContent } from '../../../src/report/redaction.ts';
import { rules } from '../../../src/rules/index.ts';
import { judge } from '../../../src/rules/judge.ts';
import { broken, halfway, reportOptions, sound } from '../../support/reports.ts';
import {
  certificate,
  capabilities,
  distrusted,
  failure,
  greeting,
  intermediate,
  line,
  resultWith,
  soundResult,
} from '../../support/results.ts';

/** Every way in which a machine, its domain and its owner are named below. None of them may be seen again. */
const secrets: readonly RegExp[] = [
  /mail1/i,
  /contoso/i,
  /kontoso/i,
  /k\u00f6ntoso/i,
  /xn--kntoso/i,
  /k\\xc3\\xb6ntoso/i,
  /exch-?77/i,
  /adminpc/i,
  /203\.0?0?\.?113/,
  /203-0-113/,
  /198\.51\.100/,
  /2001:0?db8/i,
  /fe80:/i,
  /cb00:7107/i,
  /jane\.doe/i,
  /Datacentre Nord/i,
  /Geheime Wurzel/i,
  /0A1B2C3D4E5F60718293/i,
  /MIIBszCCAVmgAwIBAgIUSECRET/,
  /AB:CD:EF/i,
  /customers/i,
  /secretkeyofthe/i,
];

const print = 'AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67:89';

const said: readonly string[] = [
  '220 MAIL1.Contoso.Example ESMTP ready for mail1.contoso.example.',
  '220 EXCH77.corp.contoso.local Microsoft ESMTP MAIL Service ready at [203.0.113.7]',
  '250-exch77 Hello ADMINPC [198.51.100.23], pleased to meet you',
  '250-mail1.contoso.example Hello adminpc.CONTOSO.example. [IPv6:2001:DB8:0:0:0:0:0:7]',
  '421 4.7.0 2001:db8::7:25, fe80::1%eth0, ::ffff:203.0.113.7, ::FFFF:CB00:7107 and from:2001:0db8::0007. are blocked',
  '550 203.0.113.7:25: see http://support.contoso.example:8080/customers?ip=203.0.113.7, https://[2001:db8::7]/x or ldap:///CN=Geheime%20Wurzel',
  '550 203-0-113-7.static.contoso.example and 203.000.113.007 are listed; write to Jane.Doe@contoso.example or <postmaster@[203.0.113.7]>',
  '250 *.contoso.example k\\xc3\\xb6ntoso.example K\\xc3\\xb6ntoso.Example xn--kntoso-wxa.example',
  '250 x\\x00mail1.contoso.example\\x0d\\\\mail1.contoso.example\\x1b[31mcontoso mail1_contoso smtp-mail1.contoso.example',
  '220 7.113.0.203.in-addr.arpa welcome to CONTOSO, operated by Contoso Datacentre Nord GmbH, see myContosoMail',
  `250 the print is ${print.toLowerCase()} or ${print.replaceAll(':', '')}`,
];

const secret = resultWith(
  {
    addresses: known({
      addresses: [
        { address: '203.0.113.7', family: 4 },
        { address: '2001:db8::7', family: 6 },
      ],
      source: 'resolver',
    }),
    connection: known({
      remote: { address: '203.0.113.7', family: 4, port: 25 },
      local: { address: '198.51.100.23', family: 4, port: 40_000 },
      durationMs: 10,
      attempts: [
        {
          remote: { address: '2001:db8::7', family: 6, port: 25 },
          durationMs: 3,
          failure: failure('connection-refused', 'connect', { detail: '[2001:db8::7]:25 refused the connection.' }),
        },
      ],
    }),
    greeting: known(greeting(said[1] ?? '')),
    capabilities: known(capabilities('250-exch77 Hello ADMINPC [198.51.100.23]\n250-X-CONTOSO mail1\n250 STARTTLS')),
    certificates: known({
      certificates: [
        certificate({
          subject: 'CN=MAIL1.contoso.example,OU=Datacentre Nord,O=Contoso\\, Ltd.,L=Kontosoville,C=DE',
          issuer: 'CN=Geheime Wurzel 2020,O=Contoso\\, Ltd.,C=DE',
          commonNames: ['MAIL1.contoso.example'],
          alternativeNames: [
            { kind: 'dns', value: '*.contoso.example' },
            { kind: 'dns', value: 'exch77' },
            { kind: 'other', value: 'k\u00f6ntoso.example' },
            { kind: 'dns', value: 'xn--kntoso-wxa.example' },
            { kind: 'ip', value: '203.0.113.7' },
            { kind: 'email', value: 'jane.doe@contoso.example' },
            { kind: 'uri', value: 'https://intern.contoso.example/customers' },
          ],
          serialNumber: '0A1B2C3D4E5F60718293',
          subjectKeyIdentifier: 'ABCDEF0123',
          fingerprintSha256: print.replaceAll(':', ''),
          issuerUrls: ['http://pki.contoso.example/customers/Geheime%20Wurzel.crt'],
          crlUrls: ['ldap:///CN=Geheime%20Wurzel,DC=contoso,DC=example?certificateRevocationList'],
          pem: '-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIUSECRET\n-----END CERTIFICATE-----\n',
          unreadable: ['The extension 1.2.3 of MAIL1.contoso.example cannot be read.'],
        }),
        intermediate({
          subject: 'CN=Geheime Wurzel 2020,O=Contoso\\, Ltd.,C=DE',
          issuer: 'CN=Geheime Wurzel 2020,O=Contoso\\, Ltd.,C=DE',
          commonNames: ['Geheime Wurzel 2020'],
          selfIssued: true,
        }),
      ],
      truncated: false,
    }),
    verification: known({
      ...distrusted({
        code: 'untrusted-root',
        certificate: 1,
        text: 'The root "CN=Geheime Wurzel 2020,O=Contoso\\, Ltd.,C=DE" is in no trust store.',
      }),
      name: {
        expected: 'mail1.contoso.example',
        matches: true,
        matchedBy: '*.contoso.example',
        presented: ['*.contoso.example', 'exch77'],
        onlyCommonName: false,
      },
    }),
    capabilitiesInTls: failed(
      failure('protocol-error', 'inspect', { detail: 'mail1.contoso.example (203.0.113.7) said "Contoso, Ltd.".' }),
    ),
  },
  {
    endpoint: { host: 'mail1.contoso.example', port: 25, tlsMode: 'starttls' },
    vantage: { ...soundResult().vantage, hostName: 'AdminPC', ehloName: 'adminpc.contoso.example' },
    transcript: said.map((text, index) => line(index + 1, 'server', 'greet', text)),
    stages: [
      {
        phase: 'connect',
        status: 'failed',
        startedAt: 0,
        durationMs: 5,
        note: '[2001:db8::7]:25 refused, 203.0.113.7 too',
      },
    ],
    policy: {
      expectations: { fingerprint: print, issuer: 'Geheime Wurzel' },
      accepted: [
        { rule: 'certificate/untrusted-root', until: '2099-01-01', reason: 'Jane.Doe@contoso.example knows.' },
      ],
    },
  },
);

const digest: ProbeDigest = {
  endpoint: { host: 'mail1.contoso.example', port: 25, tlsMode: 'starttls' },
  remote: { address: '203.0.113.7', family: 4, port: 25 },
  attempt: 1,
  startTls: 'offered',
  greeting: said[0] ?? '',
  keywords: ['X-CONTOSO', 'SIZE'],
  leaf: {
    subject: 'CN=MAIL1.contoso.example,OU=Datacentre Nord,O=Contoso\\, Ltd.,C=DE',
    issuer: 'CN=Geheime Wurzel 2020,O=Contoso\\, Ltd.,C=DE',
    notAfter: '2027-01-01T00:00:00Z',
    fingerprintSha256: print.replaceAll(':', ''),
  },
};

const at = '2026-06-01T12:00:00.000Z';

const furtherTests: readonly FurtherTest[] = [
  { kind: 'addresses', at, digests: [digest] },
  { kind: 'server-name', at, withName: digest, withoutName: digest },
  { kind: 'unoffered-starttls', at, outcome: 'refused', reply: said[2] ?? '', digest },
  { kind: 'unknown-verb', at, outcome: 'refused', reply: said[2] ?? '' },
  {
    kind: 'control-host',
    at,
    host: 'kontoso-control.example',
    port: 25,
    outcome: 'reached',
    text: 'kontoso-control.example:25 was reached from 198.51.100.23.',
  },
  {
    kind: 'reputation',
    at,
    egress: { address: '198.51.100.23', readFrom: said[2] ?? '' },
    pointer: {
      subject: '198.51.100.23',
      names: ['adminpc.contoso.example'],
      isConfirmed: 'unknown',
      text: '198.51.100.23 leads to adminpc.contoso.example.',
    },
    ehloName: { subject: 'adminpc.contoso.example', names: [], isConfirmed: false, text: 'adminpc has no address.' },
    blockLists: [
      {
        zone: 'aaaasecretkeyofthecustomer.zen.dq.spamhaus.net',
        status: 'listed',
        codes: ['127.0.0.2', '203.0.113.7'],
        text: '198.51.100.23 is listed.',
      },
    ],
    trouble: ['The name server 203.0.113.53 did not answer for adminpc.contoso.example.'],
  },
];

/** Judged, with a cause whose every text names somebody. */
function caused(result: ProbeResult): Assessment {
  const judged = judge(result);
  const text = said.join(' ');
  const clue = { text, weight: 'proof', where: { line: 1 } } as const;
  const named: RankedCause = {
    id: 'smtp-inspection',
    title: 'The firewall of mail1.contoso.example rewrites',
    text,
    likelihood: 'likely',
    explains: judged.findings.map(({ rule }) => rule),
    evidenceFor: [clue],
    evidenceAgainst: [clue],
    nextTest: { text, furtherTest: 'control-host' },
    fix: 'Set it on mail1.contoso.example (203.0.113.7).',
    sources: [{ text: 'RFC 3207', url: 'https://www.rfc-editor.org/rfc/rfc3207' }],
  };
  return { ...judged, causes: [named, { ...named, likelihood: 'ruled-out' }] };
}

const others: readonly Assessment[] = [
  judge({ ...secret, endpoint: { host: '203.0.113.7', port: 465, tlsMode: 'implicit' } }),
  judge({ ...secret, endpoint: { host: '2001:db8::7', port: 25, tlsMode: 'starttls' } }),
  judge({ ...secret, endpoint: { host: 'exch77', port: 25, tlsMode: 'starttls' } }),
];

const all: readonly Assessment[] = [caused({ ...secret, furtherTests }), ...others, sound];

const content = {
  assessments: all,
  errors: [
    { input: 'mail1.contoso.example:99999', reason: 'argument: "99999" is not a port; ports are 1 to 65535.' },
    {
      input: '/home/jane.doe/customers/contoso.ndjson',
      reason: '/home/jane.doe/customers/contoso.ndjson: Line 3 cannot be used: "endpoint.host" is "contoso".',
    },
  ],
  places: new Map([
    ['mail1.contoso.example:25', { file: '/home/jane.doe/customers/contoso.smtp-tls.json', line: 3, column: 5 }],
  ]),
};

function formatAll({ assessments, errors, places, tokens }: RedactedContent): ReadonlyMap<string, string> {
  const options = { ...reportOptions, errors, places, redactionTokens: tokens };
  return new Map(reportFormats.map(({ id, format }) => [id, format(assessments, options)]));
}

describe('redaction', () => {
  const redacted = redactContent(content, [...rules, ...causes]);
  const texts = formatAll(redacted);

  it('has something to take out', () => {
    const { errors, places } = content;
    const text = reportFormats.map(({ format }) => format(all, { ...reportOptions, errors, places })).join('\n');
    assert.deepEqual(
      secrets.filter((one) => !one.test(text)),
      [],
    );
  });

  for (const { id } of reportFormats) {
    it(`leaves nothing in ${id}`, () => {
      const text = texts.get(id) ?? '';
      assert.ok(text.length > 500);
      const seen = secrets.flatMap((one) => {
        const index = text.search(one);
        return index < 0 ? [] : [`${one.source}: ${text.slice(Math.max(0, index - 60), index + 60)}`];
      });
      assert.deepEqual(seen, []);
    });
  }

  it('says so at the top', () => {
    for (const id of ['html', 'markdown', 'text', 'junit']) {
      assert.match(texts.get(id) ?? '', /Names of hosts, addresses, mailboxes and owners are replaced/, id);
    }
    assert.match(
      texts.get('json') ?? '',
      /^\{\n {2}"format": "smtp-tls-probe",\n {2}"version": 1,\n {2}"redacted": true/,
    );
    for (const one of (texts.get('ndjson') ?? '').trimEnd().split('\n')) assert.match(one, /^\{"redacted":true,/);
    assert.match(texts.get('csv') ?? '', /,"yes"\r\n/);
    assert.match(texts.get('sarif') ?? '', /"redactionTokens": \[\n\s+"host-1"/);
  });

  it('gives the same name the same word, in every spelling', () => {
    const [first, byAddress] = redacted.assessments;
    assert.equal(first?.endpoint.host, 'host-1');
    const lines = first?.transcript.map(({ text }) => text) ?? [];
    assert.equal(lines[0], '220 host-1 ESMTP ready for host-1.');
    const address = byAddress?.endpoint.host ?? '';
    assert.match(address, /^address-\d$/);
    assert.equal(lines[5]?.startsWith(`550 ${address}:25: see http://host-`), true, lines[5]);
    const v6 = redacted.assessments[2]?.endpoint.host ?? '';
    assert.equal(lines[4]?.includes(`${v6}:25`) || lines[4]?.includes(`from:${v6}.`), true, lines[4]);
    assert.equal(lines[4]?.split(address).length, 3, lines[4]);
    assert.ok(first?.evidence.verification.status === 'known');
    assert.equal(first.evidence.verification.value.name.expected, 'host-1');
    assert.match(first.evidence.verification.value.name.matchedBy ?? '', /^\*\.host-\d+$/);
    assert.match(first.summary, /^Mail to host-1 /);
  });

  it('keeps what belongs to nobody', () => {
    const [first] = redacted.assessments;
    assert.deepEqual(
      first?.findings.map(({ rule, severity, title, where }) => ({ rule, severity, title, where })),
      all[0]?.findings.map(({ rule, severity, title, where }) => ({ rule, severity, title, where })),
    );
    assert.deepEqual(first?.vantage.engine, all[0]?.vantage.engine);
    const trusted = redacted.assessments.at(-1);
    assert.ok(trusted?.evidence.certificates.status === 'known');
    assert.equal(trusted.evidence.certificates.value.certificates[0]?.issuer, 'CN=Example Intermediate');
    const fixes = new Set(rules.map(({ fix }) => fix));
    const own = all[0]?.findings.findIndex(({ fix }) => fixes.has(fix)) ?? -1;
    assert.ok(own >= 0);
    assert.equal(first?.findings[own]?.fix, all[0]?.findings[own]?.fix);
  });

  it('keeps what causes and further tests say of nobody', () => {
    const [first] = redacted.assessments;
    const [cause, other] = first?.causes ?? [];
    assert.deepEqual(
      [cause?.id, cause?.likelihood, cause?.explains, cause?.nextTest?.furtherTest, other?.likelihood],
      ['smtp-inspection', 'likely', all[0]?.causes?.[0]?.explains, 'control-host', 'ruled-out'],
    );
    assert.equal(cause?.title, 'The firewall of host-1 rewrites');
    const [addresses, , , , control, reputation] = first?.furtherTests ?? [];
    assert.ok(addresses?.kind === 'addresses' && control?.kind === 'control-host' && reputation?.kind === 'reputation');
    assert.equal(addresses.digests[0]?.endpoint.host, 'host-1');
    assert.equal(addresses.digests[0].startTls, 'offered');
    assert.match(control.text, new RegExp(`^${control.host}:25 was reached from ${reputation.egress?.address}\\.$`));
    assert.equal(reputation.pointer?.subject, reputation.egress?.address);
    assert.deepEqual(reputation.blockLists[0]?.codes[0], '127.0.0.2');
    assert.equal(reputation.blockLists[0].zone, '….zen.dq.spamhaus.net');
  });

  it('leaves the texts of causes as they are, whatever a host is called', () => {
    const [own] = causes;
    assert.ok(own);
    const named = caused({ ...secret, endpoint: { ...secret.endpoint, host: 'firewall' } });
    const plain = {
      ...named,
      causes: (named.causes ?? []).map((one) => ({ ...one, title: own.title, text: own.meaning, fix: own.fix })),
    };
    const content = { assessments: [plain], errors: [], places: new Map() };
    const [first] = redactContent(content, [...rules, ...causes]).assessments;
    assert.deepEqual(
      first?.causes?.map(({ title, text, fix }) => [title, text, fix]),
      plain.causes.map(({ title, text, fix }) => [title, text, fix]),
    );
  });

  it('gives results that can be read and judged again with the same findings', () => {
    for (const [index, assessment] of redacted.assessments.entries()) {
      const parsed = parseAssessment(JSON.parse(JSON.stringify(assessment)));
      assert.ok(parsed.status === 'parsed', JSON.stringify(parsed).slice(0, 300));
      const again = judge(parsed.value);
      // A print is left out, and with it what was demanded of it.
      const rulesOf = (one: Assessment | undefined): readonly string[] =>
        (one?.findings ?? []).map(({ rule }) => rule).filter((rule) => !rule.startsWith('expectation/'));
      assert.deepEqual(rulesOf(again), rulesOf(all[index]));
    }
  });

  it('never takes a word that is a real name for another', () => {
    const host = (name: string): Assessment => ({ ...sound, endpoint: { ...sound.endpoint, host: name } });
    const names = redactContent(
      { assessments: [host('host-2'), host('host-1'), host('b.example')], errors: [], places: new Map() },
      rules,
    ).assessments.map(({ endpoint }) => endpoint.host);
    assert.equal(new Set(names).size, 3);
    for (const name of names) assert.doesNotMatch(name, /^host-[12]$/);
  });

  it('leaves the plain words of a report alone where a host is called like one', () => {
    const named: Assessment = { ...halfway, endpoint: { ...halfway.endpoint, host: 'mail' } };
    const [first] = redactContent({ assessments: [named, broken], errors: [], places: new Map() }, rules).assessments;
    assert.equal(first?.endpoint.host, 'host-1');
    assert.deepEqual(first.unchecked, named.unchecked);
  });

  it('takes its time for long and hostile lines, but not long', () => {
    const long = ['a', ':', '.', '-', 'a.', 'ff:', '1.', '@', '\\xc3', 'x:/', 'http://', '\u00f6', 'Contoso '].map(
      (piece) => piece.repeat(Math.floor(40_000 / piece.length)),
    );
    const transcript = long.map((text, index) => line(index + 1, 'server', 'greet', text));
    const from = performance.now();
    redactContent({ assessments: [judge({ ...secret, transcript })], errors: [], places: new Map() }, rules);
    assert.ok(performance.now() - from < 3_000, `${performance.now() - from} ms`);
  });
});
