// One side ended TLS with an alert, which has a name.

import type { ProbeResult } from '../../model/assessment.ts';
import type { Failure } from '../../model/failure.ts';
import type { TlsAlert } from '../../model/tls.ts';
import type { AlertText } from '../alerts.ts';
import { alertTexts, lateHandshakeFailure, nameAlert, ownAlertFix, unknownAlert } from '../alerts.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { alertAfterHandshake, describeEngine, hasLimitedEngine, versionLimit } from '../handshakeOutcome.ts';
import { checked, notApplicable, unchecked } from '../outcomes.ts';
import { failureLocation } from '../../formats/quoting.ts';
import type { Rule, Symptom } from '../rule.ts';

/** client-certificate/required speaks of this one. */
const certificateRequired = 116;

/** The server may want what this engine cannot offer: then nothing is said about the server. */
function mayBeOurLimit(alert: TlsAlert, result: ProbeResult): boolean {
  return hasLimitedEngine(result) && ['handshake_failure', 'insufficient_security'].includes(alert.name);
}

/** The probe says so when the alert came behind the client's last flight of TLS 1.2 or older. */
function textOf(alert: TlsAlert, failure: Failure): Omit<AlertText, 'number'> {
  const isLate = alert.name === 'handshake_failure' && isAfterLastFlight(failure);
  return isLate ? lateHandshakeFailure : (alertTexts[alert.name] ?? unknownAlert);
}

function isAfterLastFlight(failure: Failure): boolean {
  return failure.detail.includes('after our last flight');
}

/** An alert without a name is known by its number: the title says it, since that is what people search for. */
function titleOf(alert: TlsAlert): { readonly title?: string } {
  return alertTexts[alert.name] === undefined
    ? { title: `The TLS handshake ended with alert number ${alert.number}` }
    : {};
}

function describe(alert: TlsAlert, failure: Failure, result: ProbeResult): Symptom {
  const where = failureLocation(result, failure);
  const known = textOf(alert, failure);
  const title = titleOf(alert);
  const limit = versionLimit(result);
  if (alert.sentBy === 'client') {
    const text = `This probe's TLS library (${describeEngine(result)}) ended the handshake with ${nameAlert(alert)}: it could not accept what the server sent. ${failure.detail}`;
    const symptom = { ...title, text, where, fix: ownAlertFix };
    if (limit !== undefined) {
      return { ...symptom, severity: 'warning', text: `${text} ${limit.text}`, fix: `${limit.fix} ${ownAlertFix}` };
    }
    return hasLimitedEngine(result) ? { ...symptom, severity: 'warning' } : symptom;
  }
  const seen = `The server ended TLS with ${nameAlert(alert)}. ${known.meaning}`;
  if (limit !== undefined) {
    const fix = `${limit.fix} ${known.fix}`;
    return { ...title, severity: 'warning', text: `${seen} ${limit.text}`, where, fix };
  }
  if (isAfterLastFlight(failure) || !mayBeOurLimit(alert, result)) {
    return { ...title, text: seen, where, fix: known.fix };
  }
  return {
    ...title,
    severity: 'warning',
    text: `${seen} The probe offered ${result.vantage.engine.offeredVersions.join(', ')} with ${describeEngine(result)}. So the server may accept what this engine cannot offer: nothing is proved about it.`,
    where,
    fix: `Probe again with an engine that offers more: run smtp-tls-probe in a terminal with Node.js (OpenSSL), without --min-tls. If the alert comes back: ${known.fix}`,
  };
}

/** client-certificate/required speaks of a demand. */
function isAlert({ code, alert }: Failure): boolean {
  return code === 'tls-alert' || (alert !== undefined && code !== 'client-certificate-demanded');
}

function certificateRefused(alert: TlsAlert, failure: Failure, result: ProbeResult): Symptom {
  const { meaning, fix } = alertTexts[alert.name] ?? unknownAlert;
  return {
    title: 'The server ended TLS with an alert about the client certificate',
    text: `The server ended TLS with ${nameAlert(alert)}. ${meaning}`,
    where: failureLocation(result, failure),
    fix,
  };
}

export const alert: Rule = {
  id: 'handshake/alert',
  title: 'The TLS handshake ended with an alert',
  severity: 'error',
  citation: rfc(8446, '6'),
  meaning:
    'A TLS alert is how one side says why it stops. Its name tells the direction to look in: no common version or cipher suite, a fault inside the server, a refused client certificate, bytes damaged on the way. OpenSSL prints its number, for instance "SSL alert number 40".',
  fix: formatFix({
    first:
      'Look up the name of the alert on the page of this rule (Explain, or --explain handshake/alert): each has its own meaning and fix. The log of the server at the same time usually says more.',
    exchange: 'Schannel events (36870 to 36888) in the System log.',
    postfix: 'the smtpd or tlsproxy lines of the mail log, with smtpd_tls_loglevel = 1.',
    exim: 'the main log, lines with "TLS error".',
  }),
  check: (result) => {
    const { handshake } = result.evidence;
    if (handshake.status === 'skipped') return notApplicable;
    if (handshake.status === 'known') {
      const late = alertAfterHandshake(result);
      if (late?.isAboutCertificate !== true || late.alert.number === certificateRequired) return checked();
      return checked(certificateRefused(late.alert, late.failure, result));
    }
    const { failure } = handshake;
    if (isAlert(failure) && failure.alert?.number !== certificateRequired) {
      return checked(
        failure.alert === undefined
          ? { text: failure.detail, where: failureLocation(result, failure) }
          : describe(failure.alert, failure, result),
      );
    }
    return failure.phase === 'handshake' ? notApplicable : unchecked(failure.detail);
  },
};
