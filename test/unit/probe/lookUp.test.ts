import assert from 'node:assert/strict';
import { interleaveFamilies } from '../../../src/probe/network/lookUp.ts';
import { resolverFailure, socketFailure } from '../../../src/probe/network/socketErrors.ts';

function v4(address: string): { address: string; family: 4 } {
  return { address, family: 4 };
}

function v6(address: string): { address: string; family: 6 } {
  return { address, family: 6 };
}

describe('order of addresses (RFC 8305 section 4)', () => {
  it('alternates the families, the resolver’s first one first', () => {
    const order = interleaveFamilies([v6('::1'), v6('::2'), v4('1.1.1.1'), v6('::3'), v4('2.2.2.2')]);
    assert.deepEqual(
      order.map(({ address }) => address),
      ['::1', '1.1.1.1', '::2', '2.2.2.2', '::3'],
    );
  });

  it('loses none', () => {
    assert.deepEqual(interleaveFamilies([]), []);
    assert.equal(interleaveFamilies([v4('a'), v4('b'), v6('c')]).length, 3);
  });
});

describe('errors of the system', () => {
  const error = (code: string): Error => Object.assign(new Error(`connect ${code}`), { code });

  it('become failures that tell apart who is to blame', () => {
    assert.equal(socketFailure(error('ECONNREFUSED'), 'connect', 'x').code, 'connection-refused');
    assert.equal(socketFailure(error('ENETUNREACH'), 'connect', 'x').code, 'network-unreachable');
    assert.equal(socketFailure(error('ETIMEDOUT'), 'connect', 'x').code, 'connection-timeout');
    assert.equal(socketFailure(error('ECONNRESET'), 'greet', 'x').code, 'connection-closed');
    assert.equal(resolverFailure(error('ENOTFOUND'), 'x').code, 'host-not-found');
    assert.equal(resolverFailure(error('EAI_AGAIN'), 'x').code, 'dns-failed');
  });

  it('keep the code, and escape the message', () => {
    const failure = socketFailure(Object.assign(new Error('a\u001bb'), { code: 'EWEIRD' }), 'greet', 'x');
    assert.equal(failure.errorCode, 'EWEIRD');
    assert.ok(failure.detail.includes('a\\x1bb'));
  });
});
