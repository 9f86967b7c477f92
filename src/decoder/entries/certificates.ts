// What clients and servers of every kind say of a certificate that they did not accept.

import { exchangeCertificatesArticle, postfixPage, rfc } from '../../formats/citations.ts';
import { formatFix } from '../../formats/fix.ts';
import { because, localTlsError, tlsError } from '../entry.ts';
import type { MailErrorEntry } from '../entry.ts';
import { mailkitHandshake, opensslErrors } from '../sources.ts';

const missingIntermediate = because(
  'The server does not send its intermediates.',
  'The chain as sent holds one certificate that has an issuer.',
);
const privateAuthority = because(
  'The certificate is of a private authority, or self-signed.',
  'Its issuer is no public authority.',
);
const inspection = because(
  'Something on the way (antivirus, firewall, host) puts its own certificate in place.',
  'The issuer is the name of a security product; it is right from another network.',
);
const staleStore = because(
  'The trust store of this machine is old or missing (containers, old runtimes).',
  'Another machine accepts the same chain.',
);

const sendWholeChain = formatFix({
  first:
    'Probe the host: it tells a missing intermediate from a private authority. Then have the server send its whole chain, or give the authority to the client that has to trust it.',
  exchange:
    'import the intermediates for the local computer; public hosts need a certificate of a public authority, enabled for SMTP.',
  postfix:
    'smtpd_tls_chain_files with key, certificate and intermediates; as the sender, smtp_tls_CAfile = /etc/ssl/certs/ca-certificates.crt.',
  exim: 'tls_certificate with the whole chain.',
});

/** Boilerplate of a library that lists what may have been. */
const listOfReasons =
  /for one or more of the following reasons|following reasons: ?1\.|another possibility|one possibility|usually means that the ssl certificate/;

export const certificates: readonly MailErrorEntry[] = [
  tlsError({
    id: 'issuer-not-known',
    row: 'T5',
    confidence: 'likely',
    // GnuTLS, Schannel and Java put "not trusted" before every fault of a certificate.
    givesWayTo: [
      'certificate-expired',
      'certificate-not-yet-valid',
      'certificate-revoked',
      'certificate-form-not-taken',
      'certificate-name-differs',
      'self-signed-certificate',
      'untrusted-root-in-chain',
    ],
    signs: [
      /unable to get (?:local )?issuer certificate/,
      /unable to verify the (?:first|leaf) (?:certificate|signature)/,
      /unable_to_(?:get_issuer_cert(?:_locally)?|verify_leaf_signature)|cert_untrusted/,
      /unable to find valid certification path|no trusted certificate found|trust anchor for certification path not found/,
      // Validation is what comes after: then a path was found, and another fault in it.
      /pkix path building failed/,
      /(?:signed|issued) by (?:an )?(?:unknown|untrusted) (?:ca|auth|issuer|certif)|certificate is not (?:yet )?trusted|certificate authority (?:is |not )?(?:not )?(?:recogni[sz]ed|trusted|unknown)|unknown (?:certificate authority|certification authority|issuer|ca)\b(?! alert)/,
      { text: /issuer certificate of a locally looked up certificate could not be found/ },
      /invalid (?:peer )?certificate: ?unknownissuer|unknownissuer/,
      {
        text: /untrustedroot/,
        needs: /remote certificate|certificate chain|authenticationexception/,
        lacks: /4\.4\.317|4\.7\.320|appropriate tls channel/,
        confidence: 'certain',
      },
      /partialchain|remotecertificatechainerrors/,
      /certificate chain was issued by an authority that is not trusted|sec_e_untrusted_root|0x80090325|0x80072f0d|cert_e_chaining|0x800b010a/,
      /[ =:(,]-98(?:07|12|13)\b|sec_error_unknown_issuer|sec_error_untrusted_issuer|unable to get issuer cert/,
      /signer (?:is )?not found|the certificate issuer'?s? .{0,20}unknown|unknown_ca\b(?!_alert)/,
      /num=(?:2|20|21|27)\b/,
      /got a known issuer|issuer is (?:unknown|not recogni[sz]ed)|has no known issuer|does not chain with any of the trust anchors|(?:issued|signed) by an (?:untrusted|unknown) certificate authority/,
      { text: /untrusted issuer|not trusted by local ca/, lacks: /server certificate not (?:trusted|verified)/ },
    ],
    title: "No path leads from the server's certificate to an authority that the client trusts",
    meaning:
      'The certificate may be in order. Either something is missing in between, or the authority is not known to the side that checks.',
    causes: [missingIntermediate, privateAuthority, staleStore, inspection],
    fix: sendWholeChain,
    sources: [opensslErrors, rfc(5280, '6')],
    rules: ['certificate/incomplete-chain', 'certificate/untrusted-root', 'certificate/self-signed'],
  }),
  tlsError({
    id: 'self-signed-certificate',
    row: 'T5',
    weight: 'exact',
    signs: [
      /depth_zero_self_signed_cert|error 18 at \d/,
      /num=18\b/,
      {
        text: /self[- ]signed certificate/,
        lacks: new RegExp(
          `in certificate chain|in chain|${listOfReasons.source}|using a self-signed certificate which cannot be verified`,
        ),
      },
      /depth=0 error=self[- ]signed certificate/,
      {
        text: /(?:certificate|because it) is (?:valid but it is )?(?:a )?self-?signed/,
        confidence: 'possible',
      },
      // A protocol log of Exchange: issuer and subject are the same.
      {
        text: /sending certificate.{0,160},(cn=[^,]{1,80}),certificate subject.{0,160},\1,certificate issuer/,
        confidence: 'possible',
      },
    ],
    title: "The server's certificate is self-signed, and the client does not trust it",
    meaning:
      "Typical of Exchange's own default certificate on port 25, and of servers that were never given another. It is a matter of trust, not of name or date.",
    fix: formatFix({
      first: 'Give the server a certificate of an authority that its clients trust.',
      exchange: 'install a public certificate and Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
      postfix: 'smtpd_tls_chain_files with it.',
    }),
    sources: [opensslErrors],
    rules: ['certificate/self-signed'],
  }),
  tlsError({
    id: 'untrusted-root-in-chain',
    row: 'T5',
    weight: 'exact',
    confidence: 'likely',
    signs: [
      /self[- ]signed certificate in (?:the )?(?:certificate )?chain/,
      /self_signed_cert_in_chain|error 19 at \d/,
      /num=19\b/,
      /root certificate which is not trusted|cert_e_untrustedroot|0x800b0109/,
    ],
    title: 'The chain ends in a root that the client does not know',
    meaning:
      'A private authority, or something on the way that breaks TLS open. For a large public provider the second is far more likely.',
    causes: [inspection, privateAuthority, staleStore],
    fix: sendWholeChain,
    sources: [opensslErrors],
    rules: ['certificate/untrusted-root'],
  }),
  tlsError({
    id: 'certificate-not-accepted-open',
    row: 'T5',
    weight: 'general',
    confidence: 'likely',
    givesWayTo: ['pinned-certificate-differs'],
    signs: [
      /certificate[ _]verify[ _]failed/,
      /\bcert verification failed\)/,
      /certificate (?:chain )?(?:verification|validation|verify|check) (?:has )?(?:failed|failure|error|unsuccessful)|certpathvalidatorexception/,
      /(?:remote|server|peer) certificate (?:is |was |has )?(?:invalid|rejected|not (?:valid|accepted|ok|verified)|failed|could not be (?:verified|validated))|remotezertifikat ist (?:laut|ungültig|gemäß)|certificat distant n'est pas valide|certificado remoto (?:no es|é) (?:válido|inválido)|certificato remoto non è valido|удаленный сертификат недействителен|远程证书无效|リモート証明書[がは]無効/,
      /mta cert-check result="?failure/,
      /certificate for this server is invalid|certificat validation failed|could not establish trust relationship|security certificate that cannot be verified/,
      /tlsfatalalert: certificate_unknown|ssl peer certificate or ssh remote key was not ok/,
      /(?:cannot|could not|couldn't|unable to|failed to|error) (?:verify|validat)(?:e|ing) (?:\w{1,12}'?s? ){0,4}(?:identity|certificate)\b/,
      /bad certificate presented|invalid (?:ssl |tls |server |security |peer )?certificate\b(?!:| ?policy| order)|certificate (?:not (?:valid|accepted|verified)|error)|untrusted (?:server )?certificate|certificate (?:is |was )?(?:untrusted|rejected by the (?:client|user))|received from the remote server has not validated/,
      /curl: \((?:51|60)\)|x509: |webpkierror|invalidcertificate|invalid peer certificate|[ =:(,]-9808\b|errsslbadcert|badcert\b/,
      { text: /server certificate not trusted/, lacks: /status=/ },
    ],
    title: "The server's certificate was not accepted; the text does not say for what",
    meaning:
      'Trust, name or date: it cannot be told from these words. "Could not connect" beside them is a consequence, not a network fault.',
    causes: [
      missingIntermediate,
      privateAuthority,
      because('The name is not in the certificate, or its days are over.', 'A probe shows both.'),
      staleStore,
      inspection,
    ],
    fix: sendWholeChain,
    sources: [opensslErrors, mailkitHandshake],
    rules: [
      'certificate/incomplete-chain',
      'certificate/untrusted-root',
      'certificate/name-mismatch',
      'certificate/expired',
    ],
  }),
  tlsError({
    id: 'certificate-name-differs',
    row: 'T7',
    weight: 'exact',
    givesWayTo: ['dane-name-mismatch', 'pinned-certificate-differs'],
    signs: [
      /hostname\/ip (?:doesn't|does not) match certificate's altnames|cert hostname does not verify/,
      /is not in the cert's (?:altnames|list)|altnames/,
      /host ?_?name ?_?mismatch|hostname verification failed|ip address mismatch, certificate|[ =:(,]-9843\b|mismatch(?:ed|es)? .{0,20}(?:host ?name|common ?name)/,
      /err_tls_cert_altname_invalid/,
      /did not match expected cn=/,
      { text: /unable to locate peer certificate cn/, confidence: 'likely' },
      /remotecertificatenamemismatch/,
      /no subject alternative (?:dns )?names? (?:matching|present)|no name matching .{1,253} found/,
      /host ?name (?:"[^"]{1,253}" )?(?:did not|does not|doesn't) match the (?:name given in the )?(?:server|peer)(?:'s)? (?:ssl )?certificate/,
      /certificate (?:does not|doesn't|did not) match (?:the )?(?:expected |target |server |remote )?(?:host|name|domain)|host ?name (?:\S{1,255} )?(?:does not|doesn't|did not|didn't|not) (?:match|verified|valid|found|present)(?!.{0,40}dns)|name (?:in|on|of) (?:\w{1,12} ){0,3}certificate (?:\S{1,255} )?(?:does not|doesn't|did not)/,
      /certificate (?:subject|common ?name|name|owner)[^.;]{0,60} (?:does not|doesn't|did not) match|ssl certificate .{0,30}does(?: not|n't) match|certificate (?:common ?)?name (?:mismatch|invalid)|subject ?name mismatch|common ?name mismatch|no alternative certificate subject/,
      /certificate is (?:only )?valid for (?:the following|.{1,400}, not |.{1,400} but not)|x509: certificate is (?:not )?valid for/,
      /certificate relies on legacy common name field/,
      /cert_e_cn_no_match|0x800b010f|target princip(?:al|le) name is incorrect|0x80090322|0x80072f06|does not match the name of (?:the|this) site|sec_e_wrong_principal|zielprinzipalname ist falsch/,
      /contain(?:s)? any (?:ip )?sans\b|certificate is not valid for (?:any names|name|the name|this host|host|domain)|does not contain the expected name/,
      /notvalidforname|certnotvalidfor/,
      /no alternative certificate subject name matches/,
    ],
    title: "The name that was connected to is not in the server's certificate",
    meaning:
      'The client asked for one name and got a certificate for others: shared hosting, an address instead of a name, or a certificate without alternative names.',
    causes: [
      because('The client is set to another name than the certificate holds.', 'The names in the text.'),
      because(
        'The server presents the certificate of a web site or of another host.',
        'A probe with the right name in SNI.',
      ),
      inspection,
    ],
    fix: formatFix({
      first:
        'Connect to a name that the certificate holds, or add the name to the certificate as a subject alternative name.',
    }),
    sources: [rfc(9525, '6')],
    rules: ['certificate/name-mismatch', 'certificate/no-alternative-name'],
  }),
  tlsError({
    id: 'certificate-name-differs-for-policy',
    row: 'T7',
    weight: 'exact',
    signs: [/num=62:hostname mismatch/],
    title: "The certificate does not hold the name that the sender's policy expects",
    meaning:
      "Postfix at level secure compares with the recipient's domain unless match= says otherwise; the MX host's own name may be right.",
    causes: [
      because(
        'The policy of the sender expects the domain, and the certificate holds the MX host.',
        'smtp_tls_policy_maps for that domain.',
      ),
      because('The receiver presents a certificate of another name.', 'Probe the MX host.'),
    ],
    fix: formatFix({
      first: 'Compare with the name of the MX host.',
      postfix: "in the policy table name it with match=, or use level dane or the domain's MTA-STS.",
    }),
    sources: [
      {
        text: 'Postfix: secure server certificate verification',
        url: 'https://www.postfix.org/TLS_README.html#client_tls_secure',
      },
    ],
    rules: ['certificate/name-mismatch'],
  }),
  tlsError({
    id: 'certificate-expired',
    weight: 'exact',
    signs: [
      {
        text: /certificate (?:\S{1,80} )?(?:has |is |was |have )?(?:already )?expired(?! or )/,
        lacks: new RegExp(`${listOfReasons.source}|certificate[-_ ]expired:|alert[ _]|alert: ?`),
      },
      {
        text: /expired (?:ssl |tls |server |security )?certificate/,
        lacks: new RegExp(`${listOfReasons.source}|remote error|alert`),
      },
      /cert_has_expired|certexpired|cert_e_expired|0x800b0101|sec_e_cert_expired|0x80090328|sec_error_expired_certificate|[ =:(,]-9814\b|error 10 at \d/,
      /not within its validity period|validity (?:period )?(?:has )?(?:expired|ended)|is after \d{4}-\d\d-\d\dt/,
      /certificate \d{1,2} of \d{1,2} .{0,20}has expired/,
      {
        text: /certificate (?:has |is |was )?(?:already )?expired or |(?:timestamp|validity) check failed|(?:has )?(?:either )?expired or (?:is )?not (?:yet )?(?:yet|valid)|nsurlerrordomain.{0,8}-1201\b|has a bad date|0x80072f05/,
        lacks: /is before \d{4}-/,
        confidence: 'likely',
      },
      /certificateexpiredexception|notafter: (?:mon|tue|wed|thu|fri|sat|sun)/,
      /invalid (?:peer )?certificate: ?expired/,
      /num=10\b/,
      { text: /\bnottimevalid\b/ },
    ],
    title: 'A certificate in the chain has expired, for the clock of the side that checks',
    meaning:
      "The server's own, an intermediate, or an old root in the client's store. Often the new certificate is installed and the service was not restarted.",
    causes: [
      because('The server still presents the old certificate.', 'A probe shows its dates.'),
      because('An intermediate, or a root in an old trust store, has run out.', "The server's own dates are fine."),
      because('The clock of the machine that checks is wrong.', 'Its date and time.'),
    ],
    fix: formatFix({
      first: 'Renew the certificate, have the service load it, and send the current intermediates.',
      exchange: 'Enable-ExchangeCertificate -Thumbprint <thumbprint> -Services SMTP.',
      postfix: 'postfix reload.',
      exim: 'restart it.',
    }),
    sources: [rfc(5280, '4.1.2.5')],
    rules: ['certificate/expired', 'certificate/intermediate-expired'],
  }),
  tlsError({
    id: 'certificate-not-yet-valid',
    weight: 'exact',
    signs: [
      {
        text: /(?:certificate|chain) (?:is |uses |contains )?(?:a )?not (?:yet )?(?:valid yet|valid certificate|yet (?:valid|activated|active))|certificate_?not_?yet_?valid|num=9\b|notvalidyet|error 9 at \d|sec_error_expired_issuer_not|[ =:(,]-9815\b|nsurlerrordomain.{0,8}-1204\b|notbefore: /,
        lacks: /expired or/,
      },
      /is before \d{4}-\d\d-\d\dt/,
    ],
    title: 'The certificate is not valid yet, for the clock of the side that checks',
    meaning: "Its days begin in the future, or that machine's clock is behind.",
    fix: formatFix({ first: 'Set the clock; else wait, or have the certificate issued again.' }),
    sources: [rfc(5280, '4.1.2.5')],
    rules: ['certificate/not-yet-valid'],
  }),
  tlsError({
    id: 'certificate-revoked',
    weight: 'exact',
    signs: [
      {
        text: /certificate (?:chain )?(?:\S{1,80} )?(?:was |is |has been |have been )?revoked|certificate[^.;]{0,80} (?:was|is|has been) revoked|cert_?revoked|\bnum=23\b|crypt_e_revoked|0x80092010|trust_is_revoked|error 23 at \d|sec_error_revoked|revokedcertificate|certificaterevoked|certificate_revoked|ocsp .{0,30}status:? (?:is )?revoked/,
        lacks: /alert|remote error|could not be checked|whether|if the/,
      },
    ],
    title: 'The certificate was revoked by its authority',
    meaning: 'It may not be used any more, whatever its dates.',
    fix: formatFix({ first: 'Have a new certificate with a new key, and find out why the old one was revoked.' }),
    sources: [rfc(5280, '5')],
  }),
  tlsError({
    id: 'certificate-form-not-taken',
    weight: 'exact',
    signs: [
      /unsupportedcertversion|unsupported certificate version/,
      /(?:ee|ca)[ _]key[ _]too[ _](?:small|weak)|insecure algorithm/,
      /unsupported certificate purpose|invalid purpose|conform to algorithm constraints|notvalidforusage|wrong usage|error 26 at \d|num=(?:24|25|26|66|67|68|69)\b|cert_e_wrong_usage|0x800b0110|causedasendentity/,
    ],
    title: 'The client does not take certificates of this form',
    meaning: 'An old version, a short key, a weak signature or a wrong purpose: the certificate has to be made anew.',
    fix: formatFix({
      first:
        'Have a certificate of version 3 with a key of 2048 bits or more, signed with SHA-256, for server authentication.',
    }),
    sources: [rfc(5280, '4.1')],
    rules: ['certificate/weak-key', 'certificate/weak-signature', 'certificate/no-server-auth'],
  }),
  tlsError({
    id: 'pinned-certificate-differs',
    weight: 'exact',
    signs: [
      /(?:fingerprint|thumbprint)s? (?:of .{1,80} )?(?:does not|do not|doesn't|don't|did not|didn't|not) match/,
      /public ?key (?:does not|doesn't|did not) match pinned|pinned public ?key|curl: \(90\)/,
    ],
    title: 'The certificate is not the one whose fingerprint the client was given',
    meaning:
      'The client holds to one certificate or key by its fingerprint, and the server presented another: mostly it was renewed. Chain and name were not the matter.',
    causes: [
      because('The server has a new certificate.', 'A probe shows its fingerprint and its first day.'),
      inspection,
    ],
    fix: formatFix({
      first:
        'Compare with the fingerprint that the owner of the server names, and renew it in the client only then; better check by a trusted authority and the name.',
      postfix: 'renew match= in the policy table of level fingerprint.',
    }),
    sources: [postfixPage('TLS_README.html#client_tls_fprint', 'certificate fingerprints')],
    rules: ['certificate/self-signed', 'certificate/untrusted-root'],
  }),
  localTlsError({
    id: 'trust-file-not-read',
    weight: 'exact',
    signs: [
      /cannot set x509 trust file|cannot load certificate authority data/,
      /(?:error (?:setting|loading|reading)|(?:cannot|can't|unable to|could not|couldn't|failed to) (?:load|read|open|set|find|use|initiali[sz]e))[^.;]{0,24} (?:certificate verify locations|ca ?(?:file|path|cert(?:ificate)?s?|bundle|store)|cacert|x509 trust|trust ?store|root certificates?|system (?:roots|trust|cert))/,
      /error adding trust anchors from file|trustanchors parameter must be non-empty|curl: \(77\)|curle_ssl_cacert_badfile|cafile (?:.{0,80} )?(?:not found|does not exist|no such)|capath not found/,
    ],
    title: 'The client cannot read its own list of authorities',
    meaning: 'Path, rights or form of a local file. No connection was made.',
    fix: formatFix({ first: "Name a file in PEM form that the program may read, such as the system's own bundle." }),
    sources: [opensslErrors, exchangeCertificatesArticle],
  }),
];
