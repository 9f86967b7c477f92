// What the log says of a result, and how much.

import assert from 'node:assert/strict';
import { resultDetails, resultLine, resultTranscript } from '../../../src/extension/probeLog.ts';
import { judge } from '../../../src/rules/judge.ts';
import { line, soundResult } from '../../support/results.ts';

const sound = judge(soundResult());

describe('the log of a probe', () => {
  it('is one line for everybody', () => {
    assert.match(resultLine(sound), /^sound\. Mail to mx\.example\.com is encrypted .* 100 ms, OpenSSL 3\.0\.16$/);
  });

  it('tells on debug the address, the times, the session and the findings', () => {
    const finding = { rule: 'greeting/slow', severity: 'note', text: 'It took its time.' } as const;
    const rest = { title: '', fix: '', citation: { text: '', url: '' }, where: {} };
    const details = resultDetails({
      ...sound,
      stages: [{ phase: 'connect', status: 'done', startedAt: 0, durationMs: 12.4 }],
      findings: [{ ...finding, ...rest }],
      unchecked: [{ rule: 'certificate/expired', reason: 'none' }],
    });
    assert.equal(details[0], 'connected to 192.0.2.1');
    assert.equal(details[1], 'connect done 12 ms');
    assert.match(details[2] ?? '', /^TLSv1\.3, \S+$/);
    assert.deepEqual(details.slice(3), ['note greeting/slow: It took its time.', 'not checked: certificate/expired']);
  });

  it('tells on trace what was said, up to a bound', () => {
    assert.equal(resultTranscript(sound)[0], '1 probe: mx.example.com has the address 192.0.2.1');
    const transcript = Array.from({ length: 5_000 }, (_, index) => line(index + 1, 'server', 'greet', '220-x'));
    const lines = resultTranscript({ ...sound, transcript });
    assert.equal(lines.length, 201);
    assert.equal(lines.at(-1), '(4800 more)');
  });
});
