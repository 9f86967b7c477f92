import assert from 'node:assert/strict';
import { readAlert } from '../../../src/formats/tlsAlert.ts';

describe('TLS alerts in error objects', () => {
  it('reads the number that OpenSSL gives', () => {
    const message =
      '00C0:error:0A000410:SSL routines:ssl3_read_bytes:ssl/tls alert handshake failure:…:SSL alert number 40';
    assert.deepEqual(readAlert('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE', message), {
      name: 'handshake_failure',
      number: 40,
      sentBy: 'server',
    });
  });

  it('reads the name that BoringSSL gives', () => {
    assert.equal(readAlert('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'TLSV1_ALERT_PROTOCOL_VERSION')?.number, 70);
  });

  it('names an unknown number by itself', () => {
    assert.equal(readAlert('ERR_SSL_X', 'SSL alert number 200')?.name, 'alert 200');
  });

  it('sees no alert where there is none', () => {
    assert.equal(readAlert('ECONNRESET', 'read ECONNRESET'), undefined);
    assert.equal(readAlert('ERR_SSL_WRONG_VERSION_NUMBER', 'wrong version number'), undefined);
  });
});
