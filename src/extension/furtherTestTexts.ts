// Further tests in a person's words: what each is called, and what traffic it makes, to be read before it is made.

import type { FurtherTestKind } from '../model/furtherTest.ts';
import { furtherTestLimits } from '../model/limits.ts';
import { t } from './l10n.ts';

export const furtherTestNames: Readonly<Record<FurtherTestKind, string>> = {
  addresses: t('Every address of the name'),
  ports: t('Ports side by side'),
  'unoffered-starttls': t('STARTTLS sent although it was not offered'),
  'server-name': t('With and without the server name (SNI)'),
  'control-host': t('Control host'),
  reputation: t('Reputation of our address'),
};

/** The probe itself is made again before each. */
export const furtherTestTraffic: Readonly<Record<FurtherTestKind, string>> = {
  addresses: t(
    'Probes again, then connects {0} times to each address of the name (at most {1}), one at a time: greeting, EHLO, TLS handshake, QUIT.',
    furtherTestLimits.defaultRepeats,
    furtherTestLimits.addresses,
  ),
  ports: t(
    'Probes again, then connects once to each of the ports 25, 587 and 465 of this host: greeting, EHLO, TLS handshake, QUIT.',
  ),
  'unoffered-starttls': t(
    'Probes again, then connects once more and sends STARTTLS unasked; where the server takes it, a TLS handshake follows.',
  ),
  'server-name': t('Probes again, then connects once more for a TLS handshake without the server name.'),
  'control-host': t(
    'Probes again, then connects once to another mail server, which you name: its greeting is awaited, then QUIT.',
  ),
  reputation: t(
    'Probes again, then asks name servers (DNS) about our address as the server saw it: reverse DNS and block lists. The lists learn that the address was asked about.',
  ),
};
