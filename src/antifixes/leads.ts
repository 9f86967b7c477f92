// What many rows share: the rules whose symptoms people make go away, by what they complain about; effects; ways to mend.

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

/** The effect of a certificate that is not verified. */
export const anybody = 'Whoever answers in place of the mail server gets the mail, the user name and the password.';

/** The effect of a connection without TLS. */
export const inClear =
  'Mail, user name and password cross the network in clear text, also where the server offers STARTTLS.';

/** The effect of a name that is not compared. */
export const anyServer =
  'The certificate of any other server of a trusted authority is taken for that of the mail server.';

/** The effect of versions that can be broken. */
export const oldVersion = 'Somebody in between can bring the session down to a version that can be broken.';
