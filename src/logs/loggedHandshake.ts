// What a log tells of a TLS session, as the noun that the rules read. What it does not tell stays unknown.

import { failed, known } from '../model/evidence.ts';
import type { Outcome } from '../model/evidence.ts';
import type { LoggedHandshake } from '../model/protocolLog.ts';
import type { KeyExchange, TlsEngine, TlsHandshake } from '../model/tls.ts';
import { printableText } from '../formats/printable.ts';

/** Windows' numbers (wincrypt.h) stand where Exchange has no name: 44550 is CALG_ECDH_EPHEM, 43522 CALG_DH_EPHEM. */
function keyExchangeOf({ keyExchange = '', keyExchangeBits }: LoggedHandshake): KeyExchange {
  const kind = /ECDHE|ECDH_EPHEM|^44550$/.test(keyExchange)
    ? 'ecdh'
    : /DHE|DH_EPHEM|^43522$/.test(keyExchange)
      ? 'dh'
      : /RSA_KEYX|^41984$/.test(keyExchange)
        ? 'rsa'
        : 'unknown';
  return { kind, ...(keyExchangeBits === undefined || keyExchangeBits === 0 ? {} : { bits: keyExchangeBits }) };
}

/** The log names the parts of a cipher suite, not the suite: it is shown by the log's own names. */
export function handshakeOutcome(logged: LoggedHandshake, line: number): Outcome<TlsHandshake> {
  if (logged.version === undefined) {
    const protocol = printableText(logged.protocol, 60);
    const detail = `TLS came about, by a version that the log calls ${protocol} and that is not known here.`;
    return failed({ code: 'not-recorded', phase: 'handshake', detail });
  }
  const parts = [logged.keyExchange, logged.cipher, logged.hash].filter((part) => part !== undefined);
  const name = parts.length === 0 ? 'not in the log' : printableText(parts.join('-'), 180);
  return known({
    version: logged.version,
    cipherSuite: { name, standardName: name },
    keyExchange: keyExchangeOf(logged),
    certificateRequest: 'unknown',
    certificateDemanded: false,
    line,
  });
}

/** Exchange speaks TLS by Windows. Which versions it offered is not in the log. */
export function loggedEngine(software: string): TlsEngine {
  return {
    library: 'Schannel',
    version: '(version not in the log)',
    runtime: printableText(`${software === '' ? 'Microsoft Exchange Server' : software}, by its protocol log`, 100),
    offeredVersions: [],
    notOffered: [],
  };
}
