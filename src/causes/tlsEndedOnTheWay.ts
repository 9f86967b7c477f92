// A firewall or mail proxy answers TLS with a certificate of its own.

import type { Certificate } from '../model/certificate.ts';
import type { Clue } from '../model/cause.ts';
import { transportRouting } from '../formats/citations.ts';
import { cannotStartAfterAll, wentOnInClear } from '../formats/clearAfterStartTls.ts';
import { formatFix } from '../formats/fix.ts';
import { deviceNamedIn } from '../formats/inspectingDevice.ts';
import { echoesMaskedCommand } from '../formats/maskedSmtp.ts';
import { quote, quoteReply, replyLocation } from '../formats/quoting.ts';
import { factOf, findingOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

function describe({ subject, issuer }: Certificate): string {
  return quote(`${subject}, issued by ${issuer}`);
}

function deviceClue(certificates: readonly Certificate[]): Clue | undefined {
  const named = deviceNamedIn(certificates);
  const certificate = certificates[named?.certificate ?? 0];
  return named === undefined || certificate === undefined
    ? undefined
    : strong(
        `The certificate ${describe(certificate)} names ${named.device}: such devices end TLS with one of their own.`,
        { certificate: named.certificate },
      );
}

/** Made for the very name that was asked for, minutes or hours ago, by nobody that is known. */
function freshClue(subject: Case, certificates: readonly Certificate[]): Clue | undefined {
  const leaf = certificates[0];
  const isUntrusted = findingOf(subject, 'certificate/untrusted-root', 'certificate/incomplete-chain') !== undefined;
  if (leaf === undefined || !isUntrusted || factOf(subject, 'verification')?.name.matches !== true) return undefined;
  const age = Date.parse(subject.result.startedAt) - Date.parse(leaf.notBefore);
  return age >= 0 && age < 86_400_000
    ? weak(
        'It holds the name that was asked for and was made within the last day, as inspecting devices make them on demand.',
        {
          certificate: 0,
        },
      )
    : undefined;
}

function cutOffClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'handshake/broken-off', 'session/no-reply');
  const { ending } = subject.result;
  if (finding === undefined || ending?.phase !== 'handshake') return undefined;
  if (cannotStartAfterAll(ending)) return undefined;
  if (ending.reply !== undefined) {
    return weak('In place of TLS came word that the connection broke: something speaks for the server.', finding.where);
  }
  if (wentOnInClear(ending)) {
    return weak(`STARTTLS was accepted, and what followed was no TLS. ${ending.detail}`, finding.where);
  }
  return weak(
    'STARTTLS was accepted, and the handshake behind it came to nothing: deep inspection of mail does that.',
    finding.where,
  );
}

/** RFC 5321 section 4.2.2: these say that the command was not understood, and yet it was offered. */
function outOfStepClue(subject: Case): Clue | undefined {
  const reply = factOf(subject, 'startTls')?.reply;
  if (reply === undefined || ![500, 501, 502, 503].includes(reply.code)) return undefined;
  if (echoesMaskedCommand(reply.lines.join(' '))) return undefined;
  return weak(
    `STARTTLS was offered and then not understood (${quoteReply(reply)}): a proxy that passes on one and answers the other does that.`,
    replyLocation(reply),
  );
}

const clearText =
  'Something said 220 to STARTTLS and went on without TLS; nothing was cut. That is a firewall or mail proxy that answers the command itself and passes the rest on to a server that never saw it, or a server that says 220 and does not begin.';

export const tlsEndedOnTheWay: Cause = {
  id: 'tls-ended-on-the-way',
  title: 'A firewall or mail proxy ends TLS on the way',
  meaning:
    'A firewall with SMTP inspection or a mail proxy answers in place of the server: it decrypts the mail and shows a certificate of its own, which senders do not trust.',
  explains: [
    'certificate/untrusted-root',
    'certificate/incomplete-chain',
    'certificate/self-signed',
    'certificate/name-mismatch',
    'handshake/broken-off',
    'session/no-reply',
    'starttls/refused',
  ],
  fix: formatFix({
    first:
      "Exempt port 25 of the mail server from SSL inspection and SMTP proxies on the device (FortiGate: the certificate-inspection profile in place of deep inspection for that policy; Sophos, WatchGuard, Barracuda, Check Point, Palo Alto: an exception for the mail server's address). If the device has to filter mail, let it speak for the mail server as its MX: with a certificate from a public authority for the MX host name.",
    exchange:
      'nothing may change SMTP between Exchange and Exchange Online, so a hybrid deployment needs the exemption.',
  }),
  sources: [
    {
      text: 'Fortinet community: inbound STARTTLS under deep inspection (a user report)',
      url: 'https://community.fortinet.com/support-forum-92/inbound-smtp-starttls-deep-inspection-causes-delivery-banner-timeout-when-utm-profiles-are-enabled-227547',
    },
    transportRouting,
  ],
  examine: (subject) => {
    const certificates = factOf(subject, 'certificates')?.certificates ?? [];
    return {
      ...(wentOnInClear(subject.result.ending) ? { text: clearText } : {}),
      evidenceFor: [
        deviceClue(certificates),
        freshClue(subject, certificates),
        cutOffClue(subject),
        outOfStepClue(subject),
      ],
      nextTest: {
        text: 'Probe from the network of the server: another certificate, or TLS where there was none, proves the device.',
      },
    };
  },
};
