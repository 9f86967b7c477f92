// The rules whose symptoms people make go away with an anti-fix, by what they complain about.

/** "The certificate is not accepted." */
export const certificateRules: readonly string[] = [
  'certificate/incomplete-chain',
  'certificate/untrusted-root',
  'certificate/self-signed',
  'certificate/expired',
  'certificate/name-mismatch',
];

/** "The name on the certificate is another." */
export const nameRules: readonly string[] = ['certificate/name-mismatch', 'certificate/no-alternative-name'];

/** "STARTTLS fails", or is not there. */
export const startTlsRules: readonly string[] = [
  'starttls/not-offered',
  'starttls/refused',
  'ehlo/rewritten',
  'handshake/failed',
  ...certificateRules.slice(0, 1),
];

/** "No common version or cipher." */
export const versionRules: readonly string[] = ['tls/old-version', 'tls/weak-cipher', 'handshake/alert'];

/** What most alternatives for a certificate begin with. */
export const mendCertificate =
  'Find out why the certificate is not accepted: probe the server, and mend what is found (an intermediate that is not sent, a date, a name). Where the authority is a private one, give its root to this program.';
