// What `openssl s_client` sees of a server: the second opinion that the probe is held against.

import { spawn } from 'node:child_process';
import { collectOutput } from './collectOutput.ts';

export interface SecondOpinion {
  /** Such as TLSv1.3; absent when no handshake was done. */
  readonly version?: string;
  /** The chain in the order sent, each without line breaks. */
  readonly certificates: readonly string[];
  /** X509_V_ERR number: 0 is ok, 10 expired, 19 to 21 not trusted, 62 another name. Absent as above. */
  readonly verifyCode?: number;
  /** Alert number when the server ended TLS with one. */
  readonly alert?: number;
  readonly output: string;
}

export interface SecondOpinionRequest {
  readonly port: number;
  readonly serverName: string;
  readonly authoritiesFile: string;
  readonly implicitTls?: boolean;
}

/** PEM without line breaks, so that two writers' texts can be compared. */
export function flattenPem(pem: string): string {
  return pem.replace(/\s+/g, '');
}

export async function askOpenssl(request: SecondOpinionRequest): Promise<SecondOpinion> {
  const { port, serverName, authoritiesFile } = request;
  const child = spawn(
    'openssl',
    [
      's_client',
      ...(request.implicitTls === true ? [] : ['-starttls', 'smtp']),
      ...['-connect', `127.0.0.1:${port}`, '-servername', serverName, '-verify_hostname', serverName],
      ...['-CAfile', authoritiesFile, '-showcerts', '-ign_eof', '-crlf'],
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], env: { ...process.env, LC_ALL: 'C' } },
  );
  // It writes its report when the handshake is done; a server that broke off never takes the QUIT.
  child.stdin.on('error', () => undefined);
  child.stdin.end('QUIT\n');
  const { output: report, errors } = await collectOutput(child, 15_000);
  const output = report + errors;
  const version = /^ +Protocol +: (\S+)/m.exec(output)?.[1] ?? /^New, (\S+), Cipher is/m.exec(output)?.[1];
  const verifyCode = /Verify return code: (\d+)/.exec(output)?.[1];
  const alert = /SSL alert number (\d+)/.exec(output)?.[1];
  const chain = output.slice(output.indexOf('Certificate chain'), output.indexOf('Server certificate'));
  const certificates = chain.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
  return {
    ...(version === undefined || version === '(NONE)' ? {} : { version }),
    ...(verifyCode === undefined ? {} : { verifyCode: Number(verifyCode) }),
    ...(alert === undefined ? {} : { alert: Number(alert) }),
    certificates: certificates.map(flattenPem),
    output,
  };
}
