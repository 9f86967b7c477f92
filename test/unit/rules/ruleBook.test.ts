// Every rule's page is whole, and speaks to whoever runs Exchange, Postfix or Exim.

import assert from 'node:assert/strict';
import type { RulePage } from '../../../src/model/rulePage.ts';
import { guideOf } from '../../../src/report/fixText.ts';
import { formatFix } from '../../../src/formats/fix.ts';
import { handshakeErrors } from '../../../src/rules/handshakeErrors.ts';
import { rules } from '../../../src/rules/index.ts';
import { findRulePage, namesInPattern, rulePages } from '../../../src/rules/ruleBook.ts';

/** Rules whose fix is for somebody else than the mail server's administrator, and why. */
const withoutProducts: Readonly<Record<string, string>> = {
  'connection/name-not-found': 'The name service is at fault.',
  'connection/resolver-failed': 'The name service is at fault.',
  'connection/no-answer': 'The network is at fault.',
  'session/too-much-data': 'No mail server does this.',
  'session/protocol-error': 'No mail server does this.',
  'greeting/rewritten': 'A firewall is at fault.',
  'ehlo/rewritten': 'A firewall is at fault.',
  'starttls/offered-inside-tls': 'A proxy is at fault; the three drop the line by themselves.',
  'certificate/unreadable': 'Whoever issued the certificate is at fault.',
  'expectation/acceptance-expired': 'The fleet file is at fault.',
  'expectation/acceptance-unknown': 'The fleet file is at fault.',
};

/** What the commands of the pages begin with. */
const programs =
  /^(?:(?:echo QUIT|sleep \d+|\(sleep \d+; [^)]+\)) \| (?:openssl s_client|gnutls-cli|nc)|openssl|swaks|time (?:swaks|nslookup)|nslookup|dig|nc|ss|tcpdump|postconf|journalctl|exim|tail|date|chronyc|certbot|certutil|w32tm|show|smtp-tls-probe|Get-|Set-|Test-|\[DateTime\])/;

/** Words in capitals that are no placeholder. */
const otherCapitals =
  /^(?:QUIT|EHLO|FIRST|HELO|CONNECT|TLS|MAIL|RCPT|ECDHE|DHE|AESGCM|CHACHA20|SECLEVEL|MX|HKLM|SYSTEM|SCHANNEL|CA|SHA256|A|[0-9A-F]{40})$/;

const placeholders = ['HOST', 'PORT', 'DOMAIN', 'ADDRESS', 'FILE', 'CERT', 'KEY', 'CONNECTOR'];

function productsIn({ fix }: RulePage): ReadonlySet<string> {
  return new Set(guideOf(fix).steps.flatMap(({ parts }) => parts.flatMap(({ products }) => products)));
}

function isSentences(text: string): boolean {
  return /^["A-Z].*[.:?]$/.test(text) && !/\s\s|\n/.test(text);
}

describe('pages of rules', () => {
  it('are there for every rule, in the order of the registry', () => {
    assert.deepEqual(
      rulePages.map(({ id }) => id),
      rules.map(({ id }) => id),
    );
    assert.equal(findRulePage('certificate/expired')?.title, 'The certificate has expired');
    assert.equal(findRulePage('no/such-rule'), undefined);
    assert.equal(findRulePage('constructor'), undefined);
  });

  for (const page of rulePages) {
    const { id, meaning, consequence, checks, sources, citation, checkNote } = page;

    it(`${id} has every section`, () => {
      for (const text of [meaning, consequence, ...checks.map((check) => check.text)]) {
        assert.ok(isSentences(text), text);
      }
      assert.ok(meaning.length > 100 && consequence.length > 100, 'two or three sentences each');
      assert.notEqual(meaning, consequence);
      assert.ok(checks.length > 0, 'something to do by hand');
      for (const { url, text } of [citation, ...sources]) {
        assert.match(url, /^https:\/\/[a-z.-]+\/[\w./#-]+$/);
        assert.ok(text.length > 5);
      }
    });

    it(`${id} has commands that can be typed`, () => {
      const commands = checks.flatMap((check) => check.commands);
      for (const command of commands) {
        assert.match(command, programs);
        assert.doesNotMatch(command, /[\n\u2018-\u201f]/);
        for (const [word] of command.matchAll(/(?<![\w$.:-])[A-Z][A-Z0-9]+(?![\w-])/g)) {
          assert.ok(placeholders.includes(word) || otherCapitals.test(word), `${word} in ${command}`);
        }
      }
      assert.equal(
        checkNote !== undefined,
        commands.some((command) => command.includes('HOST')),
        'HOST is explained',
      );
      for (const { text, commands: own } of checks) {
        for (const word of placeholders.slice(2)) {
          const isUsed = own.some((command) => new RegExp(`\\b${word}\\b`).test(command));
          if (isUsed)
            assert.ok(
              checks.some((check) => check.text.includes(word)),
              `${text} explains ${word}`,
            );
        }
      }
    });

    it(`${id} says what to do on each product`, () => {
      const products = productsIn(page);
      if (withoutProducts[id] === undefined) assert.deepEqual([...products].sort(), ['Exchange', 'Exim', 'Postfix']);
      else assert.deepEqual([...products], [], 'is no exception any more');
    });
  }

  it('name no exception that is no rule', () => {
    for (const id of Object.keys(withoutProducts)) assert.ok(findRulePage(id), id);
  });

  it('list every alert and every error of a library with its own fix', () => {
    const alerts = findRulePage('handshake/alert')?.cases.flatMap(({ members }) => members) ?? [];
    assert.ok(alerts.some(({ names }) => names.includes('handshake_failure (40)')));
    assert.equal(alerts.length, 34);
    const errors = findRulePage('handshake/failed')?.cases.flatMap(({ members }) => members) ?? [];
    assert.equal(errors.length, handshakeErrors.length);
  });
});

describe('names in a pattern', () => {
  it('are those that it matches', () => {
    assert.deepEqual(namesInPattern(/^ONE$/), ['ONE']);
    assert.deepEqual(namesInPattern(/^(?:A|B)_C$|^D$/), ['A_C', 'B_C', 'D']);
    for (const { pattern } of handshakeErrors) {
      for (const name of namesInPattern(pattern)) assert.match(name, pattern);
    }
  });
});

describe('a fix', () => {
  it('is found again part by part in the text that a finding carries', () => {
    const { steps, notes } = guideOf(
      formatFix({ first: 'Look.', exchange: 'do this.', postfix: 'do that.', exim: 'do it.', last: 'Look again.' }),
    );
    const words = (pieces: readonly { readonly text: string }[]): string => pieces.map(({ text }) => text).join('');
    assert.deepEqual(
      steps.flatMap(({ pieces, parts }) => [
        words(pieces),
        ...parts.map((part) => `${part.products.join()} ${words(part.pieces)}`),
      ]),
      ['Look.', '', 'Exchange do this.', 'Postfix do that.', 'Exim do it.'],
    );
    assert.deepEqual(notes.map(words), ['Look again.']);
    assert.equal(formatFix({ first: 'Look.' }), 'Look.');
  });

  it('of a rule has no product twice', () => {
    for (const { id, fix } of rules) {
      const named = guideOf(fix).steps.flatMap(({ parts }) => parts.flatMap(({ products }) => products));
      assert.equal(new Set(named).size, named.length, id);
    }
  });
});
