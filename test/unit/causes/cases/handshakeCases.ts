// Cases of the causes behind a handshake that failed or was weak.

import type { ProbeResult } from '../../../../src/model/assessment.ts';
import { known } from '../../../../src/model/evidence.ts';
import type { Evidence } from '../../../../src/model/evidence.ts';
import {
  alertFailure,
  boringssl,
  endedAt,
  failure,
  greeting,
  handshake,
  handshake12,
  openssl,
  resultWith,
  soundResult,
  vantage,
} from '../../../support/results.ts';
import type { CauseCase } from './causeCase.ts';
import { exchangeHello } from './dialogueCases.ts';

const sound = soundResult();

function alerted(
  name: string,
  number: number,
  facts: Partial<Evidence> = {},
  by: 'server' | 'client' = 'server',
): ProbeResult {
  return endedAt('handshake', alertFailure(name, number, by), facts);
}

function failedWith(errorCode: string): ProbeResult {
  return endedAt('handshake', failure('tls-handshake-failed', 'handshake', { errorCode }));
}

const cutOff = endedAt('handshake', failure('tls-handshake-failed', 'handshake', { errorCode: 'ECONNRESET' }), {
  greeting: known(greeting(exchangeHello)),
});

export const handshakeCauseCases: readonly CauseCase[] = [
  {
    cause: 'handshake-cut-off',
    guilty: cutOff,
    likelihood: 'likely',
    says: /Exchange/,
    innocent: alerted('internal_error', 80),
  },
  {
    cause: 'old-tls-only',
    name: 'chosen',
    guilty: resultWith({
      handshake: known({ ...handshake12('AES128-SHA', 'TLS_RSA_WITH_AES_128_CBC_SHA'), version: 'TLSv1' }),
    }),
    likelihood: 'confirmed',
    says: /the server chose TLSv1\./,
    innocent: sound,
  },
  {
    cause: 'old-tls-only',
    name: 'alert',
    guilty: alerted('protocol_version', 70),
    likelihood: 'likely',
    says: /no TLS version in common/,
    innocent: alerted('internal_error', 80),
  },
  {
    cause: 'no-common-cipher',
    guilty: alerted('handshake_failure', 40),
    likelihood: 'likely',
    says: /agree/,
    innocent: alerted('internal_error', 80),
  },
  {
    cause: 'weak-cryptography',
    guilty: failedWith('ERR_SSL_DH_KEY_TOO_SMALL'),
    likelihood: 'likely',
    says: /DH|Diffie/,
    innocent: alerted('internal_error', 80),
  },
  {
    cause: 'server-tls-fault',
    guilty: alerted('internal_error', 80),
    likelihood: 'confirmed',
    says: /internal_error/,
    innocent: alerted('internal_error', 80, {}, 'client'),
  },
  {
    cause: 'own-limits',
    guilty: {
      ...alerted('protocol_version', 70),
      vantage: { ...vantage, engine: { ...openssl, offeredVersions: ['TLSv1.3'] } },
    },
    likelihood: 'likely',
    says: /a lowest version was set/,
    innocent: alerted('protocol_version', 70),
  },
  {
    cause: 'own-limits',
    name: 'BoringSSL',
    guilty: { ...alerted('handshake_failure', 40), vantage: { ...vantage, engine: boringssl } },
    likelihood: 'possible',
    says: /DHE/,
    innocent: alerted('handshake_failure', 40),
  },
  {
    cause: 'client-certificate-demanded',
    guilty: endedAt('capabilitiesInTls', alertFailure('certificate_required', 116, 'server', 'inspect'), {
      handshake: known({ ...handshake, certificateRequest: 'requested', certificateDemanded: true }),
    }),
    likelihood: 'confirmed',
    says: /certificate/,
    innocent: alerted('handshake_failure', 40),
  },
];
