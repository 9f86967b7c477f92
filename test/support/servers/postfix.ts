// Debian's Postfix on loopback, reduced to what answers SMTP: no mail is taken in.

import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateRoot } from './privateRoot.ts';
import { findFreePort, runInRoot } from './realServer.ts';
import type { RealServer, ServerIdentity } from './realServer.ts';

export interface PostfixOptions {
  readonly identity: ServerIdentity;
  readonly hostName?: string;
  /** TLS from the first byte (smtpd_tls_wrappermode). */
  readonly implicitTls?: boolean;
  /** Leaves the key file out: STARTTLS is then offered and answered with 454. */
  readonly withoutKey?: boolean;
  /** PEM of the authorities for client certificates, whose names go into the request. */
  readonly clientAuthorities?: string;
  /** Further lines of main.cf; they win over the ones made here. */
  readonly parameters?: Readonly<Record<string, string>>;
}

const programs = ['master', 'smtpd', 'tlsmgr', 'postlogd', 'anvil', 'proxymap', 'trivial-rewrite'];
const daemons = '/usr/lib/postfix/sbin';
const owner = { name: 'postfix', uid: 61_101 };
const postdrop = { name: 'postdrop', uid: 61_102 };
const nobody = { name: 'nobody', uid: 61_103 };
const logFile = '/var/log/mail.log';

/** Starts one on a free port of 127.0.0.1. @throws NotAvailable when Debian's package cannot be had or run here. */
export async function startPostfix(options: PostfixOptions): Promise<RealServer> {
  const root = await makePrivateRoot(
    'postfix',
    programs.map((program) => `${daemons}/${program}`),
    [owner, postdrop, nobody],
  );
  const port = await findFreePort();
  const parameters: Readonly<Record<string, string>> = {
    compatibility_level: '3.6',
    myhostname: options.hostName ?? 'mx.example.test',
    queue_directory: '/var/spool/postfix',
    data_directory: '/var/lib/postfix',
    daemon_directory: daemons,
    command_directory: '/usr/sbin',
    mail_owner: owner.name,
    setgid_group: postdrop.name,
    default_privs: nobody.name,
    maillog_file: logFile,
    inet_interfaces: '127.0.0.1',
    inet_protocols: 'ipv4',
    mynetworks: '127.0.0.0/8',
    mydestination: '',
    local_recipient_maps: '',
    alias_maps: '',
    alias_database: '',
    smtpd_peername_lookup: 'no',
    smtpd_relay_restrictions: 'reject',
    tls_random_source: 'dev:/dev/urandom',
    smtpd_tls_security_level: 'may',
    smtpd_tls_cert_file: '/etc/tls/chain.pem',
    smtpd_tls_key_file: '/etc/tls/key.pem',
    smtpd_tls_loglevel: '1',
    ...(options.clientAuthorities === undefined ? {} : { smtpd_tls_CAfile: '/etc/tls/clientAuthorities.pem' }),
    ...(options.implicitTls === true ? { smtpd_tls_wrappermode: 'yes' } : {}),
    ...options.parameters,
  };
  const services = [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'tlsmgr unix - - n 1000? 1 tlsmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'proxymap unix - - n - - proxymap',
    'anvil unix - - n - 1 anvil',
    'postlog unix-dgram n - n - 1 postlogd',
  ];
  try {
    const lines = Object.entries(parameters).map(([name, value]) => `${name} = ${value}\n`);
    await root.write('/etc/postfix/main.cf', lines.join(''));
    // Postfix takes a file changed within the last two seconds for half written, and waits.
    const past = new Date(Date.now() - 60_000);
    await utimes(join(root.path, '/etc/postfix/main.cf'), past, past);
    await root.write('/etc/postfix/master.cf', services.map((line) => `${line}\n`).join(''));
    await root.write('/etc/tls/chain.pem', options.identity.chainPem);
    if (options.withoutKey !== true) await root.write('/etc/tls/key.pem', options.identity.keyPem, { mode: 0o600 });
    if (options.clientAuthorities !== undefined) {
      await root.write('/etc/tls/clientAuthorities.pem', options.clientAuthorities);
    }
    await root.makeFolder('/var/log');
    await root.makeFolder('/var/lib/postfix', { owner: owner.uid, mode: 0o700 });
    await root.makeFolder('/var/spool/postfix');
    await root.makeFolder('/var/spool/postfix/pid');
    await root.makeFolder('/var/spool/postfix/private', { owner: owner.uid, mode: 0o700 });
    await root.makeFolder('/var/spool/postfix/public', { owner: owner.uid, group: postdrop.uid, mode: 0o2710 });
  } catch (error) {
    await root.remove();
    throw error;
  }
  const software = `Postfix ${root.version}`;
  return runInRoot(root, [`${daemons}/master`, '-s', '-c', '/etc/postfix'], { software, port, logFile });
}
