// Refusals of our address, as services write them, told from refusals of a command.

import assert from 'node:assert/strict';
import { isClientBan, isPolicyRefusal } from '../../../src/formats/clientBan.ts';
import { reply } from '../../support/results.ts';

const bans: readonly string[] = [
  '550 5.7.606 Access denied, banned sending IP [203.0.113.5].',
  '550 5.7.511 Access denied, banned sender[203.0.113.5].',
  "550 5.7.1 Unfortunately, messages from [203.0.113.5] weren't sent; part of their network is on our block list (S3150).",
  '451 4.7.650 The mail server [203.0.113.5] has been temporarily rate limited due to IP reputation.',
  '554 5.7.1 Service unavailable; Client host [203.0.113.5] blocked using zen.spamhaus.org',
  '554 Service unavailable; Client host [mail.example] blocked by bl.barracudacentral.org',
  '554 203.0.113.5 found on one or more DNSBLs',
  '550 JunkMail rejected - mail.example [203.0.113.5] is in an RBL',
  '554-mx.example.com\n554 IP address is black listed.',
  "554 Your access has been rejected due to the sending MTA's poor reputation.",
];

const others: readonly string[] = [
  '454 4.7.0 TLS not available due to local problem',
  '421 4.3.2 The maximum number of concurrent connections has exceeded a limit',
  '500 5.5.1 Command unrecognized: "XXXXXXXX"',
  '554 5.5.1 Error: no valid recipients',
  '450 4.7.1 Client host rejected: cannot find your hostname, [203.0.113.5]',
];

describe('refusals of our address', () => {
  for (const text of bans) {
    it(`"${text.slice(0, 70)}" is one`, () => {
      assert.equal(isClientBan(reply(text)), true);
      assert.equal(isPolicyRefusal(reply(text)), true);
    });
  }

  for (const text of others) {
    it(`"${text.slice(0, 70)}" says nothing of a list`, () => {
      assert.equal(isClientBan(reply(text)), false);
    });
  }
});
