// Cases of rules over sessions of protocol logs, which do not tell all that a probe does.

import { known, skipped } from '../../../../src/model/evidence.ts';
import type { TlsHandshake } from '../../../../src/model/tls.ts';
import {
  alertFailure,
  endedAt,
  failure,
  handshake,
  handshake12,
  resultWith,
  schannel,
  soundResult,
  vantage,
} from '../../../support/results.ts';
import type { RuleCase } from './ruleCase.ts';

const sound = soundResult();
const noHandshake = resultWith({ handshake: skipped('') });

function logged(changes: Partial<TlsHandshake>, suite = 'CALG_ECDH_EPHEM-CALG_AES_256-CALG_SHA_384') {
  const value = { ...handshake, ...handshake12(suite, suite), ...changes };
  return resultWith({ handshake: known(value) }, { vantage: { ...vantage, engine: schannel } });
}

const writersFault = 'The Exchange server that wrote the log could not use its own certificate';

const errors: readonly (readonly [code: string, says: RegExp, title?: string])[] = [
  ['NoCredentials', /has no private key that it can use.*Nothing is proved about the other side/, writersFault],
  ['UnknownCredentials', /Most often it is not bound to SMTP.*Nothing is proved about the other side/, writersFault],
  ['SocketError', /The row alone does not tell which/],
  ['InvalidToken', /no TLS message that Windows takes/],
  ['AlgorithmMismatch', /no TLS version or cipher suite in common/],
  ['UntrustedRoot', /did not take the other's certificate/],
  ['SomethingNew', /No mail can be encrypted this way \(SomethingNew\)/],
];

export const logCases: readonly RuleCase[] = [
  ...errors.map(([errorCode, says, title]): RuleCase => {
    const detail = `The log says "TLS negotiation failed with error ${errorCode}".`;
    const ending = failure('tls-handshake-failed', 'handshake', { errorCode, detail });
    return {
      rule: 'handshake/failed',
      name: `${errorCode} in a protocol log`,
      guilty: endedAt('handshake', ending, {}, { vantage: { ...vantage, engine: schannel } }),
      says,
      saysNot: /this probe/i,
      ...(title === undefined ? {} : { title }),
      innocent: sound,
      notApplicable: endedAt('handshake', alertFailure('internal_error', 80)),
    };
  }),
  {
    rule: 'tls/old-version',
    name: 'in a protocol log, which does not tell what was offered',
    guilty: logged({ version: 'TLSv1' }),
    says: /which of the two sides has nothing newer is not in the log/,
    saysNot: /was offered/,
    title: 'The session uses a TLS version older than 1.2',
    innocent: logged({}),
    notApplicable: noHandshake,
  },
  {
    rule: 'tls/weak-cipher',
    name: "by Windows' names in a protocol log",
    guilty: logged({}, 'CALG_RSA_KEYX-CALG_RC4-CALG_SHA1'),
    says: /it uses RC4/,
    innocent: sound,
    notApplicable: noHandshake,
    // AES, and whether in CBC mode is not in the log.
    open: logged({}),
  },
];
