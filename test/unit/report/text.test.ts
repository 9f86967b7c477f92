import assert from 'node:assert/strict';
import { known } from '../../../src/model/evidence.ts';
import { judge } from '../../../src/rules/judge.ts';
import { formatText, wrapText } from '../../../src/report/text.ts';
import type { TextOptions } from '../../../src/report/text.ts';
import { confirmedCause, likelyCause, possibleCause, ruledOutCause, withCauses } from '../../support/causes.ts';
import { capabilities, endedAt, failure, resultWith, soundResult } from '../../support/results.ts';

const plain: TextOptions = { width: 80, hasColour: false, isVerbose: false };

describe('text report', () => {
  it('begins with the verdict word, then the sentence', () => {
    const assessment = judge(soundResult());
    const [first, second] = formatText(assessment, plain).split('\n');
    assert.equal(first, '✓ Sound  mx.example.com:25');
    assert.equal(second?.trim().length === 0, false);
  });

  it('tells the causes before the findings, the surest first, each with its fix', () => {
    const text = formatText(withCauses(confirmedCause, likelyCause, possibleCause, ruledOutCause), plain);
    const order = [
      /^✗ Broken/,
      /\n {2}Confirmed cause: A firewall on the way rewrites SMTP {2}smtp-inspection\n/,
      /\n {4}\+ Proof: A keyword of the EHLO reply was replaced by "XXXXXXXA"\. \(line 6\)\n/,
      /\n {4}Fix: Let TLS through/,
      /\n {2}Likely cause: STARTTLS is removed on the way/,
      /\n {4}- Weak: The EHLO reply has all its letters\. \(line 5\)\n/,
      /\n {4}To settle it: Send STARTTLS all the same/,
      /\n {2}Possible cause: The receive connector has no TLS/,
      /\n {2}Ruled out: Our address is blocked\. Proof: Another address got the same answer\.\s+\(line 5\)/,
      /\n {2}Error: The server does not offer STARTTLS/,
    ];
    const places = order.map((pattern) => text.search(pattern));
    assert.deepEqual(
      places.map((place, index) => [index, place >= 0 && place > (places[index - 1] ?? -1)]),
      places.map((_, index) => [index, true]),
      text,
    );
    assert.doesNotMatch(text, /rfc3207#section-4/);
    assert.match(formatText(withCauses(confirmedCause), { ...plain, isVerbose: true }), /rfc3207#section-4/);
  });

  it('says once what to do where the cause is confirmed, and all of it when asked', () => {
    const fixesIn = (text: string): number => text.match(/^ {4}Fix: /gm)?.length ?? 0;
    const confirmed = withCauses(confirmedCause);
    assert.equal(fixesIn(formatText(confirmed, plain)), 1);
    assert.match(formatText(confirmed, plain), /keep it\.\n {4}Cause: A firewall on the way rewrites SMTP\.\n/);
    assert.equal(fixesIn(formatText(confirmed, { ...plain, isVerbose: true })), 2);
    const likely = formatText(withCauses(likelyCause), plain);
    assert.match(likely, /\n {4}Most likely: STARTTLS is removed on the way\.\n {4}Fix: /);
    assert.doesNotMatch(formatText(withCauses(possibleCause), plain), /Possibly:/);
  });

  it('stays bounded when every line was masked', () => {
    const evidenceFor = Array.from({ length: 1_000 }, (_, index) => ({
      text: `Masked ${index}.`,
      weight: 'proof' as const,
      where: { line: index + 1 },
    }));
    const text = formatText(withCauses({ ...confirmedCause, evidenceFor }), plain);
    assert.equal(text.match(/Masked \d+/g)?.length, 8);
    assert.match(text, /\+ And 992 more\./);
  });

  it('says what could not be checked', () => {
    const ending = failure('greeting-timeout', 'greet');
    const text = formatText(judge(endedAt('greeting', ending)), plain);
    assert.match(text, /^\? Inconclusive/);
    assert.match(text, /Could not be checked/);
  });

  it('tells our own address where the server told it', () => {
    const hello = capabilities('250-mx.example.com Hello [203.0.113.5]\n250 SIZE', 14);
    const text = formatText(judge(resultWith({ capabilitiesInTls: known(hello) })), plain);
    assert.match(text, /Seen as +203\.0\.113\.5, says the reply to EHLO inside TLS \(line 14\)/);
    assert.doesNotMatch(formatText(judge(soundResult()), plain), /Seen as/);
  });

  it('adds transcript, session and certificates only when asked', () => {
    const assessment = judge(soundResult());
    assert.doesNotMatch(formatText(assessment, plain), /Transcript/);
    const verbose = formatText(assessment, { ...plain, isVerbose: true });
    assert.match(verbose, /Transcript\n.*mx\.example\.com has the address/);
    assert.match(verbose, /TLS version +TLSv1\.3/);
    assert.match(verbose, /Certificate 1 of 2, as sent/);
  });

  it('has colour only when asked', () => {
    const assessment = judge(soundResult());
    const isColoured = (text: string): boolean => text.includes('\u001b[');
    assert.equal(isColoured(formatText(assessment, { ...plain, isVerbose: true })), false);
    assert.equal(isColoured(formatText(assessment, { ...plain, hasColour: true })), true);
  });

  it('keeps to the width, except for single words', () => {
    const lines = wrapText('one two three four fivefivefivefivefive six', 12, '  ');
    assert.deepEqual(lines, ['  one two', '  three four', '  fivefivefivefivefive', '  six']);
    assert.deepEqual(wrapText('aa bb cc', 6, '', '  '), ['aa bb', '  cc']);
  });
});
