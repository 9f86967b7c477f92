// DANE, MTA-STS and the reports on them (TLSRPT).

import { postfixPage, rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, localTlsError, otherError, tlsError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { ndrTable } from '../sources.ts';

const dane = rfc(7672);
const mtaSts = rfc(8461);
const report = rfc(8460, '4.3');

const publishFirst =
  'Publish the TLSA record of the new key (3 1 1) first, wait for its time to live, then change the certificate.';

export const policies: readonly MailErrorEntry[] = [
  tlsError({
    id: 'dane-starttls-missing',
    row: 'D1',
    weight: 'exact',
    confidence: 'likely',
    signs: [{ text: /starttls-not-supported/, lacks: /result[-_]type/ }],
    title: 'DANE demands TLS of this host, and it offers no STARTTLS or the handshake failed',
    meaning:
      'The domain publishes TLSA records, so the sender may not go on in clear text. The same text stands for a handshake that failed.',
    causes: [
      because('STARTTLS is missing or removed on the way.', 'The answer to EHLO.'),
      because('The handshake fails.', 'STARTTLS is offered, and the probe ends behind it.'),
    ],
    fix: formatFix({
      first: 'Offer STARTTLS with a certificate that matches the TLSA records.',
      postfix: 'smtpd_tls_security_level = may, smtpd_tls_chain_files.',
    }),
    sources: [ndrTable, dane],
    rules: ['starttls/not-offered', 'handshake/failed'],
  }),
  tlsError({
    id: 'dane-certificate-expired',
    row: 'D2',
    weight: 'exact',
    signs: [
      { text: /certificate-expired/, lacks: /result[-_]type/ },
      { text: /\b[45]\.7\.322\b/, needs: /certifi|zertifikat|certyfikat|сертификат|証明書|证书/ },
    ],
    title: 'The certificate of a host with DANE has expired',
    meaning: 'The sender checks it against TLSA records and found its days over.',
    fix: formatFix({ first: `Renew the certificate. ${publishFirst}` }),
    sources: [ndrTable, dane],
    rules: ['certificate/expired'],
  }),
  tlsError({
    id: 'tlsa-mismatch',
    row: 'D3',
    weight: 'exact',
    confidence: 'likely',
    signs: [
      { text: /tlsa-invalid/, lacks: /result[-_]type/ },
      { text: /tlsa-mismatch/, confidence: 'certain' },
      { text: /dane tlsa record .{1,120}is not correct/, confidence: 'certain' },
      /"result[-_]type" ?: ?"tlsa-invalid"/,
    ],
    title: 'The TLSA records do not match the certificate',
    meaning:
      'Mostly the certificate was renewed with a new key and the old record still stands. A malformed record, a start date in the future or an attack read the same.',
    causes: [
      because(
        'The certificate changed and the record did not.',
        'The digest of the key presented is not among the records.',
      ),
      because('The record is malformed, or of a certificate that is not valid yet.', 'Read the record and the dates.'),
    ],
    fix: formatFix({ first: publishFirst }),
    sources: [ndrTable, dane],
    rules: ['certificate/not-yet-valid'],
  }),
  otherError({
    id: 'dnssec-bogus',
    row: 'D4',
    weight: 'exact',
    isAboutTls: true,
    signs: [{ text: /dnssec-invalid/ }, /rrsig|dns_?bogus/],
    title: "The signatures of the domain's DNS are not valid",
    meaning: 'DNSSEC of the destination is broken, so nothing that its DNS says may be believed. TLS was not reached.',
    lookAt: ['The chain of DS and DNSKEY records, with a DNSSEC debugger.'],
    fix: formatFix({
      first: 'Mend the zone of the recipient: DS at the parent, DNSKEY, and signatures that have not run out.',
    }),
    sources: [ndrTable, dane],
  }),
  tlsError({
    id: 'dane-name-mismatch',
    row: 'D5',
    weight: 'exact',
    signs: [/certificate-host-mismatch/],
    title: 'The certificate does not hold the name of the MX host',
    meaning: 'Said by a sender that checks by DANE (usage 2) or MTA-STS.',
    fix: formatFix({ first: 'Have the name of the MX host as a subject alternative name in the certificate.' }),
    sources: [ndrTable, dane, report],
    rules: ['certificate/name-mismatch'],
  }),
  tlsError({
    id: 'mx-not-in-policy',
    row: 'D6',
    weight: 'exact',
    signs: [
      /mx hosts of .{1,255} failed mta-sts validation/,
      /\b4\.4\.8\b.{0,40}mta-sts|\b5\.4\.8\b.{0,40}mta-sts/,
      /mx_hosts_mismatch/,
      /mx (?:host )?(?:name )?.{1,255}(?:not listed in|does not match) .{0,40}mta-sts/,
    ],
    title: "The MX host is not named in the domain's MTA-STS policy",
    meaning: 'The policy lists the hosts that may receive; this one is not among them. No certificate was judged.',
    lookAt: [
      'https://mta-sts.<domain>/.well-known/mta-sts.txt beside the MX records. A pattern such as *.example.net stands for one label only.',
    ],
    fix: formatFix({ first: 'Add the host to the policy as an mx: line, and give the TXT record _mta-sts a new id.' }),
    sources: [mtaSts, ndrTable],
  }),
  tlsError({
    id: 'mta-sts-certificate-refused',
    row: 'D7',
    weight: 'exact',
    confidence: 'likely',
    signs: [/remote certificate failed mta-sts validation/],
    title: 'The certificate of the MX host did not pass under MTA-STS',
    meaning: 'Chain, name or date: the word behind Reason says which, where it is there.',
    fix: formatFix({
      first: 'Present a certificate of a public authority, with all intermediates, that holds the name of the MX host.',
    }),
    sources: [mtaSts, ndrTable],
    rules: [
      'certificate/name-mismatch',
      'certificate/untrusted-root',
      'certificate/incomplete-chain',
      'certificate/expired',
    ],
  }),
  otherError({
    id: 'mta-sts-policy-unusable',
    row: 'D8',
    weight: 'exact',
    isAboutTls: true,
    signs: [
      /policy-fetch-error/,
      /sts-policy-invalid/,
      /sts-webpki-invalid/,
      {
        text: /(?:could not|cannot|can't|failed to|unable to|error|failure) (?:retriev|fetch|load|download|get|pars)[a-z]{0,4} .{0,40}policy|policy .{0,40}(?:not found|fetch (?:for domain .{1,255} )?(?:error|failed|failure)|invalid|parse error|could not be|timed out)/,
        needs: /mta[-_]?sts|\bsts\b/,
      },
    ],
    title: "Senders cannot use the domain's MTA-STS policy",
    meaning:
      "sts-policy-fetch-error: the file is not reached. sts-policy-invalid: it is not well-formed. sts-webpki-invalid: the web server's certificate does not pass.",
    lookAt: [
      'https://mta-sts.<domain>/.well-known/mta-sts.txt: no redirect, text/plain, below 64 KB, a valid certificate.',
    ],
    fix: formatFix({ first: 'Mend the file or the web server that gives it; the mail server is not the matter.' }),
    sources: [report, mtaSts],
  }),
  otherError({
    id: 'mta-sts-policy-key',
    row: 'D9',
    weight: 'exact',
    isAboutTls: true,
    signs: [
      { text: /\bnmx ?: ?[a-z0-9*]/, needs: /version ?: ?stsv1|mta-sts/ },
      /policy .{0,60}(?:missing|without) (?:an )?mx (?:line|key|host)/,
    ],
    title: 'The MTA-STS policy has no valid mx line',
    meaning: 'A key is misspelt, so the policy names no host, and senders that hold to it keep the mail.',
    fix: formatFix({ first: 'Write each host as "mx: host" on a line of its own, and give the TXT record a new id.' }),
    sources: [mtaSts],
  }),
  tlsError({
    id: 'mx-pattern-one-label',
    row: 'D10',
    weight: 'exact',
    confidence: 'likely',
    signs: [{ text: /[a-z0-9-]{1,63}\.[a-z]-v\d\.mx\.microsoft/, needs: /validation-failure/ }],
    title: "The policy's pattern *.mx.microsoft does not cover this host",
    meaning:
      'A star stands for one label; the host has two before mx.microsoft. The policy-string in the report proves it.',
    fix: formatFix({
      first: 'Name the exact host in the policy, or *.<part>.mx.microsoft, and give the TXT record a new id.',
    }),
    sources: [mtaSts, report],
  }),
  tlsError({
    id: 'tlsrpt-starttls-missing',
    weight: 'exact',
    signs: [/"?result[-_]type"? ?: ?"?starttls-not-supported/],
    title: 'A TLS report: senders met no STARTTLS at this host',
    meaning: 'Not a bounce: sessions counted by a sender (TLSRPT). They found STARTTLS missing.',
    fix: formatFix({ first: 'Probe the host named as receiving-mx-hostname; offer STARTTLS on every address of it.' }),
    sources: [report],
    rules: ['starttls/not-offered'],
  }),
  tlsError({
    id: 'tlsrpt-certificate',
    weight: 'exact',
    signs: [/"?result[-_]type"? ?: ?"?certificate-(?:expired|not-trusted)/],
    title: 'A TLS report: senders did not accept the certificate of this host',
    meaning:
      'Not a bounce: sessions counted by a sender (TLSRPT). certificate-expired and certificate-not-trusted mean what they say.',
    fix: formatFix({
      first: 'Probe the host named as receiving-mx-hostname; renew the certificate or send its intermediates.',
    }),
    sources: [report],
    rules: ['certificate/expired', 'certificate/untrusted-root'],
  }),
  tlsError({
    id: 'tlsrpt-validation-failure',
    weight: 'general',
    confidence: 'possible',
    signs: [/"?result[-_]type"? ?: ?"?validation-failure/],
    title: 'A TLS report: sessions failed, and the reason is not in this part',
    meaning:
      'validation-failure is the word for whatever has no other. failure-reason-code and policy-string say more.',
    lookAt: ['failure-reason-code and policy-string in the whole report.'],
    fix: formatFix({ first: 'Probe the host named as receiving-mx-hostname.' }),
    sources: [report],
  }),
  tlsError({
    id: 'no-matching-tlsa',
    row: 'D11',
    weight: 'exact',
    signs: [/\bnum=65\b|dane[^.;]{0,20} fail/],
    title: 'No TLSA record matches the certificate presented',
    meaning: 'The receiver changed its certificate or key, and the record in DNS is still the old one.',
    fix: formatFix({ first: publishFirst }),
    sources: [dane, postfixPage('TLS_README.html#client_tls_dane', 'DANE')],
  }),
  localTlsError({
    id: 'dane-only-without-dnssec',
    weight: 'exact',
    signs: [
      /non dnssec destination/,
      { text: /no tlsa records found/, confidence: 'likely' },
      { text: /tlsa lookup .{0,120}(?:not found|no records)/, lacks: /tlsa lookup error|not found, try again/ },
    ],
    title: 'The sender insists on DANE for a destination that has none',
    meaning:
      'The policy of the sender says dane-only, and the destination is not signed or publishes no TLSA records. Nothing is broken at the receiver.',
    fix: formatFix({
      first: "Correct the sender's policy for that destination.",
      postfix: 'use dane, which takes encrypted delivery where no TLSA record stands, or verify by name.',
    }),
    sources: [postfixPage('TLS_README.html#client_tls_dane', 'DANE')],
  }),
  otherError({
    id: 'no-tlsa-published',
    weight: 'general',
    isAboutTls: true,
    confidence: 'possible',
    signs: [/no tlsa (?:rr|records?) for|tlsa[ -]record[ -]not[ -]found/],
    title: 'The host publishes no TLSA record, so DANE does not apply to it',
    meaning: 'For information: delivery goes on as for any host without DANE.',
    fix: formatFix({ first: 'Nothing has to be done; another line of the log names why mail failed.' }),
    sources: [dane],
  }),
  tlsError({
    id: 'address-in-policy',
    weight: 'exact',
    signs: [/num=64:ip address mismatch/],
    title: 'The certificate was compared with an IP address',
    meaning:
      "The sender was told to expect an address, mostly as the recipient's MTA-STS policy lists one as mx:. Certificates hold names.",
    fix: formatFix({ first: 'Write the names of the MX hosts into the policy, not addresses.' }),
    sources: [mtaSts],
    rules: ['certificate/name-mismatch'],
  }),
  otherError({
    id: 'certificate-order-failed',
    weight: 'exact',
    isAboutTls: true,
    signs: [
      /urn:ietf:params:acme:error:|confirmed a{1,4} record .{0,60}but http validation failed/,
      /challenge did not pass for|challenge failed for (?:domain|identifier)|some challenges have failed|ca marked some of the authorizations as invalid/,
    ],
    title: 'A certificate could not be renewed: the authority refused the order',
    meaning:
      'This is between the own server and the authority (ACME), not between mail servers. Mail works until the old certificate runs out.',
    lookAt: ['The word behind urn:ietf:params:acme:error: and the name that it is about.'],
    fix: formatFix({
      first: "Correct the names in the order, or make the challenge's address reachable, and order again.",
    }),
    sources: [rfc(8555, '6.7')],
    rules: ['certificate/expires-soon'],
  }),
];
