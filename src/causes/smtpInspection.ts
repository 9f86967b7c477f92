// A firewall that inspects SMTP and writes over what it does not know.

import type { Clue } from '../model/cause.ts';
import type { Capabilities } from '../model/smtp.ts';
import { exchangeArticle } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { echoesMaskedCommand, isMaskedKeyword, keywordsOfLength, maskedGreeting } from '../formats/maskedSmtp.ts';
import { quote, quoteReplyLine, replyLocation } from '../formats/quoting.ts';
import { factOf, furtherTestOf, proof, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';
import { wasAskedUnoffered } from './offer.ts';

function greetingClue(subject: Case): Clue | undefined {
  const reply = factOf(subject, 'greeting')?.reply;
  const index = reply?.lines.findIndex(maskedGreeting) ?? -1;
  if (reply === undefined || index < 0) return undefined;
  return proof(
    `The greeting reads ${quoteReplyLine(reply, index)}: its letters are masked, as Cisco SMTP inspection does it.`,
    replyLocation(reply, index),
  );
}

function keywordClues(capabilities: Capabilities | undefined): readonly Clue[] {
  return (capabilities?.keywords ?? [])
    .filter(({ keyword }) => isMaskedKeyword(keyword))
    .map(({ keyword, line }) => {
      const isStartTls = keywordsOfLength(keyword.length).includes('STARTTLS');
      const length = isStartTls ? 'It has the length of STARTTLS.' : `It is ${keyword.length} letters long.`;
      return proof(`A keyword of the EHLO reply was replaced by ${quote(keyword)}. ${length}`, { line });
    });
}

function echoClue(subject: Case): Clue | undefined {
  const reply = factOf(subject, 'startTls')?.reply;
  if (reply === undefined || !echoesMaskedCommand(reply.lines.join(' '))) return undefined;
  return proof(
    'The server repeats the command it received, and that is a row of X: STARTTLS was overwritten on its way.',
    replyLocation(reply),
  );
}

function unofferedClue(subject: Case): Clue | undefined {
  const test = furtherTestOf(subject, 'unoffered-starttls');
  if (test?.outcome !== 'rewritten') return undefined;
  return proof(
    `STARTTLS was sent although it was not offered, and the reply shows that another command arrived: ${quote(test.reply ?? '')}.`,
  );
}

/** Very old PIX releases answer OK to what they do not know (KB 320027). */
function unknownVerbClue(subject: Case): Clue | undefined {
  const test = furtherTestOf(subject, 'unknown-verb');
  const said = quote(test?.reply ?? '');
  if (test?.outcome === 'rewritten') {
    return proof(`A verb that no server knows was sent, and the reply shows that another command arrived: ${said}.`);
  }
  if (test?.outcome !== 'accepted') return undefined;
  return strong(
    `A verb that no server knows was accepted: ${said}. Very old PIX firewalls answer so, mail servers do not.`,
  );
}

function unknownVerbRefusedClue(subject: Case): Clue | undefined {
  const test = furtherTestOf(subject, 'unknown-verb');
  if (test?.outcome !== 'refused' || !/^50[0-4]/.test(test.reply ?? '')) return undefined;
  return weak(`A verb that no server knows was refused, as a mail server does it: ${quote(test.reply ?? '')}.`);
}

/** An answer to EHLO without STARTTLS in which nothing was masked. */
function unmaskedClue(subject: Case): Clue | undefined {
  const capabilities = factOf(subject, 'capabilities');
  const greeting = factOf(subject, 'greeting');
  if (capabilities === undefined || greeting === undefined || capabilities.keywords.length === 0) return undefined;
  const isClean =
    keywordClues(capabilities).length === 0 && greetingClue(subject) === undefined && echoClue(subject) === undefined;
  if (!isClean) return undefined;
  // What takes a verb that no server knows is no mail server alone, masked letters or not.
  const weigh = furtherTestOf(subject, 'unknown-verb')?.outcome === 'accepted' ? weak : strong;
  return weigh(
    'Greeting and EHLO reply came through with all their letters: this kind of inspection masks them.',
    replyLocation(capabilities.reply),
  );
}

export const smtpInspection: Cause = {
  id: 'smtp-inspection',
  title: 'A firewall on the way rewrites SMTP',
  meaning:
    'A firewall on the way rewrites SMTP, most likely Cisco ESMTP inspection (PIX, ASA or FTD): it replaces what it does not let through by X and asterisks of the same length. The mail server itself may be sound.',
  explains: [
    'greeting/rewritten',
    'ehlo/rewritten',
    'starttls/refused',
    'starttls/not-offered',
    'starttls/demanded-not-offered',
    'ehlo/refused',
  ],
  fix: formatFix({
    first:
      'Probe from inside the firewall: if greeting and EHLO reply are whole there, the device is proved. On a Cisco ASA or FTD keep the inspection and let TLS through: in the ESMTP policy map (policy-map type inspect esmtp) set "parameters", "allow-tls" and "no mask-banner". If the model has no allow-tls, take the mail server\'s traffic out of the inspection (no inspect esmtp; on a PIX: no fixup protocol smtp 25). On other firewalls, exempt port 25 of the mail server from SMTP proxies and deep inspection.',
    last: 'Exchange, Postfix and Exim need no change.',
  }),
  sources: [
    exchangeArticle(
      'mailflow/cannot-send-receive-email-behind-cisco-firewall',
      'cannot send or receive email behind a Cisco firewall (KB 320027)',
    ),
    {
      text: 'Cisco: ESMTP TLS configuration',
      url: 'https://www.cisco.com/c/en/us/support/docs/security/email-security-appliance/118550-qa-esa-00.html',
    },
  ],
  examine: (subject) => ({
    evidenceFor: [
      greetingClue(subject),
      ...keywordClues(factOf(subject, 'capabilities')),
      echoClue(subject),
      unofferedClue(subject),
      unknownVerbClue(subject),
    ],
    evidenceAgainst: [unmaskedClue(subject), unknownVerbRefusedClue(subject)],
    nextTest: wasAskedUnoffered(subject)
      ? { text: 'Probe from inside the firewall: another greeting or answer to EHLO there proves the device.' }
      : {
          text: 'Send STARTTLS although it is not offered: an answer that repeats a row of X proves the device. So does a probe from inside the firewall, where a verb that no server knows is refused.',
          furtherTest: 'unoffered-starttls',
        },
  }),
};
