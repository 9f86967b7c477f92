// The probe against mail servers as Debian ships them, beside what `openssl s_client` and the servers' logs say.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'mocha';
import type { Assessment, Verdict } from '../../src/model/assessment.ts';
import type { Facts } from '../../src/model/evidence.ts';
import { skipTest } from '../host/skipTest.ts';
import { NotAvailable } from '../support/debianPackages.ts';
import { probeFromCommandLine } from '../support/servers/commandLine.ts';
import { startExim } from '../support/servers/exim.ts';
import { askOpenssl, flattenPem } from '../support/servers/opensslClient.ts';
import { startOpenSmtpd } from '../support/servers/openSmtpd.ts';
import { startPostfix } from '../support/servers/postfix.ts';
import { processesIn } from '../support/servers/privateRoot.ts';
import { waitForLog } from '../support/servers/realServer.ts';
import type { RealServer } from '../support/servers/realServer.ts';
import { expiredFields, makeClientIdentity, makeTestIdentity, serverName } from '../support/servers/testIdentity.ts';
import type { TestIdentity } from '../support/servers/testIdentity.ts';

/** What servers write when a client leaves without a word or breaks the protocol. */
const complaints =
  /lost connection|pipelining|error|timeout|unexpected|synchronization|dropped|abandoned|aborted|warning|fatal|terminated/i;

const identity = makeTestIdentity();
const rsaIdentity = makeTestIdentity({}, 'rsa-2048');
const expiredIdentity = makeTestIdentity(expiredFields);
const otherIdentity = makeTestIdentity();
const client = makeClientIdentity();

let files: string;
const pathOf = (name: string): string => join(files, name);

function fact<F extends keyof Facts>(assessment: Assessment, name: F): Facts[F] {
  const outcome = assessment.evidence[name];
  assert.equal(outcome.status, 'known', `${name} was not learnt: ${JSON.stringify(outcome)}`);
  // Narrowed by the assertion, which the compiler does not follow through an indexed type.
  return (outcome as { readonly value: Facts[F] }).value;
}

function rulesOf(assessment: Assessment): readonly string[] {
  return assessment.findings.map(({ rule }) => rule);
}

/** The verdict with its rules; on a surprise, the transcript stands in the failure's text. */
function assertJudged(assessment: Assessment, verdict: Verdict, rules: readonly string[]): void {
  const transcript = assessment.transcript.map(({ speaker, text }) => `${speaker}: ${text}`).join('\n');
  assert.deepEqual(
    { verdict: assessment.verdict, rules: rulesOf(assessment) },
    { verdict, rules },
    `${assessment.summary}\n${transcript}`,
  );
}

interface Port {
  readonly server: RealServer;
  readonly identity: TestIdentity;
  readonly implicitTls?: boolean;
}

async function probe(port: Port, ...flags: readonly string[]): Promise<Assessment & { readonly exitCode: number }> {
  await writeFile(pathOf('root.pem'), port.identity.rootPem);
  const { assessment, exitCode } = await probeFromCommandLine(`127.0.0.1:${port.server.port}`, [
    ...['--servername', serverName, '--ca', pathOf('root.pem')],
    ...['--tls', port.implicitTls === true ? 'implicit' : 'starttls'],
    ...flags,
  ]);
  return { ...assessment, exitCode };
}

/** Version, chain as sent and verification, against s_client with the same authorities and name. */
async function assertAgreesWithOpenssl(assessment: Assessment, port: Port, verifyCode: number): Promise<void> {
  const opinion = await askOpenssl({
    port: port.server.port,
    serverName,
    authoritiesFile: pathOf('root.pem'),
    implicitTls: port.implicitTls === true,
  });
  const verification = fact(assessment, 'verification');
  const isTrusted = verification.stores.some(({ trusted }) => trusted);
  assert.deepEqual(
    {
      version: fact(assessment, 'handshake').version,
      certificates: fact(assessment, 'certificates').certificates.map(({ pem }) => flattenPem(pem)),
      isAccepted: isTrusted && verification.name.matches,
    },
    { version: opinion.version, certificates: opinion.certificates, isAccepted: opinion.verifyCode === 0 },
    opinion.output,
  );
  assert.deepEqual(opinion.certificates, port.identity.certificates.map(flattenPem), opinion.output);
  assert.equal(opinion.verifyCode, verifyCode, opinion.output);
}

/** The session as the server's own log has it: its end by QUIT, and nothing to complain about. */
async function assertLeftWell(server: RealServer, farewell: RegExp): Promise<string> {
  const log = await waitForLog(server, farewell);
  assert.doesNotMatch(log, complaints);
  return log;
}

/** Starts the server before a suite's tests and ends it after them; where it cannot be had, says so and skips. */
function useServer(start: () => Promise<RealServer>): () => RealServer {
  let server: RealServer | undefined;
  before(async function (this: Context) {
    this.timeout(300_000);
    try {
      server = await start();
    } catch (error) {
      if (!(error instanceof NotAvailable)) throw error;
      skipTest(this, `Debian's mail servers cannot be run here: ${error.message}`);
    }
  });
  after(async () => server?.close());
  return () => {
    assert(server !== undefined);
    return server;
  };
}

describe('real mail servers', function () {
  this.timeout(40_000);
  this.slow(5_000);

  before(async () => {
    files = await mkdtemp(join(tmpdir(), 'smtp-tls-probe-servers-'));
    await writeFile(pathOf('client.pem'), client.certificatePem);
    await writeFile(pathOf('client.key'), client.keyPem);
    await writeFile(pathOf('other.pem'), otherIdentity.rootPem);
  });
  after(() => rm(files, { recursive: true, force: true }));

  describe('Postfix with STARTTLS', () => {
    const server = useServer(() => startPostfix({ identity }));

    it('is sound, agrees with openssl and with the log of Postfix, and takes leave with QUIT', async () => {
      const port = { server: server(), identity };
      const assessment = await probe(port);
      assertJudged(assessment, 'sound', []);
      assert.equal(assessment.exitCode, 0);
      // s_client takes part only now: the log up to here is the probe's alone.
      const log = await assertLeftWell(server(), /disconnect from .* ehlo=2 starttls=1 .*quit=1/);
      const [, version, suite, group] =
        /established from .*: (\S+) with cipher (\S+) .*key-exchange (\S+)/.exec(log) ?? [];
      const handshake = fact(assessment, 'handshake');
      assert.deepEqual(
        [handshake.version, handshake.cipherSuite.name, handshake.keyExchange.group],
        [version, suite, group],
      );
      assert.equal(handshake.certificateRequest, 'not-requested');
      await assertAgreesWithOpenssl(assessment, port, 0);
    });

    it('is not trusted by another authority, as openssl says too', async () => {
      const port = { server: server(), identity: { ...identity, rootPem: otherIdentity.rootPem } };
      const assessment = await probe(port);
      assert.equal(assessment.verdict, 'broken');
      assert.equal(assessment.exitCode, 1);
      assert.match(rulesOf(assessment).join(' '), /certificate\/(untrusted-root|incomplete-chain)/);
      await assertAgreesWithOpenssl(assessment, port, 20);
    });

    it('is told apart from a TLS port when TLS is spoken to it', async () => {
      const assessment = await probe({ server: server(), identity, implicitTls: true });
      assertJudged(assessment, 'broken', ['pairing/tls-on-plaintext-port']);
    });
  });

  describe('Postfix with TLS 1.2 and an RSA key', () => {
    const server = useServer(() =>
      startPostfix({ identity: rsaIdentity, parameters: { smtpd_tls_protocols: '!TLSv1.3' } }),
    );

    it('is sound and agrees with openssl', async () => {
      const port = { server: server(), identity: rsaIdentity };
      const assessment = await probe(port);
      assertJudged(assessment, 'sound', []);
      assert.equal(fact(assessment, 'handshake').version, 'TLSv1.2');
      await assertLeftWell(server(), /disconnect from .* ehlo=2 starttls=1 .*quit=1/);
      await assertAgreesWithOpenssl(assessment, port, 0);
    });
  });

  describe('Postfix with an expired certificate', () => {
    const server = useServer(() => startPostfix({ identity: expiredIdentity }));

    it('is broken for that reason alone, which is openssl’s too', async () => {
      const port = { server: server(), identity: expiredIdentity };
      const assessment = await probe(port);
      assertJudged(assessment, 'broken', ['certificate/expired']);
      assert.equal(assessment.exitCode, 1);
      await assertLeftWell(server(), /disconnect from .* quit=1/);
      await assertAgreesWithOpenssl(assessment, port, 10);
    });
  });

  describe('Postfix with TLS from the first byte', () => {
    const server = useServer(() => startPostfix({ identity, implicitTls: true }));

    it('is sound and agrees with openssl', async () => {
      const port = { server: server(), identity, implicitTls: true };
      const assessment = await probe(port);
      assertJudged(assessment, 'sound', []);
      await assertLeftWell(server(), /disconnect from .* ehlo=1 .*quit=1/);
      await assertAgreesWithOpenssl(assessment, port, 0);
    });

    // It waits for a ClientHello, and the probe, which says nothing before the greeting, waits for that.
    it('is silent to a client that waits for a greeting, and is told from a server without STARTTLS', async () => {
      const assessment = await probe({ server: server(), identity }, '--timeout', '2');
      assertJudged(assessment, 'broken', ['pairing/plaintext-on-tls-port']);
      assert.equal(assessment.exitCode, 1);
    });
  });

  describe('Postfix whose key file is missing', () => {
    const server = useServer(() => startPostfix({ identity, withoutKey: true }));

    it('offers STARTTLS and refuses it with 454', async () => {
      const assessment = await probe({ server: server(), identity });
      assertJudged(assessment, 'broken', ['starttls/refused']);
      assert.match(assessment.findings[0]?.text ?? '', /454 4\.7\.0 TLS not available due to local problem/);
      await waitForLog(server(), /disconnect from .* starttls=0\/1 quit=1/);
    });
  });

  describe('Postfix that asks for a client certificate', () => {
    const server = useServer(() =>
      startPostfix({
        identity,
        clientAuthorities: client.authorityPem,
        parameters: { smtpd_tls_ask_ccert: 'yes' },
      }),
    );

    it('is sound, and the request is noted', async () => {
      const port = { server: server(), identity };
      const assessment = await probe(port);
      assertJudged(assessment, 'sound', ['client-certificate/requested']);
      assert.equal(fact(assessment, 'handshake').certificateRequest, 'requested');
      await assertLeftWell(server(), /disconnect from .* quit=1/);
      await assertAgreesWithOpenssl(assessment, port, 0);
    });
  });

  describe('Postfix that demands a client certificate', () => {
    const server = useServer(() =>
      startPostfix({
        identity,
        clientAuthorities: client.authorityPem,
        parameters: { smtpd_tls_security_level: 'encrypt', smtpd_tls_req_ccert: 'yes' },
      }),
    );

    it('turns a client without one away, and the reason is named', async () => {
      const assessment = await probe({ server: server(), identity });
      assert.match(rulesOf(assessment).join(' '), /client-certificate\/required/, assessment.summary);
      assert.equal(assessment.verdict, 'broken');
    });

    it('takes the one given with --cert and --key', async () => {
      const port = { server: server(), identity };
      const assessment = await probe(port, '--cert', pathOf('client.pem'), '--key', pathOf('client.key'));
      assert.equal(assessment.verdict, 'sound', assessment.summary);
      await waitForLog(server(), /Trusted TLS connection established/);
      await waitForLog(server(), /disconnect from .* ehlo=2 starttls=1 .*quit=1/);
    });
  });

  describe('Exim with STARTTLS', () => {
    const server = useServer(() => startExim({ identity }));

    it('is sound, agrees with openssl and with the log of Exim, and takes leave with QUIT', async () => {
      const port = { server: server(), identity };
      const assessment = await probe(port);
      assertJudged(assessment, 'sound', []);
      const log = await assertLeftWell(server(), /C=EHLO,STARTTLS,EHLO,QUIT/);
      const [, version = ''] = / X=(TLS1\.\d):/.exec(log) ?? [];
      assert.equal(fact(assessment, 'handshake').version, version.replace('TLS', 'TLSv'));
      assert.match(log, /closed by QUIT/);
      await assertAgreesWithOpenssl(assessment, port, 0);
    });
  });

  describe('Exim with TLS 1.2 only', () => {
    const server = useServer(() =>
      startExim({ identity, parameters: { tls_require_ciphers: 'NORMAL:-VERS-ALL:+VERS-TLS1.2' } }),
    );

    it('is sound and agrees with openssl', async () => {
      const port = { server: server(), identity };
      const assessment = await probe(port);
      assertJudged(assessment, 'sound', []);
      assert.equal(fact(assessment, 'handshake').version, 'TLSv1.2');
      await assertLeftWell(server(), /X=TLS1\.2:.* C=EHLO,STARTTLS,EHLO,QUIT/);
      await assertAgreesWithOpenssl(assessment, port, 0);
    });
  });

  describe('Exim with TLS from the first byte', () => {
    const server = useServer(() => startExim({ identity, implicitTls: true }));

    it('is sound and agrees with openssl', async () => {
      const port = { server: server(), identity, implicitTls: true };
      const assessment = await probe(port);
      assertJudged(assessment, 'sound', []);
      await assertLeftWell(server(), /C=EHLO,QUIT/);
      await assertAgreesWithOpenssl(assessment, port, 0);
    });
  });

  describe('Exim that demands a client certificate', () => {
    const server = useServer(() => startExim({ identity, clientAuthorities: client.authorityPem }));

    it('turns a client without one away, and the reason is named', async () => {
      const assessment = await probe({ server: server(), identity });
      assert.match(rulesOf(assessment).join(' '), /client-certificate\/required/, assessment.summary);
      assert.equal(assessment.verdict, 'broken');
    });

    it('takes the one given with --cert and --key', async () => {
      const port = { server: server(), identity };
      const assessment = await probe(port, '--cert', pathOf('client.pem'), '--key', pathOf('client.key'));
      assert.equal(assessment.verdict, 'sound', assessment.summary);
      await waitForLog(server(), /CV=yes.* C=EHLO,STARTTLS,EHLO,QUIT/);
    });
  });

  describe('OpenSMTPD', () => {
    const server = useServer(() => startOpenSmtpd({ identity }));

    it('breaks off every handshake with internal_error in release 6.8, and is sound in later ones', async () => {
      const port = { server: server(), identity };
      const assessment = await probe(port);
      if (!server().software.startsWith('OpenSMTPD 6.8')) {
        assertJudged(assessment, 'sound', []);
        await assertAgreesWithOpenssl(assessment, port, 0);
        return;
      }
      assertJudged(assessment, 'broken', ['handshake/alert']);
      assert.equal(assessment.exitCode, 1);
      assert.match(assessment.findings[0]?.text ?? '', /internal_error \(80\)/);
      assert.match(assessment.summary, /internal_error/);
      await waitForLog(server(), /smtp disconnected reason="io-error/);
      const opinion = await askOpenssl({ port: server().port, serverName, authoritiesFile: pathOf('root.pem') });
      assert.equal(opinion.alert, 80, opinion.output);
    });
  });

  describe('their private root', () => {
    const server = useServer(() => startPostfix({ identity }));

    it('is gone after close, with every process that lived in it', async () => {
      const { folder } = server();
      await probe({ server: server(), identity });
      const processes = await processesIn(folder);
      assert(processes.length >= 2, 'Postfix’s master and its children live in the private root');
      await server().close();
      assert.deepEqual(await processesIn(folder), []);
      assert.equal(existsSync(folder), false);
    });
  });
});
