// The check of a client certificate, for the rooms above, which may not reach into the probe.

import type { ClientCertificate } from '../model/options.ts';
import { checkClientCertificate } from '../probe/network/clientCertificate.ts';
import type { ClientCertificateProblem } from '../probe/network/clientCertificate.ts';

/** What is wrong with a client certificate, found without any connection; undefined when it can be presented. */
export function findClientCertificateProblem(certificate: ClientCertificate): ClientCertificateProblem | undefined {
  return checkClientCertificate(certificate);
}
