// Corrections of a port and a TLS mode that do not fit together.

import assert from 'node:assert/strict';
import { pairingCorrections } from '../../../src/extension/pairing.ts';
import { endpointKey } from '../../../src/formats/targetText.ts';
import type { EndpointRole } from '../../../src/model/fleet.ts';
import type { TlsMode } from '../../../src/model/endpoint.ts';

function corrections(port: number, tlsMode: TlsMode, role?: EndpointRole): readonly string[] {
  const rule = tlsMode === 'implicit' ? 'pairing/tls-on-plaintext-port' : 'pairing/plaintext-on-tls-port';
  return pairingCorrections({ host: 'mx.example', port, tlsMode }, rule, role).map(endpointKey);
}

describe('pairingCorrections', () => {
  it('first uses on the same port what the server has shown', () => {
    assert.deepEqual(corrections(465, 'starttls'), ['mx.example:465', 'mx.example:587']);
    assert.deepEqual(corrections(587, 'implicit'), ['mx.example:587', 'mx.example:465']);
    assert.deepEqual(corrections(25, 'implicit', 'mx'), ['mx.example:25', 'mx.example:465']);
    assert.deepEqual(corrections(2525, 'implicit'), ['mx.example:2525', 'mx.example:465', 'mx.example:587']);
  });

  it('offers the port of servers among each other where the role says so', () => {
    assert.deepEqual(corrections(465, 'starttls', 'mx'), ['mx.example:465', 'mx.example:25']);
    assert.deepEqual(corrections(465, 'implicit', 'relay'), ['mx.example:465 (starttls)', 'mx.example:25']);
  });

  it('never offers the endpoint as it is, and nothing for other rules', () => {
    for (const port of [25, 465, 587, 2525]) {
      for (const tlsMode of ['starttls', 'implicit'] as const) {
        assert.equal(corrections(port, tlsMode).includes(endpointKey({ host: 'mx.example', port, tlsMode })), false);
      }
    }
    assert.deepEqual(pairingCorrections({ host: 'a', port: 465, tlsMode: 'starttls' }, 'tls/weak-cipher', 'mx'), []);
  });
});
