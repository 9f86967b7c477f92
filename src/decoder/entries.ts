// The registry: every mail error that is known. A family is one file in entries and one line here.

import type { MailErrorEntry } from './entry.ts';
import { authentication } from './entries/authentication.ts';
import { certificates } from './entries/certificates.ts';
import { connections } from './entries/connections.ts';
import { delivery } from './entries/delivery.ts';
import { demandedTls } from './entries/demandedTls.ts';
import { exchangeCertificates } from './entries/exchangeCertificates.ts';
import { exchangeServers } from './entries/exchangeServers.ts';
import { exchangeStarttls } from './entries/exchangeStarttls.ts';
import { hybrid } from './entries/hybrid.ts';
import { policies } from './entries/policies.ts';
import { servers } from './entries/servers.ts';
import { tlsEngines } from './entries/tlsEngines.ts';
import { windows } from './entries/windows.ts';

export const mailErrorEntries: readonly MailErrorEntry[] = [
  ...exchangeStarttls,
  ...demandedTls,
  ...exchangeServers,
  ...exchangeCertificates,
  ...hybrid,
  ...policies,
  ...tlsEngines,
  ...windows,
  ...certificates,
  ...servers,
  ...connections,
  ...authentication,
  ...delivery,
];
