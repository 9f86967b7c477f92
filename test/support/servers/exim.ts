// Debian's Exim on loopback (with GnuTLS), without routers: no mail is taken in.

import { makePrivateRoot } from './privateRoot.ts';
import { findFreePort, runInRoot } from './realServer.ts';
import type { RealServer, ServerIdentity } from './realServer.ts';

export interface EximOptions {
  readonly identity: ServerIdentity;
  readonly hostName?: string;
  /** TLS from the first byte (tls_on_connect_ports). */
  readonly implicitTls?: boolean;
  /** PEM of the authorities whose client certificates are demanded (tls_verify_hosts = *). */
  readonly clientAuthorities?: string;
  /** Further main options; they win over the ones made here. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const user = { name: 'Debian-exim', uid: 61_201 };
const logFile = '/var/log/exim4/mainlog';

/** Starts one on a free port of 127.0.0.1. @throws NotAvailable when Debian's package cannot be had or run here. */
export async function startExim(options: EximOptions): Promise<RealServer> {
  const root = await makePrivateRoot('exim4-daemon-light', ['/usr/sbin/exim4'], [user]);
  const port = await findFreePort();
  const parameters: Readonly<Record<string, string>> = {
    primary_hostname: options.hostName ?? 'mx.example.test',
    local_interfaces: '127.0.0.1',
    daemon_smtp_ports: String(port),
    ...(options.implicitTls === true ? { tls_on_connect_ports: String(port) } : {}),
    disable_ipv6: 'true',
    keep_environment: '',
    // Its name is not below the private root but in the machine's abstract sockets: two servers would collide.
    notifier_socket: '',
    host_lookup: '',
    tls_advertise_hosts: '*',
    tls_certificate: '/etc/exim4/chain.pem',
    tls_privatekey: '/etc/exim4/key.pem',
    ...(options.clientAuthorities === undefined
      ? {}
      : { tls_verify_hosts: '*', tls_verify_certificates: '/etc/exim4/clientAuthorities.pem' }),
    log_file_path: '/var/log/exim4/%slog',
    log_selector: '+smtp_connection +smtp_no_mail +smtp_protocol_error +smtp_syntax_error +tls_cipher',
    ...options.parameters,
  };
  try {
    const lines = Object.entries(parameters).map(([name, value]) => `${name} = ${value}\n`);
    await root.write('/etc/exim4/exim4.conf', lines.join(''));
    await root.write('/etc/exim4/chain.pem', options.identity.chainPem);
    await root.write('/etc/exim4/key.pem', options.identity.keyPem, { mode: 0o600, owner: user.uid });
    if (options.clientAuthorities !== undefined) {
      await root.write('/etc/exim4/clientAuthorities.pem', options.clientAuthorities);
    }
    for (const folder of ['/var/log/exim4', '/var/spool/exim4', '/run/exim4', '/var/run/exim4']) {
      await root.makeFolder(folder, { owner: user.uid, mode: 0o750 });
    }
  } catch (error) {
    await root.remove();
    throw error;
  }
  const command = ['/usr/sbin/exim4', '-C', '/etc/exim4/exim4.conf', '-bdf', '-oP', '/run/exim4/exim.pid'];
  return runInRoot(root, command, { software: `Exim ${root.version}`, port, logFile });
}
