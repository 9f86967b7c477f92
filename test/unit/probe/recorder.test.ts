import assert from 'node:assert/strict';
import type { Clock } from '../../../src/probe/clock.ts';
import { Recorder } from '../../../src/probe/recorder.ts';
import type { ProbeProgress } from '../../../src/probe/recorder.ts';

function clockAt(time: { now: number }): Clock {
  return { now: () => time.now, date: () => new Date(0) };
}

describe('recorder', () => {
  it('numbers lines from 1 and times them from the start', () => {
    const time = { now: 1_000 };
    const recorder = new Recorder(clockAt(time), undefined);
    recorder.begin('greet');
    time.now = 1_012.345;
    assert.equal(recorder.add('server', '220 hi', 'crlf'), 1);
    recorder.exclude(10);
    assert.equal(recorder.add('client', 'EHLO x', 'crlf', true), 2);
    assert.deepEqual(recorder.lines, [
      { number: 1, at: 12.35, speaker: 'server', phase: 'greet', text: '220 hi', ending: 'crlf', encrypted: false },
      { number: 2, at: 2.35, speaker: 'client', phase: 'greet', text: 'EHLO x', ending: 'crlf', encrypted: true },
    ]);
  });

  it('ends a stage when the next begins, and tells both', () => {
    const time = { now: 0 };
    const told: ProbeProgress[] = [];
    const recorder = new Recorder(clockAt(time), (progress) => told.push(progress));
    recorder.begin('greet');
    time.now = 5;
    recorder.begin('ehlo');
    time.now = 9;
    recorder.fail({ code: 'reply-timeout', phase: 'ehlo', detail: 'No reply.' });
    assert.deepEqual(recorder.stages, [
      { phase: 'greet', status: 'done', startedAt: 0, durationMs: 5 },
      { phase: 'ehlo', status: 'failed', startedAt: 5, durationMs: 4, note: 'No reply.' },
    ]);
    assert.deepEqual(
      told.map((progress) => progress.kind === 'stage' && progress.stage.status),
      ['running', 'done', 'running', 'failed'],
    );
  });

  it('keeps the later of two stages of one phase', () => {
    const recorder = new Recorder(clockAt({ now: 0 }), undefined);
    recorder.begin('connect');
    recorder.end('failed');
    recorder.begin('connect');
    recorder.end('done');
    assert.deepEqual(
      recorder.stages.map(({ status }) => status),
      ['done'],
    );
  });
});
