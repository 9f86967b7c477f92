// Probes one endpoint: the facts and the transcript, no judgement.

import type { ProbeResult } from '../model/assessment.ts';
import type { Endpoint } from '../model/endpoint.ts';
import { known } from '../model/evidence.ts';
import type { AddressList } from '../model/evidence.ts';
import type { Failure } from '../model/failure.ts';
import type { ProbeOptions } from '../model/options.ts';
import { bracketed } from '../formats/ipAddress.ts';
import { systemClock } from './clock.ts';
import type { Clock } from './clock.ts';
import type { Conversation, ConversationEnd } from './conversation.ts';
import { converse } from './dialogue.ts';
import { FactSheet } from './facts.ts';
import { inspectChain } from './inspection.ts';
import { Interruption } from './interruption.ts';
import { connectFirst } from './network/connect.ts';
import type { ConnectedSocket } from './network/connect.ts';
import { lookUp } from './network/lookUp.ts';
import { isNotTls } from './network/tlsErrors.ts';
import { Recorder } from './recorder.ts';
import type { ProbeProgress } from './recorder.ts';
import { chooseEhloName, readVantage } from './vantage.ts';

export interface ProbeContext {
  readonly clock?: Clock;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ProbeProgress) => void;
  /**
   * Asked for leave before connecting, so that a host is not met with many connections at once. The wait counts
   * towards no deadline. Gives what is to be called when the connection is closed.
   */
  readonly admit?: (address: string) => Promise<() => void>;
}

/** One probe under way, with what its steps share. */
interface Run {
  readonly endpoint: Endpoint;
  readonly options: ProbeOptions;
  readonly clock: Clock;
  readonly recorder: Recorder;
  readonly interruption: Interruption;
  readonly facts: FactSheet;
}

function stopWith(run: Run, failure: Failure): undefined {
  run.facts.endWith(failure);
  run.recorder.fail(failure);
  return undefined;
}

async function resolve(run: Run): Promise<AddressList | undefined> {
  const { endpoint, options, recorder, facts } = run;
  recorder.begin('resolve');
  const outcome = await lookUp(endpoint.host, options, run.interruption);
  facts.set('addresses', outcome);
  if (outcome.status === 'failed') return stopWith(run, outcome.failure);
  if (outcome.status === 'skipped') return undefined;
  const { addresses, source } = outcome.value;
  if (source === 'resolver') {
    recorder.add('probe', `${endpoint.host} has the addresses ${addresses.map(({ address }) => address).join(', ')}`);
  }
  return outcome.value;
}

async function waitForLeave(run: Run, admit: ProbeContext['admit'], list: AddressList): Promise<() => void> {
  const first = list.addresses[0];
  if (admit === undefined || first === undefined) return () => undefined;
  const from = run.clock.now();
  run.interruption.suspend();
  const leave = await admit(first.address);
  run.interruption.resume();
  run.recorder.exclude(run.clock.now() - from);
  return leave;
}

async function connect(run: Run, list: AddressList): Promise<ConnectedSocket | undefined> {
  const { endpoint, options, clock, recorder, facts, interruption } = run;
  recorder.begin('connect');
  const events = {
    onAttempt: (remote: { address: string; port: number }) =>
      void recorder.add('probe', `connecting to ${bracketed(remote.address)}:${remote.port}`),
    onAttemptFailed: (_: unknown, failure: Failure) => void recorder.add('probe', failure.detail),
  };
  const outcome = await connectFirst(list, endpoint.port, options, clock, events, interruption);
  if (outcome.status === 'failed') return stopWith(run, outcome.failure);
  if (outcome.status === 'skipped') return undefined;
  facts.set('connection', known(outcome.value.connection));
  const { remote, local } = outcome.value.connection;
  recorder.add(
    'probe',
    `connected to ${bracketed(remote.address)}:${remote.port} from ${bracketed(local.address)}:${local.port}`,
  );
  return outcome.value;
}

async function converseOnce(run: Run, connected: ConnectedSocket, isSecondLook: boolean): ReturnType<typeof converse> {
  const { remote, local, durationMs } = connected.connection;
  const talk: Conversation = {
    ...run,
    ehloName: chooseEhloName(run.options, local.address),
    peer: `${remote.address} port ${remote.port}`,
    roundTripMs: durationMs,
    isSecondLook,
    onChain: (secured) => inspectChain(secured, run.endpoint, run.options, run.clock, run.facts),
  };
  return converse(connected.socket, talk);
}

/** Goes through all stages. `closed` settles when the last connection is closed. */
async function walk(run: Run, admit: ProbeContext['admit']): Promise<{ readonly closed: Promise<void> }> {
  const list = await resolve(run);
  if (list === undefined) return { closed: Promise.resolve() };
  const leave = await waitForLeave(run, admit, list);
  const connected = await connect(run, list);
  if (connected === undefined) {
    leave();
    return { closed: Promise.resolve() };
  }
  const first = await converseOnce(run, connected, false);
  const last = (await lookAgain(run, connected, first.failure)) ?? first;
  return { closed: last.closed.finally(leave) };
}

async function reconnect(run: Run, connected: ConnectedSocket, why: string): Promise<ConnectedSocket | undefined> {
  const { address, family } = connected.connection.remote;
  run.recorder.add('probe', `connecting once more to see ${why}`);
  return connect(run, { addresses: [{ address, family }], source: 'given' });
}

/** Ports where a server may take a ClientHello before its greeting for an attack (postscreen's "PREGREET"). */
const greetingPorts: readonly number[] = [25, 587];

/** Two endings leave open what one more connection to the same address can tell. Gives nothing for any other. */
async function lookAgain(
  run: Run,
  connected: ConnectedSocket,
  failure: Failure | undefined,
): Promise<ConversationEnd | undefined> {
  if (failure === undefined || run.options.endsAfterGreeting === true) return undefined;
  const { tlsMode, port } = run.endpoint;
  const hasAnswered = tlsMode === 'implicit' && failure.phase === 'handshake' && connected.socket.bytesRead > 0;
  const isClosed = failure.code === 'tls-handshake-failed' && failure.errorCode === 'ECONNRESET';
  if (isNotTls(failure) || (isClosed && hasAnswered)) return lookForPlaintext(run, connected);
  const isSilent =
    failure.code === 'greeting-timeout' && !run.recorder.lines.some(({ speaker }) => speaker === 'server');
  const mayTryTls = tlsMode === 'starttls' && !greetingPorts.includes(port);
  return isSilent && mayTryTls ? lookForTls(run, connected, failure) : undefined;
}

/** The TLS library does not tell what was said in place of TLS. */
async function lookForPlaintext(run: Run, connected: ConnectedSocket): Promise<ConversationEnd | undefined> {
  const again = await reconnect(run, connected, 'what was said in place of TLS');
  if (again === undefined) return undefined;
  const facts = factsOf(again);
  const second = await converseOnce({ ...run, facts }, again, true);
  // A server that turned the second connection away told nothing: what the first one proved stands.
  if (facts.get('handshake')?.status === 'known' || second.failure?.phase === 'handshake') run.facts.adopt(facts);
  return second;
}

function factsOf({ connection }: ConnectedSocket): FactSheet {
  const facts = new FactSheet();
  facts.set('connection', known(connection));
  return facts;
}

/** A port that speaks TLS answers a ClientHello at once; one that is silent to everything is not waited for again. */
const tlsLookMs = 5_000;

/** A server that greets nobody may wait for a ClientHello: real servers on a port of implicit TLS do. */
async function lookForTls(
  run: Run,
  connected: ConnectedSocket,
  silence: Failure,
): Promise<ConversationEnd | undefined> {
  const again = await reconnect(run, connected, 'whether the port speaks TLS from its first byte');
  if (again === undefined) return undefined;
  const facts = factsOf(again);
  const { endpoint, options } = run;
  const deadlines = { ...options.deadlines, handshake: Math.min(options.deadlines.handshake, tlsLookMs) };
  const asTlsPort: Run = {
    ...run,
    endpoint: { ...endpoint, tlsMode: 'implicit' },
    options: { ...options, deadlines },
    facts,
  };
  const second = await converseOnce(asTlsPort, again, false);
  if (facts.get('handshake')?.status !== 'known') return second;
  const detail = `${silence.detail} It answers a TLS handshake: the port speaks TLS from its first byte.`;
  facts.changeEnding({ code: 'plaintext-on-tls-port', phase: 'greet', detail });
  run.facts.adopt(facts);
  return second;
}

export interface FinishedProbe {
  readonly result: ProbeResult;
  /** Settles when the connection is closed, a moment after the result. */
  readonly closed: Promise<void>;
}

function finish(run: Run, startedAt: string): ProbeResult {
  const { endpoint, options, facts, recorder } = run;
  const evidence = facts.complete(endpoint.tlsMode);
  const local = evidence.connection.status === 'known' ? evidence.connection.value.local.address : undefined;
  return {
    endpoint,
    startedAt,
    durationMs: recorder.elapsed(),
    vantage: readVantage(options, local),
    evidence,
    transcript: recorder.lines,
    stages: recorder.stages,
    ...(facts.ending === undefined ? {} : { ending: facts.ending }),
  };
}

/**
 * Probes an endpoint to the end. Never rejects for what a server or the network does; the result's `ending` and the
 * failed facts tell it. The result does not wait for the answer to QUIT.
 */
export async function startProbe(
  endpoint: Endpoint,
  options: ProbeOptions,
  context: ProbeContext = {},
): Promise<FinishedProbe> {
  const clock = context.clock ?? systemClock;
  const interruption = new Interruption(context.signal, options.deadlines.whole);
  const recorder = new Recorder(clock, context.onProgress);
  const run: Run = { endpoint, options, clock, recorder, interruption, facts: new FactSheet() };
  const startedAt = clock.date().toISOString();
  try {
    const { closed } = await walk(run, context.admit);
    return { result: finish(run, startedAt), closed };
  } finally {
    interruption.close();
  }
}
