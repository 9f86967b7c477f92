// The result types of reports on TLS (RFC 8460 section 4.3): what each means, and which known mail error says what to do.

import { formatFix } from '../formats/fix.ts';
import type { MailErrorCause } from '../model/mailError.ts';
import { because } from './entry.ts';

export interface TlsResultType {
  /** The mail error whose advice holds here too. */
  readonly entry: string;
  /** The one under DANE, where it is another. */
  readonly daneEntry?: string;
  /** What is absent is as with the mail error. */
  readonly title?: string;
  readonly meaning?: string;
  readonly causes?: readonly MailErrorCause[];
  readonly fix?: string;
}

/** Told only where the report does not show that the policy names the host. */
export const notInPolicy = because(
  "The MX host is not covered by the mx: lines of the domain's policy.",
  'The policy beside the MX records.',
);

const policyFile = 'mta-sts-policy-unusable';

export const tlsResultTypes: Readonly<Record<string, TlsResultType>> = {
  'starttls-not-supported': {
    entry: 'tlsrpt-starttls-missing',
    daneEntry: 'dane-starttls-missing',
    title: 'The host offered no STARTTLS',
    meaning: 'The sender connected to the MX host, and STARTTLS was not in the answer to EHLO, or was refused.',
    causes: [
      because(
        'The server has TLS switched off, or no certificate that it can use.',
        'A probe from within shows the same.',
      ),
      because(
        'A firewall or proxy on the way removes STARTTLS.',
        'A probe from within shows STARTTLS, one from outside does not.',
      ),
      because('One of several machines behind the name differs.', 'Only some sessions failed; probe every address.'),
    ],
  },
  'certificate-host-mismatch': {
    entry: 'dane-name-mismatch',
    title: 'The certificate does not hold the name of the MX host',
    meaning:
      'The certificate that the host presented has no name that the policy allows: that of the MX host (MTA-STS), or the one that DANE demands.',
    causes: [
      because('The certificate holds other names.', 'The names in it, which a probe shows.'),
      because(
        'The server presents another certificate than was meant, such as its own default.',
        'A probe with the MX name in SNI.',
      ),
      notInPolicy,
    ],
  },
  'certificate-expired': {
    entry: 'certificate-expired',
    daneEntry: 'dane-certificate-expired',
  },
  'certificate-not-trusted': {
    entry: 'issuer-not-known',
    meaning:
      'One word for several faults of the chain: an authority that is not known, an intermediate that was not sent, a self-signed certificate.',
  },
  'validation-failure': {
    entry: 'tlsrpt-validation-failure',
    title: 'Sessions failed for a reason that has no word of its own',
    meaning: 'Whatever fits no other result type. The code or the remark of the sender says more, where there is one.',
    causes: [notInPolicy, because('The certificate did not pass, or the handshake failed.', 'A probe of the host.')],
  },
  'tlsa-invalid': {
    entry: 'tlsa-mismatch',
  },
  'dnssec-invalid': {
    entry: 'dnssec-bogus',
    causes: [
      because('The keys of the zone changed and the DS record at the parent did not.', 'DS and DNSKEY side by side.'),
      because('Signatures have run out.', 'The dates in the RRSIG records.'),
    ],
  },
  'dane-required': {
    entry: 'dane-only-without-dnssec',
    title: 'The sender insists on DANE, and the MX host has no signed TLSA records',
    meaning:
      'The setting of the sender demands DANE for this domain. It found no TLSA records that DNSSEC vouches for.',
    causes: [
      because('TLSA records are missing for this one of several MX hosts.', '_25._tcp.<MX host> of each.'),
      because('The zone of the MX host is not signed, or is signed no longer.', 'DS at its parent.'),
      because('DANE was never published, and the sender assumes it.', 'Other senders report nothing of the kind.'),
    ],
    fix: formatFix({
      first: 'Sign the zone of every MX host and publish a TLSA record (3 1 1) for each.',
      last: 'Where DANE was never meant, tell the postmaster of the sender, whose own setting demands it.',
    }),
  },
  'sts-policy-fetch-error': {
    entry: policyFile,
    title: "Senders cannot fetch the domain's MTA-STS policy",
    meaning: 'The TXT record _mta-sts promises a policy, and the file was not to be had over HTTPS.',
    causes: [
      because(
        'The name mta-sts.<domain> leads nowhere, or the web server does not answer.',
        'Open the address from outside.',
      ),
      because(
        'The web server redirects, which senders do not follow (RFC 8461 section 3.3), or answers other than 200.',
        'curl -sSi with the address.',
      ),
      because(
        'A guard against robots, or a firewall, turns the sender away.',
        'It works in a browser, and the log of the web server shows refusals.',
      ),
      because('MTA-STS was given up, and the TXT record left behind.', 'No file at the address, and nobody misses it.'),
    ],
  },
  'sts-policy-invalid': {
    entry: policyFile,
    title: "The domain's MTA-STS policy is not well-formed",
    meaning: 'The file was fetched, and is no policy by RFC 8461 section 3.2.',
    causes: [
      because('A line is misspelt or missing: version, mode, max_age, mx.', 'The file, line by line.'),
      because('The web server gives a page in its place.', 'The first line is not "version: STSv1".'),
    ],
  },
  'sts-webpki-invalid': {
    entry: policyFile,
    title: 'The certificate of the web server that holds the MTA-STS policy does not pass',
    meaning: 'Not the mail server: the HTTPS certificate of mta-sts.<domain>.',
    causes: [
      because('The certificate does not hold the name mta-sts.<domain>.', 'The names in it.'),
      because(
        'It has expired, or its intermediate is not sent.',
        'openssl s_client -connect with that host and port 443.',
      ),
    ],
  },
};

export const unknownResultType: Omit<TlsResultType, 'entry'> = {
  title: 'A result type that RFC 8460 does not have',
  meaning: 'The sender uses a word of its own, so no cause is named. Its code or remark may say more.',
};

export const namelessResultType: Omit<TlsResultType, 'entry'> = {
  title: 'A failure without a result type',
  meaning: 'The sender does not say what failed, so no cause is named.',
};
