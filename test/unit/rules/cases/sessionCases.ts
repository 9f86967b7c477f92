// Cases of the rules over connection, session, greeting, EHLO and STARTTLS.

import { failed, known, skipped } from '../../../../src/model/evidence.ts';
import type { FactName } from '../../../../src/model/evidence.ts';
import type { FailureCode } from '../../../../src/model/failure.ts';
import type { Phase } from '../../../../src/model/transcript.ts';
import {
  alertFailure,
  capabilities,
  endedAt,
  endpoint,
  failure,
  greeting,
  implicitResult,
  line,
  reply,
  resultWith,
  soundResult,
  startTls,
} from '../../../support/results.ts';
import type { RuleCase } from './ruleCase.ts';

const sound = soundResult();
const noGreeting = endedAt('greeting', failure('greeting-timeout', 'greet'));

function ending(
  rule: string,
  code: FailureCode,
  phase: Phase,
  from: FactName,
  says = /Something went wrong/,
): RuleCase {
  return {
    rule,
    name: code,
    guilty: endedAt(from, failure(code, phase)),
    says,
    innocent: sound,
    notApplicable: endedAt(from, failure('cancelled', phase)),
  };
}

function heloAfter(refusal: string, line: number) {
  const answer = capabilities('250 mx.example.com', line + 2);
  return known({ ...answer, verb: 'HELO' as const, keywords: [], refusedEhlo: reply(refusal, line) });
}

const heloOnly = heloAfter('502 5.5.1 Command not implemented', 5);
const heloAccepted = (refusal: string) =>
  endedAt('startTls', failure('starttls-not-offered', 'starttls'), { capabilities: heloAfter(refusal, 5) });
const heloAcceptedInTls = (refusal: string) => implicitResult({ capabilitiesInTls: heloAfter(refusal, 14) });

/** On port 25, behind an EHLO that was accepted before TLS. */
function refusedInTls(text: string) {
  return endedAt('capabilitiesInTls', failure('ehlo-rejected', 'inspect', { reply: reply(text, 14) }));
}

const ehloInTls = 'The server refuses EHLO after the handshake';
const onlyBeforeTls = /unencrypted|no TLS can be started|can ask for TLS|TLS is not known/;

function ehloRejected(text: string) {
  return endedAt('capabilities', failure('ehlo-rejected', 'ehlo', { reply: reply(text, 5) }));
}

const plainOffer = known(capabilities('250-mx.example.com\n250-SIZE 1000000\n250 8BITMIME'));
const notOffered = failure('starttls-not-offered', 'starttls');
const withoutStartTls = endedAt('startTls', notOffered, { capabilities: plainOffer });

function startTlsAnswer(text: string) {
  return endedAt('handshake', failure('starttls-rejected', 'starttls'), {
    startTls: known({ reply: reply(text, 10) }),
  });
}

const quitDemand = [
  line(5, 'server', 'ehlo', '250-mx'),
  line(9, 'server', 'quit', '451 5.7.3 STARTTLS is required to send mail'),
];

export const sessionCases: readonly RuleCase[] = [
  ending('connection/name-not-found', 'host-not-found', 'resolve', 'addresses'),
  ending('connection/resolver-failed', 'dns-failed', 'resolve', 'addresses'),
  ending('connection/refused', 'connection-refused', 'connect', 'connection', /mx\.example\.com:25/),
  ending(
    'connection/no-answer',
    'connection-timeout',
    'connect',
    'connection',
    /block outgoing port 25.*desk\.example\.net/,
  ),
  ending('connection/no-answer', 'network-unreachable', 'connect', 'connection'),
  ending('session/closed-early', 'connection-closed', 'ehlo', 'capabilities'),
  ...(
    [
      ['internal_error', 80, /TLS with the alert internal_error \(80\) after the handshake/],
      ['illegal_parameter', 47, /the alert illegal_parameter \(47\)/],
      ['alert 200', 200, /TLS with alert number 200 after/],
      // No certificate was asked for, so this one cannot be about it.
      ['unknown_ca', 48, /the alert unknown_ca \(48\)/],
    ] as const
  ).flatMap(([name, number, says]) =>
    (['greet', 'inspect', 'quit'] as const).map((phase): RuleCase => ({
      rule: 'session/closed-early',
      name: `${name} in ${phase}, after the handshake`,
      guilty: endedAt('capabilitiesInTls', alertFailure(name, number, 'server', phase)),
      title: 'The server ended TLS with an alert in the middle of the session',
      says,
      saysNot: /client's certificate/,
      innocent: sound,
      notApplicable: endedAt('handshake', alertFailure(name, number)),
    })),
  ),
  ending('session/no-reply', 'greeting-timeout', 'greet', 'greeting', /silence is no answer/),
  ending('session/no-reply', 'reply-timeout', 'ehlo', 'capabilities'),
  ending('session/no-reply', 'tls-handshake-timeout', 'handshake', 'handshake'),
  ending('session/no-reply', 'deadline-exceeded', 'ehlo', 'capabilities'),
  ending('session/too-much-data', 'too-much-data', 'greet', 'greeting'),
  ending('session/protocol-error', 'protocol-error', 'greet', 'greeting'),
  {
    rule: 'session/rate-limited',
    guilty: endedAt(
      'capabilities',
      failure('rate-limited', 'greet', { reply: reply('421 4.7.0 Too many connections', 3) }),
    ),
    says: /"421 4\.7\.0 Too many connections".*not an answer about TLS/,
    line: 3,
    innocent: sound,
    notApplicable: endedAt('capabilities', failure('reply-timeout', 'ehlo')),
  },
  {
    rule: 'session/reply-oddities',
    guilty: resultWith({ startTls: known({ reply: { ...startTls.reply, oddities: ['bare-lf', 'nul-byte'] } }) }),
    says: /LF alone.*NUL byte/,
    line: 10,
    innocent: sound,
    notApplicable: resultWith({
      greeting: skipped(''),
      capabilities: skipped(''),
      startTls: skipped(''),
      capabilitiesInTls: skipped(''),
    }),
    open: noGreeting,
  },
  {
    rule: 'greeting/refused',
    guilty: endedAt('capabilities', failure('greeting-rejected', 'greet'), {
      greeting: known(greeting('554 5.7.1 No service for you')),
    }),
    says: /"554 5\.7\.1 No service for you"/,
    line: 3,
    innocent: sound,
    notApplicable: resultWith({ greeting: skipped('') }),
    open: noGreeting,
  },
  {
    rule: 'greeting/refused',
    name: 'a banned address',
    guilty: endedAt('capabilities', failure('greeting-rejected', 'greet'), {
      greeting: known(greeting('550 5.7.606 Access denied, banned sending IP [192.0.2.9]')),
    }),
    says: /judgement about the sender/,
    // A 421 is rate-limited's.
    innocent: endedAt('capabilities', failure('rate-limited', 'greet'), { greeting: known(greeting('421 busy')) }),
    notApplicable: resultWith({ greeting: skipped('') }),
  },
  {
    rule: 'greeting/slow',
    guilty: resultWith({ greeting: known(greeting('220 mx', 15_300)) }),
    says: /15\.3 s/,
    line: 3,
    innocent: resultWith({ greeting: known(greeting('220 mx', 5_000)) }),
    notApplicable: resultWith({ greeting: skipped('') }),
    open: noGreeting,
  },
  {
    rule: 'greeting/rewritten',
    guilty: resultWith({ greeting: known(greeting('220 **************************0*2******')) }),
    severity: 'warning',
    says: /"220 \*{26}0\*2\*{6}".*Cisco/,
    line: 3,
    innocent: resultWith({ greeting: known(greeting('220 *** mail gateway 2000 ***')) }),
    notApplicable: resultWith({ greeting: skipped('') }),
    open: noGreeting,
  },
  {
    rule: 'greeting/rewritten',
    name: 'an old PIX',
    guilty: endedAt('startTls', notOffered, { greeting: known(greeting('220 SMTP/cmap____ read')) }),
    severity: 'error',
    says: /SMTP\/cmap/,
    innocent: resultWith({ greeting: known(greeting('220 2002 200 20 00 22')) }),
    notApplicable: resultWith({ greeting: skipped('') }),
  },
  {
    rule: 'ehlo/refused',
    name: 'HELO accepted',
    guilty: endedAt('startTls', notOffered, { capabilities: heloOnly }),
    says: /refused EHLO with "502 5\.5\.1 Command not implemented" and accepted HELO/,
    line: 5,
    innocent: withoutStartTls,
    notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
    open: noGreeting,
  },
  {
    rule: 'ehlo/refused',
    name: 'both unknown',
    guilty: ehloRejected('500 5.5.1 Command unrecognized'),
    says: /knows neither command/,
    innocent: sound,
    notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
  },
  {
    rule: 'ehlo/refused',
    name: 'this client refused',
    guilty: ehloRejected('550 5.7.1 Helo rejected'),
    severity: 'warning',
    says: /does not accept the name "desk\.example\.net"/,
    innocent: implicitResult(),
    notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
  },
  {
    rule: 'ehlo/refused',
    name: 'this address banned',
    guilty: ehloRejected('502 5.7.511 Access denied, banned sender'),
    severity: 'warning',
    says: /turns this client's address away/,
    innocent: sound,
    notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
  },
  {
    rule: 'ehlo/refused',
    name: 'inside TLS on a TLS port',
    title: ehloInTls,
    saysNot: onlyBeforeTls,
    guilty: implicitResult({
      capabilitiesInTls: failed(failure('ehlo-rejected', 'inspect', { reply: reply('502 no', 6) })),
    }),
    says: /refused EHLO and HELO/,
    innocent: implicitResult(),
    notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
    open: implicitResult({ capabilitiesInTls: failed(failure('reply-timeout', 'inspect')) }),
  },
  ...(['450 4.7.1 try later', '501 5.5.4 invalid name', '550 5.7.1 no', '502 5.7.511 banned sender'] as const).flatMap(
    (text): readonly RuleCase[] => [
      {
        rule: 'ehlo/refused',
        name: `${text}, HELO accepted`,
        guilty: heloAccepted(text),
        severity: 'warning',
        says: /accepted HELO\. It (?:does not serve this client|turns this client's address away).*is not known/,
        saysNot: /no sender can ask for TLS/,
        innocent: sound,
        notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
      },
      {
        rule: 'ehlo/refused',
        name: `${text}, HELO accepted inside TLS`,
        guilty: heloAcceptedInTls(text),
        title: ehloInTls,
        severity: 'warning',
        says: /inside TLS with .* It (?:does not serve this client|turns this client's address away)/,
        saysNot: onlyBeforeTls,
        innocent: sound,
        notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
      },
      {
        rule: 'ehlo/refused',
        name: `${text}, inside TLS`,
        guilty: refusedInTls(text),
        title: ehloInTls,
        severity: 'warning',
        says: /TLS had come about; how other clients fare inside it is not known/,
        saysNot: onlyBeforeTls,
        innocent: sound,
        notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
      },
    ],
  ),
  {
    rule: 'ehlo/refused',
    name: 'a temporary refusal, after which HELO is not tried',
    guilty: ehloRejected('450 4.7.1 try later'),
    severity: 'warning',
    says: /^The server refused EHLO with "450/,
    innocent: sound,
    notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
  },
  {
    rule: 'ehlo/refused',
    name: 'inside TLS after STARTTLS',
    guilty: refusedInTls('502 5.5.1 Command not implemented'),
    title: ehloInTls,
    severity: 'error',
    says: /refused EHLO and HELO inside TLS .*TLS had come about.*no mail can be delivered/,
    saysNot: onlyBeforeTls,
    line: 14,
    innocent: sound,
    notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
  },
  {
    rule: 'ehlo/refused',
    name: 'HELO accepted inside TLS',
    guilty: heloAcceptedInTls('502 5.5.1 Command not implemented'),
    title: ehloInTls,
    severity: 'warning',
    says: /accepted HELO\. Senders can go on inside TLS/,
    saysNot: onlyBeforeTls,
    line: 14,
    innocent: sound,
    notApplicable: implicitResult({ capabilitiesInTls: skipped('') }),
  },
  {
    rule: 'ehlo/rewritten',
    guilty: endedAt('startTls', notOffered, {
      capabilities: known(capabilities('250-mx.example.com\n250-SIZE 1000000\n250-XXXXXXXA\n250 HELP')),
    }),
    says: /"250-XXXXXXXA".*STARTTLS has 8 letters and fits/,
    line: 7,
    // Only Xs and one letter are a mask; Exchange's own keywords begin with X too.
    innocent: resultWith({ capabilities: known(capabilities('250-mx\n250-XEXCH50\n250-XXL-QUEUE\n250 STARTTLS')) }),
    notApplicable: implicitResult(),
    open: noGreeting,
  },
  {
    rule: 'ehlo/rewritten',
    name: 'another length',
    guilty: resultWith({ capabilities: known(capabilities('250-mx\n250-XXXB\n250 STARTTLS')) }),
    severity: 'warning',
    says: /SIZE.*STARTTLS, with 8, does not/,
    line: 6,
    innocent: sound,
    notApplicable: implicitResult(),
  },
  {
    rule: 'starttls/not-offered',
    guilty: withoutStartTls,
    says: /offers SIZE, 8BITMIME, but not STARTTLS/,
    line: 5,
    innocent: sound,
    // HELO is answered without extensions: nothing is missing from its answer.
    notApplicable: endedAt('startTls', notOffered, { capabilities: heloOnly }),
    open: noGreeting,
  },
  {
    rule: 'starttls/not-offered',
    name: 'implicit TLS',
    guilty: endedAt('startTls', notOffered, { capabilities: known(capabilities('250 mx.example.com')) }),
    says: /no extension at all/,
    innocent: sound,
    notApplicable: implicitResult(),
  },
  ...(
    [
      ['454 4.7.0 TLS not available due to local problem', /"454 4\.7\.0 .*certificate or key/],
      ['500 5.5.1 unrecognized', /Code 500/],
      ['501 5.5.4 syntax', /Code 501/],
      ['502 5.5.2 no', /Code 502/],
      ['503 5.5.1 bad sequence', /Code 503/],
      ['554 5.7.3 no', /Code 554 refuses TLS for good/],
      ['450 later', /Code 450 refuses TLS for the moment/],
      ['500 5.5.1 Command unrecognized: "XXXXXXXX"', /device on the way overwrote the command/],
    ] as const
  ).map(([text, says]): RuleCase => ({
    rule: 'starttls/refused',
    name: text,
    guilty: startTlsAnswer(text),
    says,
    line: 10,
    innocent: sound,
    notApplicable: implicitResult(),
    // A 421 is a limit, not a refusal.
    open: startTlsAnswer('421 4.7.0 Too many TLS sessions'),
  })),
  ...(['250 2.0.0 OK', '221 bye', '354 go ahead'] as const).map((text): RuleCase => ({
    rule: 'starttls/refused',
    name: text,
    guilty: startTlsAnswer(text),
    title: 'The server gives STARTTLS an answer that is neither yes nor no',
    severity: 'warning',
    says: new RegExp(
      `answered STARTTLS with ${text.slice(0, 3)} .*neither yes \\(220\\) nor no: it may belong to another command`,
    ),
    saysNot: /for the moment|for good/,
    line: 10,
    innocent: sound,
    notApplicable: implicitResult(),
  })),
  {
    rule: 'starttls/demanded-not-offered',
    name: 'in QUIT',
    guilty: endedAt('startTls', notOffered, { capabilities: plainOffer }, { transcript: quitDemand }),
    says: /"451 5\.7\.3 STARTTLS is required to send mail"/,
    line: 9,
    innocent: soundResult({ transcript: quitDemand }),
    notApplicable: implicitResult({}, { transcript: quitDemand }),
    open: noGreeting,
  },
  {
    rule: 'starttls/demanded-not-offered',
    name: 'in EHLO',
    guilty: endedAt(
      'capabilities',
      failure('ehlo-rejected', 'ehlo'),
      {},
      { transcript: [line(5, 'server', 'ehlo', '530 5.7.0 Must issue a STARTTLS command first')] },
    ),
    says: /no sender can deliver/,
    line: 5,
    // Exim's answer to an unasked STARTTLS is no demand; neither is the client's own line.
    innocent: endedAt(
      'startTls',
      notOffered,
      { capabilities: plainOffer },
      {
        endpoint,
        transcript: [
          line(6, 'client', 'ehlo', '530 5.7.0 Must issue a STARTTLS command first'),
          line(7, 'server', 'quit', '503 STARTTLS command used when not advertised'),
        ],
      },
    ),
    notApplicable: implicitResult(),
  },
  {
    rule: 'starttls/injected-plaintext',
    guilty: resultWith({
      startTls: known({ ...startTls, discarded: { bytes: 17, text: '250 8BITMIME', line: 11 } }),
    }),
    says: /17 bytes in clear text, beginning "250 8BITMIME"/,
    line: 11,
    innocent: sound,
    notApplicable: implicitResult(),
    open: withoutStartTls,
  },
  {
    rule: 'starttls/injected-plaintext',
    name: 'one byte',
    guilty: resultWith({ startTls: known({ ...startTls, discarded: { bytes: 1, text: '2', line: 11 } }) }),
    says: /sent 1 byte in clear text/,
    innocent: sound,
    notApplicable: implicitResult(),
  },
  {
    rule: 'starttls/offered-inside-tls',
    guilty: resultWith({ capabilitiesInTls: known(capabilities('250-mx\n250 STARTTLS', 14)) }),
    says: /"250 STARTTLS".*no delivery stops/,
    line: 15,
    innocent: sound,
    notApplicable: resultWith({ capabilitiesInTls: skipped('') }),
    open: resultWith({ capabilitiesInTls: failed(failure('reply-timeout', 'inspect')) }),
  },
  {
    rule: 'starttls/offered-inside-tls',
    name: 'EHLO inside TLS refused',
    guilty: resultWith({ capabilitiesInTls: known(capabilities('250-mx\n250 STARTTLS', 14)) }),
    says: /"250 STARTTLS"/,
    // A server that does not know EHLO offers nothing; one that turns this client away may offer it to others.
    innocent: heloAcceptedInTls('502 5.5.1 Command not implemented'),
    notApplicable: resultWith({ capabilitiesInTls: skipped('') }),
    open: heloAcceptedInTls('550 5.7.1 no'),
  },
];
