// Who speaks in a text about STARTTLS, and what is behind it in more than one of them.

import { because } from './entry.ts';

export const strippedInPath = because(
  'STARTTLS is taken out on the way, by a firewall or a mail proxy.',
  'The answer to EHLO differs when it is read from inside the network.',
);

export const senderLog =
  'The protocol log of the Send connector: is 250-STARTTLS in the answer to EHLO, and is STARTTLS sent?';

/** A program that sends mail speaks of its server. */
export const clientContext =
  /smtp\.office365\.(?:com|us)|\.outlook\.com \d{4}-|smtpsendfailed|send-mailmessage|mailkit|nodemailer|smtplib|smtpexception|javax?\.mail|jakarta|phpmailer|aiosmtplib|\bon port 587|:587\b|in reply to mail from/;

/** Exchange speaks of the next server. */
export const queueContext = /4\.4\.(?:0|101|3\d\d)\b|primary target|proxy session|\[message=|target host responded/;
