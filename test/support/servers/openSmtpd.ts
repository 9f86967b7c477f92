// Debian's OpenSMTPD on loopback. It has its user names and folders compiled in, and finds them in its private root.

import { makePrivateRoot } from './privateRoot.ts';
import { findFreePort, runInRoot } from './realServer.ts';
import type { RealServer, ServerIdentity } from './realServer.ts';

export interface OpenSmtpdOptions {
  readonly identity: ServerIdentity;
  readonly hostName?: string;
  /** TLS from the first byte ("smtps"). */
  readonly implicitTls?: boolean;
}

const user = { name: 'opensmtpd', uid: 61_301, home: '/var/lib/opensmtpd/empty' };
const queueUser = { name: 'opensmtpq', uid: 61_302, home: '/var/lib/opensmtpd/empty' };

/** Starts one on a free port of 127.0.0.1. @throws NotAvailable when Debian's package cannot be had or run here. */
export async function startOpenSmtpd(options: OpenSmtpdOptions): Promise<RealServer> {
  const root = await makePrivateRoot('opensmtpd', ['/usr/sbin/smtpd'], [user, queueUser]);
  const port = await findFreePort();
  const hostName = options.hostName ?? 'mx.example.test';
  const tls = options.implicitTls === true ? 'smtps' : 'tls';
  const configuration = `pki "${hostName}" cert "/etc/tls/chain.pem"
pki "${hostName}" key "/etc/tls/key.pem"
listen on 127.0.0.1 port ${port} ${tls} pki "${hostName}" hostname "${hostName}"
action "none" relay host "smtp://127.0.0.1:1"
match for any reject
`;
  try {
    await root.write('/etc/smtpd.conf', configuration, { mode: 0o600 });
    await root.write('/etc/mailname', `${hostName}\n`);
    await root.write('/etc/tls/chain.pem', options.identity.chainPem, { mode: 0o600 });
    await root.write('/etc/tls/key.pem', options.identity.keyPem, { mode: 0o600 });
    await root.makeFolder('/var/lib/opensmtpd/empty');
    await root.makeFolder('/var/spool/smtpd', { mode: 0o711 });
    await root.makeFolder('/var/run');
    await root.makeFolder('/run');
  } catch (error) {
    await root.remove();
    throw error;
  }
  return runInRoot(root, ['/usr/sbin/smtpd', '-d', '-f', '/etc/smtpd.conf'], {
    software: `OpenSMTPD ${root.version}`,
    port,
  });
}
