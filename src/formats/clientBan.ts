// Tells a refusal of this client from a refusal of a command.

import type { SmtpReply } from '../model/smtp.ts';

/** Microsoft's codes for banned addresses: 5.7.511 and 5.7.606 to 5.7.649. */
const bannedCode = /\b5\.7\.(?:511|60[6-9]|6[1-4]\d)\b/;
const bannedText =
  /\b(?:block(?:ed)? ?list(?:ed)?|black ?list(?:ed)?|banned|blocked (?:using|by)|(?:dns|r)bls?|spamhaus|spamcop|barracudacentral|(?:ip|sender|poor|bad|low) reputation)\b/i;

/** The reply speaks of the client's address or its reputation. */
export function isClientBan(reply: SmtpReply): boolean {
  const text = reply.lines.join(' ');
  return bannedCode.test(text) || bannedText.test(text);
}

/**
 * The reply turns this client, or the name it gave, away; it does not say that the command is unknown.
 * RFC 5321 section 4.2.2: 500, 502 and 503 are about commands, 501 and 504 about arguments, x5x about the mail system.
 */
export function isPolicyRefusal(reply: SmtpReply): boolean {
  return isClientBan(reply) || ![500, 502, 503].includes(reply.code);
}
