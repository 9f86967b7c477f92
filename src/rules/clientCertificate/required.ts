// The server does not go on without a client certificate.

import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { checked, notApplicable, unchecked } from '../outcomes.ts';
import { failureLocation } from '../../formats/quoting.ts';
import type { Rule } from '../rule.ts';

const certificateRequired = 116;

export const required: Rule = {
  id: 'client-certificate/required',
  title: 'The server demands a client certificate',
  severity: 'error',
  citation: rfc(8446, '4.4.2.4'),
  meaning:
    'The server ends the session because no client certificate was presented, or none that it accepts. In TLS 1.3 this shows only after the handshake, so that TLS seems to work and the next command fails.',
  fix: formatFix({
    first:
      'If it is meant, probe with the certificate the partner knows (--cert and --key, or --pfx). If not, let the server ask without demanding.',
    exchange:
      'a Receive connector with domain security only for the addresses of that partner (RemoteIPRanges), and the default one for all others.',
    postfix: 'smtpd_tls_ask_ccert = yes in place of smtpd_tls_req_ccert.',
    exim: 'tls_try_verify_hosts in place of tls_verify_hosts.',
    last: 'TLS itself stays in force.',
  }),
  check: (result) => {
    const { handshake, capabilitiesInTls } = result.evidence;
    if (handshake.status === 'skipped') return notApplicable;
    if (handshake.status === 'known') {
      if (handshake.value.certificateDemanded) {
        return checked({
          text: 'The server ended the session after the handshake, because it demands a client certificate and none that it accepts was presented. No mail gets in without one.',
          where: result.ending === undefined ? { line: handshake.value.line } : failureLocation(result, result.ending),
        });
      }
      // In TLS 1.3 the demand shows only once the client goes on (RFC 8446 section 4.4.2.4).
      return capabilitiesInTls.status === 'failed' ? unchecked(capabilitiesInTls.failure.detail) : checked();
    }
    const { failure } = handshake;
    if (failure.code === 'client-certificate-demanded') {
      return checked({
        text: `${failure.detail} No mail gets in without one.`,
        where: failureLocation(result, failure),
      });
    }
    if (failure.alert?.number === certificateRequired) {
      return checked({
        text: 'The server ended the handshake with the alert certificate_required (116): it demands a client certificate. No mail gets in without one.',
        where: failureLocation(result, failure),
      });
    }
    return unchecked(failure.detail);
  },
};
