// Clear text was expected from a port that speaks TLS from the first byte.

import { formatEndpoint } from '../../formats/targetText.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { checked, notApplicable, unchecked } from '../outcomes.ts';
import { failureLocation } from '../../formats/quoting.ts';
import type { Rule } from '../rule.ts';

/** The submissions port of RFC 8314 section 3.3. */
const implicitTlsPort = 465;

export const plaintextOnTlsPort: Rule = {
  id: 'pairing/plaintext-on-tls-port',
  title: 'Clear text was spoken to a port that begins with TLS',
  severity: 'error',
  citation: rfc(8314, '3.3'),
  meaning:
    'On a port with implicit TLS (465) the server waits for a TLS handshake and greets only inside it. A client that waits for a greeting in clear text there waits in vain: each side expects the other to begin. The server may be in order: client and port do not fit together.',
  fix: formatFix({
    first:
      'Use TLS from the first byte on this port (--tls implicit; in an application: secure true). Where STARTTLS is wanted, use port 587 for users and 25 between servers. If this port is meant for STARTTLS, take the implicit TLS out of its listener.',
    exchange:
      'it has no implicit TLS, so a load balancer or proxy in front ends TLS here; let it pass this port through to 587 or 25.',
    postfix: 'the smtpd_tls_wrappermode line in master.cf belongs to the smtps or submissions service only.',
    exim: 'tls_on_connect_ports must not name this port.',
  }),
  check: (result) => {
    const { greeting, connection } = result.evidence;
    if (result.endpoint.tlsMode !== 'starttls' || connection.status === 'skipped') return notApplicable;
    const { ending } = result;
    if (ending?.code === 'plaintext-on-tls-port') {
      return checked({
        text: `${ending.detail} STARTTLS has no place on ${formatEndpoint(result.endpoint)}.`,
        where: failureLocation(result, ending),
      });
    }
    if (greeting.status === 'known') return checked();
    if (greeting.status === 'skipped') return notApplicable;
    const { failure } = greeting;
    if (failure.code === 'greeting-timeout' && result.endpoint.port === implicitTlsPort) {
      return checked({
        severity: 'warning',
        text: `No greeting came on port ${implicitTlsPort}. This is the port of implicit TLS, so the server likely waits for a TLS handshake.`,
        where: failureLocation(result, failure),
      });
    }
    return unchecked(failure.detail);
  },
};
