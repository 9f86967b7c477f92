// Further tests in a person's words: what each is called, and what traffic it makes, to be read before it is made.

import type { FurtherTestKind } from '../model/furtherTest.ts';
import { furtherTestLimits } from '../model/limits.ts';
import { t } from './l10n.ts';

export const furtherTestNames: Readonly<Record<FurtherTestKind, string>> = {
  addresses: t('Every address of the name'),
  ports: t('Ports side by side'),
  'unoffered-starttls': t('STARTTLS sent although it was not offered'),
  'unknown-verb': t('A verb that no server knows'),
  'server-name': t('With and without the server name (SNI)'),
  'control-host': t('Control host'),
  reputation: t('Reputation of our address'),
};

/** Beside the probe itself, which is made again first. Short: a list cuts what is longer than its line. */
export const furtherTestTraffic: Readonly<Record<FurtherTestKind, string>> = {
  addresses: t(
    'Connects {0} times to each address of the name (at most {1}), one at a time.',
    furtherTestLimits.defaultRepeats,
    furtherTestLimits.addresses,
  ),
  ports: t('Connects to ports 25, 587 and 465 of this host, up to the TLS handshake.'),
  'unoffered-starttls': t('Connects once and sends STARTTLS unasked; TLS follows where it is taken.'),
  'unknown-verb': t('Connects once and sends XYZZY in clear text after EHLO, then QUIT; no mail.'),
  'server-name': t('Connects once, for a TLS handshake without the server name.'),
  'control-host': t('Connects once to a mail server that you name: greeting and QUIT only.'),
  reputation: t('Asks DNS and block lists about our address; the lists learn of it.'),
};
