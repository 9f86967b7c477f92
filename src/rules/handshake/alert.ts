// One side ended TLS with an alert, which has a name.

import type { ProbeResult } from '../../model/assessment.ts';
import type { Failure } from '../../model/failure.ts';
import type { TlsAlert } from '../../model/tls.ts';
import { alertTexts, ownAlertFix, unknownAlert } from '../alerts.ts';
import { rfc } from '../citations.ts';
import { describeEngine, hasLimitedEngine } from '../handshakeOutcome.ts';
import { checked, notApplicable, unchecked } from '../outcomes.ts';
import { failureLocation } from '../quoting.ts';
import type { Rule, Symptom } from '../rule.ts';

/** client-certificate/required speaks of this one. */
const certificateRequired = 116;

/** The server may want what this engine cannot offer: then nothing is said about the server. */
function mayBeOurLimit(alert: TlsAlert, result: ProbeResult): boolean {
  if (alert.name === 'protocol_version') return !result.vantage.engine.offeredVersions.includes('TLSv1.2');
  return hasLimitedEngine(result) && ['handshake_failure', 'insufficient_security'].includes(alert.name);
}

function describe(alert: TlsAlert, failure: Failure, result: ProbeResult): Symptom {
  const where = failureLocation(result, failure);
  const named = alert.name.includes(' ') ? `number ${alert.number}` : `${alert.name} (${alert.number})`;
  const known = alertTexts[alert.name] ?? unknownAlert;
  if (alert.sentBy === 'client') {
    const text = `This probe's TLS library (${describeEngine(result)}) ended the handshake with the alert ${named}: it could not accept what the server sent. ${failure.detail}`;
    const symptom = { text, where, fix: ownAlertFix };
    return hasLimitedEngine(result) ? { ...symptom, severity: 'warning' } : symptom;
  }
  const seen = `The server ended TLS with the alert ${named}. ${known.meaning}`;
  if (!mayBeOurLimit(alert, result)) return { text: seen, where, fix: known.fix };
  return {
    severity: 'warning',
    text: `${seen} The probe offered ${result.vantage.engine.offeredVersions.join(', ')} with ${describeEngine(result)}. So the server may accept what this engine cannot offer: nothing is proved about it.`,
    where,
    fix: `Probe again with an engine that offers more: run smtp-tls-probe in a terminal with Node.js (OpenSSL), without --min-tls. If the alert comes back: ${known.fix}`,
  };
}

export const alert: Rule = {
  id: 'handshake/alert',
  title: 'The TLS handshake ended with an alert',
  severity: 'error',
  citation: rfc(8446, '6'),
  meaning:
    'A TLS alert is how one side says why it stops. Its name tells the direction to look in: no common version or cipher suite, a fault inside the server, a refused client certificate, bytes damaged on the way. No mail is encrypted on a connection that ends like this.',
  fix: 'Look up the name of the alert in the finding: each has its own fix. The log of the server at the same time usually says more: Schannel events in the System log for Exchange, the mail log with smtpd_tls_loglevel = 1 for Postfix, the main log for Exim.',
  check: (result) => {
    const { handshake } = result.evidence;
    if (handshake.status === 'skipped') return notApplicable;
    // After a TLS 1.3 handshake the server may still refuse the client's certificate by an alert (RFC 8446 section 4.4.2.4).
    const failure = handshake.status === 'failed' ? handshake.failure : result.ending;
    if (failure?.code === 'tls-alert' && failure.alert?.number !== certificateRequired) {
      return checked(
        failure.alert === undefined
          ? { text: failure.detail, where: failureLocation(result, failure) }
          : describe(failure.alert, failure, result),
      );
    }
    if (handshake.status === 'known') return checked();
    return handshake.failure.phase === 'handshake' ? notApplicable : unchecked(handshake.failure.detail);
  },
};
