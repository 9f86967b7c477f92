import assert from 'node:assert/strict';
import { Store } from '../../../src/engine/store.ts';
import { findingSpan, formatTranscript } from '../../../src/extension/views/transcriptText.ts';
import { judge } from '../../../src/rules/judge.ts';
import { endpoint, line, soundResult } from '../../support/results.ts';

const transcript = [line(1, 'probe', 'connect', 'connecting'), line(2, 'server', 'greet', '220 mx ESMTP')];
const base = judge(soundResult({ transcript }));

function stateWith(where: { line?: number; certificate?: number }) {
  const store = new Store();
  const finding = {
    rule: 'a/b',
    severity: 'error',
    title: 'T',
    text: 't',
    fix: 'f',
    citation: { text: 'c', url: 'https://example.com' },
    where,
  } as const;
  store.apply({ kind: 'added', endpoint, assessment: { ...base, findings: [finding] } });
  const state = store.all()[0];
  assert.ok(state);
  return { state, finding };
}

describe('transcript as a document', () => {
  it('has line n of the transcript in its line n', () => {
    const lines = formatTranscript(stateWith({}).state).split('\n');
    assert.match(lines[0] ?? '', /connecting$/);
    assert.match(lines[1] ?? '', /S {2}220 mx ESMTP$/);
    assert.equal(lines.length, 3);
  });

  it('marks exactly what was said on the line of a finding', () => {
    const { state, finding } = stateWith({ line: 2 });
    const { line: index, start, end } = findingSpan(state, finding);
    assert.equal((formatTranscript(state).split('\n')[index] ?? '').slice(start, end), '220 mx ESMTP');
  });

  it('puts what has no line on the first one', () => {
    const { state, finding } = stateWith({});
    assert.equal(findingSpan(state, finding).line, 0);
  });

  it('says so when nothing was said', () => {
    const store = new Store();
    store.apply({ kind: 'added', endpoint });
    const state = store.all()[0];
    assert.ok(state);
    assert.match(formatTranscript(state), /^Nothing was said/);
  });
});
