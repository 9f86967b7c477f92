import assert from 'node:assert/strict';
import { HostGate } from '../../../src/engine/hostGate.ts';

describe('host gate', () => {
  it('lets one in at a time, in the order of asking', async () => {
    const gate = new HostGate(1);
    const order: string[] = [];
    const leaveFirst = await gate.enter('192.0.2.1');
    assert.equal(gate.isOpen('192.0.2.1'), false);
    const second = gate.enter('192.0.2.1').then((leave) => (order.push('second'), leave));
    const third = gate.enter('192.0.2.1').then((leave) => (order.push('third'), leave));
    await Promise.resolve();
    assert.deepEqual(order, []);
    leaveFirst();
    leaveFirst();
    (await second)();
    (await third)();
    assert.deepEqual(order, ['second', 'third']);
    assert.equal(gate.isOpen('192.0.2.1'), true);
  });

  it('keeps hosts apart, and lets this machine pass', async () => {
    const gate = new HostGate(1);
    await gate.enter('192.0.2.1');
    assert.equal(gate.isOpen('192.0.2.2'), true);
    await gate.enter('127.0.0.9');
    assert.equal(gate.isOpen('127.0.0.9'), true);
    await gate.enter('::1');
    assert.equal(gate.isOpen('::1'), true);
  });
});
