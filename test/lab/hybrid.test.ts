// Hybrid mail flow on two servers of the lab: both legs, exports in files, the built command line.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diagnoseHybrid } from '../../src/engine/hybridDiagnosis.ts';
import { openLocalRunner } from '../../src/engine/localRunner.ts';
import { connectorSetOf } from '../../src/formats/connectorSet.ts';
import { formatEndpoint } from '../../src/formats/targetText.ts';
import { multiLine, startServer } from '../../src/lab/server.ts';
import type { LabServer, ServerScript } from '../../src/lab/server.ts';
import { makeWorld } from '../../src/lab/world.ts';
import type { World } from '../../src/lab/world.ts';
import type { HybridDiagnosis } from '../../src/model/hybrid.ts';
import { defaultDeadlines } from '../../src/model/limits.ts';
import {
  asJson7,
  asList,
  plantedSecret,
  sound,
  soundCertificate,
  soundInbound,
  soundOutbound,
  soundSend,
  utf16,
} from '../support/connectorExports.ts';
import type { ExportedSet } from '../support/connectorExports.ts';
import { certificateName, contoso, hello, issuedByLab, namedByLab } from '../support/hybridLab.ts';

const program = join(process.cwd(), 'dist', 'cli.js');
/** As the lab's certificates say it. */
const labSet: ExportedSet = {
  ...sound,
  ...namedByLab,
  SendConnector: [{ ...soundSend, TlsCertificateName: certificateName }],
  ExchangeCertificate: sound.ExchangeCertificate.map(issuedByLab),
};

const cloudEhlo = multiLine(250, hello, 'SIZE 157286400', 'PIPELINING', 'STARTTLS', '8BITMIME');
const cloudEhloInTls = multiLine(250, hello, 'SIZE 157286400', 'PIPELINING', '8BITMIME');

interface Ended {
  readonly status: number | null;
  readonly output: string;
  readonly errors: string;
}

describe('hybrid mail flow', function () {
  this.timeout(60_000);
  let world: World;
  let folder: string;
  let onPremises: LabServer;
  let cloud: LabServer;
  const more: LabServer[] = [];

  const cloudScript = (change: Partial<ServerScript> = {}): ServerScript => ({
    tlsMode: 'starttls',
    greeting: '220 VE1EUR01FT0.mail.protection.outlook.com Microsoft ESMTP MAIL Service ready',
    ehlo: cloudEhlo,
    ehloInTls: cloudEhloInTls,
    tls: {
      chain: world.chainWith({
        subject: 'mail.protection.outlook.com',
        alternativeNames: ['mail.protection.outlook.com', '*.mail.protection.outlook.com'],
      }),
    },
    ...change,
  });

  before(async () => {
    world = await makeWorld();
    folder = mkdtempSync(join(tmpdir(), 'smtp-tls-hybrid-'));
    writeFileSync(join(folder, 'roots.pem'), world.authorities);
    onPremises = await startServer({
      tlsMode: 'starttls',
      greeting: '220 mail.contoso.com Microsoft ESMTP MAIL Service ready',
      tls: {
        chain: world.chainWith({
          subject: contoso,
          alternativeNames: ['mail.contoso.com', 'autodiscover.contoso.com'],
        }),
      },
    });
    cloud = await startServer(cloudScript());
  });

  after(async () => {
    await Promise.all([onPremises, cloud, ...more].map((server) => server.close()));
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(script: ServerScript): Promise<LabServer> {
    const server = await startServer(script);
    more.push(server);
    return server;
  }

  const at = ({ host, port }: LabServer): string => formatEndpoint({ host, port, tlsMode: 'starttls' });

  function inFolder(name: string, content: string | Buffer): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  function run(...args: readonly string[]): Promise<Ended> {
    const child = spawn(process.execPath, [program, 'hybrid', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const parts = { output: '', errors: '' };
    child.stdout.on('data', (chunk: Buffer) => (parts.output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (parts.errors += chunk.toString()));
    return new Promise((settle) => child.once('close', (status) => settle({ status, ...parts })));
  }

  const trust = (): readonly string[] => ['--ca', join(folder, 'roots.pem')];
  const legs = (first = onPremises, second = cloud): readonly string[] => [
    '--on-premises',
    at(first),
    '--smart-host',
    at(second),
  ];

  async function diagnosis(...args: readonly string[]): Promise<HybridDiagnosis & { readonly status: number | null }> {
    const { output, status, errors } = await run('--json', ...trust(), ...args);
    assert.ok(output !== '', errors);
    return { ...(JSON.parse(output) as HybridDiagnosis), status };
  }

  it('is sound when both legs have verified TLS and the connectors agree', async () => {
    const result = await diagnosis(...legs(), inFolder('sound.json', asJson7(labSet)));
    assert.deepEqual(result.findings, []);
    assert.deepEqual(
      result.legs.map(({ name, tls }) => [name, tls]),
      [
        ['to-cloud', 'verified'],
        ['to-on-premises', 'verified'],
      ],
    );
    assert.equal(result.verdict, 'sound', result.summary);
    assert.equal(result.status, 0);
    assert.equal(result.egress?.address, '203.0.113.5');
    assert.match(result.egress?.source ?? '', /^read in the reply to EHLO inside TLS \(line \d+\) of 127\.0\.0\.1 to /);
    assert.deepEqual(result.unchecked, []);
  });

  it('is broken when either leg lacks verified TLS', async () => {
    const file = inFolder('broken.json', asJson7(labSet));
    const plain = await start(cloudScript({ ehlo: multiLine(250, hello, 'SIZE 157286400', '8BITMIME') }));
    const other = await start({
      tlsMode: 'starttls',
      tls: { chain: world.chainWith({ subject: 'CN=EX01', alternativeNames: ['ex01.contoso.local'] }) },
    });
    const foreign = await start(cloudScript({ tls: { chain: [world.foreignRoot] } }));
    for (const [first, second, broken, tls] of [
      [onPremises, plain, 'to-cloud', 'none'],
      [onPremises, foreign, 'to-cloud', 'unverified'],
      [other, cloud, 'to-on-premises', 'unverified'],
    ] as const) {
      const result = await diagnosis(...legs(first, second), file);
      assert.equal(result.verdict, 'broken');
      assert.equal(result.status, 1);
      assert.deepEqual(
        result.legs.filter((leg) => leg.tls !== 'verified').map((leg) => [leg.name, leg.tls]),
        [[broken, tls]],
      );
    }
    const result = await diagnosis(...legs(other), file);
    assert.deepEqual(
      result.findings.map(({ check }) => check),
      ['hybrid/presented-name', 'hybrid/presented-certificate'],
    );
  });

  it('takes the egress address out of the reply of the smart host, and holds it against the connector', async () => {
    const byAddress = (addresses: readonly string[]): string =>
      inFolder(
        'address.json',
        asJson7({
          ...labSet,
          InboundConnector: [{ ...soundInbound, TlsSenderCertificateName: null, SenderIPAddresses: addresses }],
        }),
      );
    const out = await diagnosis(...legs(), byAddress(['198.51.100.7']));
    assert.deepEqual(
      out.findings.map(({ check }) => check),
      ['hybrid/inbound-sender-address'],
    );
    assert.deepEqual(
      out.findings[0]?.repairs.map(({ command }) => command),
      [
        "Set-InboundConnector -Identity 'Inbound from 5f1c' -SenderIPAddresses @{Add='203.0.113.5'}",
        "Set-InboundConnector -Identity 'Inbound from 5f1c' -TlsSenderCertificateName mail.contoso.com -RequireTls $true",
      ],
    );
    assert.equal(out.connectorChoice.match, 'none');
    const within = await diagnosis(...legs(), byAddress(['203.0.113.0/29']));
    assert.deepEqual([within.findings, within.connectorChoice.match], [[], 'address']);
    const said = await diagnosis(...legs(), '--egress', '192.0.2.1', byAddress(['203.0.113.0/29']));
    assert.match(said.findings[0]?.text ?? '', /192\.0\.2\.1 is not in .* the address was given/);
  });

  it('finds five seeded mistakes, each on its line, in whatever form', async () => {
    const spoilt: ExportedSet = {
      ...labSet,
      SendConnector: [
        { ...soundSend, TlsCertificateName: certificateName, TlsAuthLevel: 'EncryptionOnly', IgnoreSTARTTLS: true },
      ],
      InboundConnector: [{ ...soundInbound, RequireTls: false }],
      OutboundConnector: [{ ...soundOutbound, TlsDomain: 'smtp.contoso.com' }],
      ExchangeCertificate: [
        labSet.ExchangeCertificate[0] ?? soundCertificate,
        { ...labSet.ExchangeCertificate[1], Services: ['IIS'] },
      ],
    };
    const expected: Readonly<Record<string, RegExp>> = {
      'hybrid/ignore-starttls': /IgnoreSTARTTLS/,
      'hybrid/require-tls': /RequireTls/,
      'hybrid/tls-auth-level': /TlsAuthLevel/,
      'hybrid/outbound-tls-domain': /TlsDomain/,
      'hybrid/presented-name': /TlsDomain/,
      'hybrid/certificate-not-for-smtp': /Services/,
    };
    for (const [name, text] of [
      ['five.json', asJson7(spoilt)],
      ['five.txt', asList(spoilt)],
    ] as const) {
      const result = await diagnosis(...legs(), inFolder(name, name.endsWith('txt') ? utf16(text) : text));
      assert.deepEqual(result.findings.map(({ check }) => check).sort(), Object.keys(expected).sort());
      const lines = text.split('\n');
      for (const { check, place } of result.findings) {
        assert.match(lines[(place?.line ?? 0) - 1] ?? '', expected[check] ?? /never/, `${name} ${check}`);
      }
    }
  });

  it('writes text, Markdown and HTML with the commands to copy, and no secret', async () => {
    const file = inFolder(
      'report.json',
      asJson7({
        ...labSet,
        SendConnector: [
          { ...soundSend, Identity: "<b>it's</b>", TlsCertificateName: certificateName, RequireTLS: false },
        ],
      }),
    );
    const command = "Set-SendConnector -Identity '<b>it''s</b>' -RequireTLS $true";
    const text = await run(...trust(), ...legs(), file);
    assert.equal(text.status, 1);
    assert.match(text.output, /^✗ Broken {2}hybrid mail flow\n/);
    assert.ok(text.output.includes(command), text.output);
    assert.match(
      text.output,
      /Error: A connector of the hybrid pair does not require TLS {2}hybrid\/require-tls {2}.*report\.json:\d+\n/,
    );
    const markdown = await run('--format', 'markdown', ...trust(), ...legs(), file);
    assert.match(markdown.output, /^# Broken: hybrid mail flow\n/);
    assert.ok(markdown.output.includes(`\n${command}\n`));
    const html = await run('--format', 'html', ...trust(), ...legs(), file);
    assert.match(html.output, /^<!doctype html>/);
    assert.ok(!html.output.includes('<b>it'));
    assert.ok(html.output.includes('&lt;b&gt;it'));
    for (const { output, errors } of [text, markdown, html]) {
      assert.ok(!output.includes(plantedSecret) && !errors.includes(plantedSecret));
    }
  });

  it('says what it does not know, and ends by its state', async () => {
    const onlyExport = await run(inFolder('alone.json', asJson7(labSet)));
    assert.equal(onlyExport.status, 3);
    assert.match(onlyExport.output, /Nothing wrong was found, but neither leg was seen with TLS/);
    const onlyLegs = await diagnosis(...legs());
    assert.deepEqual([onlyLegs.findings, onlyLegs.unchecked.length], [[], 0]);
    const shut = await start({ tlsMode: 'starttls', isShut: true });
    const unreachable = await diagnosis(...legs(shut), inFolder('shut.json', asJson7(labSet)));
    assert.deepEqual([unreachable.verdict, unreachable.status], ['unreachable', 3]);
    const bad = await run(
      inFolder('bad.json', 'Dear all'),
      join(folder, 'none.json'),
      inFolder('good.json', asJson7(labSet)),
    );
    assert.equal(bad.status, 2);
    assert.match(bad.errors, /bad\.json:1: This is no export of connectors/);
    assert.match(bad.errors, /none\.json" cannot be read: there is no such file/);
    assert.match(bad.output, /Nothing wrong was found/);
    const empty = await run(inFolder('empty.json', '{"InboundConnector": []}'));
    assert.deepEqual([empty.status, empty.errors], [1, '']);
    assert.match(empty.output, /There is no Inbound connector of type OnPremises in the export/);
    const onPremisesAlone = inFolder(
      'on-premises.json',
      JSON.stringify({ SendConnector: labSet.SendConnector, ReceiveConnector: labSet.ReceiveConnector }),
    );
    const half = await run(onPremisesAlone);
    assert.equal(half.status, 3);
    assert.match(half.output, /Inbound connector that Exchange Online takes\s+Not known\. Whether mail/);
    assert.doesNotMatch(half.output, /No Inbound connector takes/);
    const snippet = await run('--export-snippet');
    assert.match(snippet.output, /Get-SendConnector \| ConvertTo-Plain/);
    assert.equal(snippet.status, 0);
    const nothing = await run();
    assert.equal(nothing.status, 2);
    assert.match(nothing.errors, /Give an export of the connectors/);
  });

  it('ends at once when it is cancelled', async () => {
    const silent = await start({ tlsMode: 'starttls', greeting: (peer) => peer.wait(60_000) });
    const runner = openLocalRunner();
    const cancelling = new AbortController();
    setTimeout(() => cancelling.abort(), 200);
    const began = Date.now();
    const endpoint = { host: silent.host, port: silent.port, tlsMode: 'starttls' as const };
    const result = await diagnoseHybrid({
      set: connectorSetOf([], []),
      onPremises: endpoint,
      smartHost: endpoint,
      options: { deadlines: defaultDeadlines },
      runner,
      signal: cancelling.signal,
      now: Date.now(),
    });
    assert.ok(Date.now() - began < 3_000);
    assert.equal(result.verdict, 'inconclusive');
    await runner.close();
  });
});
