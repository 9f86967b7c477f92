import assert from 'node:assert/strict';
import { findCause } from '../../../src/causes/index.ts';
import { Store } from '../../../src/engine/store.ts';
import type { EndpointState } from '../../../src/engine/store.ts';
import { causePageText } from '../../../src/extension/views/causePage.ts';
import type { RankedCause } from '../../../src/model/cause.ts';
import { confirmedCause, withCauses } from '../../support/causes.ts';
import { endpoint } from '../../support/results.ts';

const cause = findCause('smtp-inspection');

function statesWith(hosts: readonly string[], found: RankedCause): readonly EndpointState[] {
  const store = new Store();
  for (const host of hosts) {
    const at = { ...endpoint, host };
    store.apply({ kind: 'added', endpoint: at, assessment: { ...withCauses(found), endpoint: at } });
  }
  return store.all();
}

function pageText(states: readonly EndpointState[]): string {
  assert.ok(cause);
  return causePageText(cause, (rule) => rule, states);
}

describe('the page of a cause in the editor', () => {
  it('tells where it may be so, how likely that is, with a link to the line', () => {
    const text = pageText(statesWith(['mx.example.com'], { ...confirmedCause, text: 'It masks.' }));
    assert.ok(
      text.endsWith(
        '\n## Where it may be so now\n\n- [mx.example.com:25](../transcript/mx.example.com%3A25#L6): Confirmed. It masks.\n',
      ),
      text.slice(-300),
    );
  });

  it('says nothing of it where it is ruled out or not there', () => {
    assert.ok(
      !pageText(statesWith(['mx.example.com'], { ...confirmedCause, likelihood: 'ruled-out' })).includes('now'),
    );
    assert.ok(!pageText(statesWith(['mx.example.com'], { ...confirmedCause, id: 'other' })).includes('now'));
    assert.ok(!pageText([]).includes('Where it may be so'));
  });

  it('keeps an address and hostile words from ending the link or acting as Markdown', () => {
    const text = pageText(statesWith(['2001:db8::1'], { ...confirmedCause, text: '](https://evil.example) <b>' }));
    const place = text.trimEnd().split('\n').at(-1) ?? '';
    assert.match(place, /^- \[[^\n]*\]\(\.\.\/transcript\/%5B2001%3Adb8%3A%3A1%5D%3A25#L6\): /);
    assert.ok(place.endsWith(String.raw`Confirmed. \](https\://evil.example) \<b\>`), place);
  });

  it('counts those that would make it longer than anyone reads', () => {
    const hosts = Array.from({ length: 25 }, (_, index) => `mx${index}.example.com`);
    const text = pageText(statesWith(hosts, { ...confirmedCause, text: 'It masks.' }));
    assert.equal(text.split('It masks.').length - 1, 20);
    assert.ok(text.endsWith('\nAnd 5 more.\n'));
  });
});
