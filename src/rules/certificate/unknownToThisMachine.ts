// Mozilla knows the chain's root, and the store of the machine that probed does not.

import type { PathStep } from '../../model/certificate.ts';
import { rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { quote } from '../../formats/quoting.ts';
import { gapOf } from '../../formats/storeGap.ts';
import { factRule } from '../rule.ts';

/** DigiCert Global Root G2, SHA-1 DF3C24F9BFD666761B268073FE06D1CC8D4F82A4: the root of Exchange Online's certificates. */
const digicertG2 = 'CB3CCBB76031E5E0138F8DD39A23F9DE47FFC35E43C1144CEA27D46A5AB1CB5F';

function describeRoot({ subject, fingerprintSha256 }: PathStep): string {
  return fingerprintSha256 === digicertG2
    ? `${quote(subject)} (SHA-1 DF3C24F9BFD666761B268073FE06D1CC8D4F82A4), to which the certificates of Exchange Online lead`
    : quote(subject);
}

export const unknownToThisMachine = factRule({
  id: 'certificate/unknown-to-this-machine',
  title: "This machine's store lacks a public root",
  severity: 'note',
  citation: rfc(5280, '6.1.1'),
  meaning:
    'The certificate is sound by the roots of Mozilla, but the store of the machine that probed does not have the root. The server is not at fault. Mail software on this machine that trusts its store, such as Exchange, cannot verify this server.',
  fix: formatFix({
    first:
      'Change nothing on the server: the store of this machine is behind. On Linux update the package ca-certificates, on macOS install its updates.',
    exchange:
      'it trusts the store of Windows. See whether root updates get through (certutil -verifyctl AuthRoot), and that no policy stops them ("Turn off Automatic Root Certificates Update"); without internet, fetch them on another machine (certutil -generateSSTFromWU roots.sst) and import what is missing into the Trusted Root Certification Authorities.',
    postfix: 'see that smtp_tls_CAfile names the updated bundle, then postfix reload.',
    exim: 'see that tls_verify_certificates of the smtp transport is system or the updated bundle, then restart it.',
    last: 'Take a root only from Microsoft, from your distribution or from its authority, and compare its thumbprint before you import it. If the store of this machine was narrowed on purpose, this is as it should be.',
  }),
  needs: ['verification'],
  symptoms: ({ verification: { stores } }) => {
    const mozilla = stores.find(({ store }) => store === 'mozilla');
    const machine = stores.find(({ store }) => store === 'system');
    const root = mozilla?.path.at(-1);
    if (mozilla?.trusted !== true || machine === undefined || root === undefined) return 'not-applicable';
    if (gapOf(machine) === undefined) return [];
    const lastSent = mozilla.path.findLast(({ certificate }) => certificate >= 0)?.certificate;
    return [
      {
        text: `Mozilla's roots complete the chain with ${describeRoot(root)}. The roots of this machine do not have it: what is wrong is here, not at the server.`,
        where: lastSent === undefined ? {} : { certificate: lastSent },
      },
    ];
  },
});
