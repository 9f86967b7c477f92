// The connection was lost, or something other than TLS came, during the handshake.

import { rfc } from '../../formats/citations.ts';
import type { Failure } from '../../model/failure.ts';
import { cannotStartAfterAll, wentOnInClear } from '../../formats/clearAfterStartTls.ts';
import { formatFix } from '../../formats/fix.ts';
import { handshakeFailureRule, isBrokenOff, versionLimit } from '../handshakeOutcome.ts';
import { failureLocation } from '../../formats/quoting.ts';

const fix = formatFix({
  first:
    'Probe from the network of the server. If the handshake works there, a firewall or proxy cuts it: exempt the mail port from TLS inspection. If it fails there too, the server gives up: nearly always it cannot use the key of its certificate.',
  exchange:
    'Get-ExchangeCertificate must show HasPrivateKey True for the certificate bound to SMTP (import the PFX with its key again if not), NETWORK SERVICE must be able to read the key, and TLS 1.2 must be enabled in Schannel (TLS 1.2\\Server with Enabled=1 and DisabledByDefault=0, then restart).',
  postfix:
    'read the log of smtpd and tlsproxy for a crash or for a key that cannot be loaded, and restart after mending smtpd_tls_chain_files.',
  exim: 'read the main and panic log for a key that cannot be loaded (tls_privatekey), and update GnuTLS or OpenSSL.',
});

function howItWentOn(failure: Failure): string {
  if (cannotStartAfterAll(failure)) return 'STARTTLS was answered with 220, and TLS was refused after that';
  return wentOnInClear(failure)
    ? 'Something said 220 to STARTTLS and went on without TLS: a proxy, or a server that never saw the command'
    : 'The server, or a device in front of it, gave up the handshake and gave no reason that TLS has a name for';
}

export const brokenOff = handshakeFailureRule({
  id: 'handshake/broken-off',
  title: 'The TLS handshake was broken off',
  severity: 'error',
  citation: rfc(8446, '6.1'),
  meaning:
    'A side that gives up a TLS handshake says so with an alert. Here the connection was cut without one that is known, or something that is not TLS came. A server whose certificate has no usable private key does this, and so does a firewall that inspects or blocks TLS.',
  fix,
  isMine: isBrokenOff,
  symptom: (failure, result) => {
    const where = failureLocation(result, failure);
    // Node.js keeps alerts without a name to itself, so that none came cannot be said.
    const seen = `${failure.detail} ${howItWentOn(failure)}`;
    const limit = versionLimit(result);
    if (limit === undefined) return { text: `${seen}: no mail can be encrypted this way.`, where };
    return { severity: 'warning', text: `${seen}. ${limit.text}`, where, fix: `${limit.fix} ${fix}` };
  },
});
