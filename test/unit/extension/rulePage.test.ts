import assert from 'node:assert/strict';
import { Store } from '../../../src/engine/store.ts';
import type { EndpointState } from '../../../src/engine/store.ts';
import { rulePageText } from '../../../src/extension/views/rulePage.ts';
import type { RulePage } from '../../../src/model/rulePage.ts';
import { judge } from '../../../src/rules/judge.ts';
import { findRulePage } from '../../../src/rules/ruleBook.ts';
import { endpoint, soundResult } from '../../support/results.ts';

function pageOf(id: string): RulePage {
  const page = findRulePage(id);
  assert.ok(page);
  return page;
}

/** One endpoint for each host, at which this was found once. */
function statesWith(hosts: readonly string[], text: string, line?: number): readonly EndpointState[] {
  const store = new Store();
  const where = line === undefined ? {} : { line };
  const { title, fix, citation, severity } = pageOf('tls/weak-cipher');
  const finding = { rule: 'tls/weak-cipher', severity, title, text, fix, citation, where };
  for (const host of hosts) {
    const at = { ...endpoint, host };
    const assessment = { ...judge(soundResult()), endpoint: at, findings: [finding] };
    store.apply({ kind: 'added', endpoint: at, assessment });
  }
  return store.all();
}

describe('the page of a rule in the editor', () => {
  it('tells where the rule is found, with a link to the line', () => {
    const text = rulePageText(pageOf('tls/weak-cipher'), statesWith(['mx.example.com'], 'It uses RC4.', 12));
    assert.ok(
      text.endsWith(
        '\n## Where it is found now\n\n- [mx.example.com:25](../../transcript/mx.example.com%3A25#L12): It uses RC4.\n',
      ),
      text.slice(-300),
    );
  });

  it('says nothing of it where it is not found', () => {
    const states = statesWith(['mx.example.com'], 'It uses RC4.');
    assert.ok(!rulePageText(pageOf('tls/old-version'), states).includes('Where it is found'));
    assert.ok(!rulePageText(pageOf('tls/weak-cipher'), []).includes('Where it is found'));
  });

  it('keeps an address and hostile words from ending the link or acting as Markdown', () => {
    const text = rulePageText(pageOf('tls/weak-cipher'), statesWith(['2001:db8::1'], '](https://evil.example) <b>'));
    const place = text.trimEnd().split('\n').at(-1) ?? '';
    assert.match(place, /^- \[[^\n]*\]\(\.\.\/\.\.\/transcript\/%5B2001%3Adb8%3A%3A1%5D%3A25\): /);
    assert.ok(place.endsWith(String.raw`: \](https\://evil.example) \<b\>`), place);
  });

  it('counts those that would make it longer than anyone reads', () => {
    const hosts = Array.from({ length: 25 }, (_, index) => `mx${index}.example.com`);
    const text = rulePageText(pageOf('tls/weak-cipher'), statesWith(hosts, 'It uses RC4.'));
    assert.equal(text.split('It uses RC4.').length - 1, 20);
    assert.ok(text.endsWith('\nAnd 5 more.\n'));
  });
});
