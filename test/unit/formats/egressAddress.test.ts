import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProbeResult } from '../../../src/model/assessment.ts';
import { failed, known } from '../../../src/model/evidence.ts';
import { addressInHello, addressInRefusal, readEgress } from '../../../src/formats/egressAddress.ts';
import { isLocalAddress, unwrapMapped } from '../../../src/formats/ipAddress.ts';
import { capabilities, endedAt, failure, greeting, reply, resultWith, vantage } from '../../support/results.ts';

/** First lines of replies to EHLO as each product writes them. */
const hellos: readonly (readonly [product: string, line: string, address: string])[] = [
  ['Exchange', 'SERVER.contoso.com Hello [203.0.113.5]', '203.0.113.5'],
  ['Exchange Online', 'AM4PEPF00027A6A.mail.protection.outlook.com Hello [203.0.113.5]', '203.0.113.5'],
  ['Exchange over IPv6', 'SERVER.contoso.com Hello [2001:db8::5]', '2001:db8::5'],
  ['Exim', 'mx.example Hello host.example [203.0.113.5]', '203.0.113.5'],
  ['Exim after an EHLO with a literal', 'mx.example Hello [198.51.100.7] [203.0.113.5]', '203.0.113.5'],
  ['Exim with an ident answer', 'mx.example Hello root at host.example [203.0.113.5]', '203.0.113.5'],
  ['Exim over IPv6', 'mx.example Hello host.example [2001:DB8:0::5]', '2001:db8::5'],
  ['sendmail', 'mx.example Hello host.example [203.0.113.5], pleased to meet you', '203.0.113.5'],
  [
    'sendmail without a name that leads back',
    'mx.example Hello host.example [203.0.113.5] (may be forged), pleased to meet you',
    '203.0.113.5',
  ],
  ['sendmail over IPv6', 'mx.example Hello [IPv6:2001:db8:0:0:0:0:0:5], pleased to meet you', '2001:db8::5'],
  ['sendmail on a socket of both families', 'mx Hello h [IPv6:::ffff:203.0.113.5], pleased', '203.0.113.5'],
  ['Haraka', 'mx.example Hello host.example [203.0.113.5]Haraka is at your service.', '203.0.113.5'],
  ['Haraka, newer', 'mx.example Hello host.example [203.0.113.5], Haraka is at your service.', '203.0.113.5'],
  ['Gmail', 'mx.google.com at your service, [203.0.113.5]', '203.0.113.5'],
  ['Gmail over IPv6', 'mx.google.com at your service, [2001:db8::5]', '2001:db8::5'],
  ['OpenSMTPD', 'mx.example Hello [198.51.100.7] [203.0.113.5], pleased to meet you', '203.0.113.5'],
  ['Domino', 'mx.example Hello host.example ([203.0.113.5]), pleased to meet you', '203.0.113.5'],
  ['James', 'mx.example Hello desk [203.0.113.5])', '203.0.113.5'],
  ['MailEnable', 'mx.example [203.0.113.5], this server offers 5 extensions', '203.0.113.5'],
  ['in parentheses', 'mx.example Hello host.example (203.0.113.5)', '203.0.113.5'],
];

/** Refusals as services write them: one line each. */
const refusals: readonly (readonly [line: string, address: string])[] = [
  [
    '5.7.606 Access denied, banned sending IP [203.0.113.5]. To request removal from this list please visit https://sender.office.com/',
    '203.0.113.5',
  ],
  [
    '5.7.511 Access denied, banned sender[203.0.113.5]. To request removal from this list please forward this message to delist@microsoft.com.',
    '203.0.113.5',
  ],
  [
    '5.7.1 Service unavailable, Client host [203.0.113.5] blocked using Spamhaus. To request removal from this list see https://www.spamhaus.org/query/ip/203.0.113.5 (AS3130)',
    '203.0.113.5',
  ],
  [
    "5.7.1 Unfortunately, messages from [203.0.113.5] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3150).",
    '203.0.113.5',
  ],
  ['4.7.650 The mail server [203.0.113.5] has been temporarily rate limited due to IP reputation.', '203.0.113.5'],
  ['4.7.0 [TSS04] Messages from 203.0.113.5 temporarily deferred due to user complaints', '203.0.113.5'],
  [
    '5.7.1 [BL21] Connections will not be accepted from 203.0.113.5, because the ip is in Spamhaus’s list',
    '203.0.113.5',
  ],
  ['4.7.0 [203.0.113.5      15] Our system has detected an unusual rate of', '203.0.113.5'],
  ['5.7.25 [2001:db8::5] The IP address sending this message does not have a PTR record', '2001:db8::5'],
  ['5.7.1 Service unavailable; client [203.0.113.5] blocked using zen.spamhaus.org', '203.0.113.5'],
  ['IP=203.0.113.5 - A problem occurred. (BL)', '203.0.113.5'],
  ['For explanation visit https://postmaster.example/error-messages?ip=203.0.113.5&c=bip', '203.0.113.5'],
  ['JunkMail rejected - host.example [203.0.113.5] is in an RBL, see 127.0.0.2', '203.0.113.5'],
];

const internetSides = { remote: '192.0.2.1', local: '192.168.1.20', ehloName: '[198.51.100.7]' };

describe('the egress address', () => {
  for (const [product, line, address] of hellos) {
    it(`is read from the hello of ${product}`, () => {
      assert.equal(addressInHello(line, internetSides), address);
    });
  }

  for (const [line, address] of refusals) {
    it(`is read from "${line.slice(0, 60)}"`, () => {
      assert.equal(addressInRefusal(line, internetSides), address);
    });
  }

  it("is never the server's own", () => {
    for (const line of [
      '[192.0.2.1] ESMTP ready',
      'mx.example Hello, this is [192.0.2.1]',
      '192.0.2.1',
      'mx.example',
    ]) {
      assert.equal(addressInHello(line, internetSides), undefined, line);
    }
    assert.equal(addressInRefusal('5.7.1 [192.0.2.1] does not serve you', internetSides), undefined);
  });

  it('is not what we said in EHLO, nor an address of our own network that the internet cannot see', () => {
    assert.equal(addressInHello('mx.example Hello [198.51.100.7]', internetSides), undefined);
    assert.equal(addressInHello('mx.example Hello [192.168.1.20]', internetSides), undefined);
    assert.equal(addressInRefusal('5.7.1 Client host rejected: found on list, 127.0.0.2', internetSides), undefined);
  });

  it('is a local one where the server is met in the same network', () => {
    const sides = { remote: '10.0.0.5', local: '10.0.0.9', ehloName: '[10.0.0.9]' };
    assert.equal(addressInHello('SERVER.contoso.local Hello [10.0.0.9]', sides), '10.0.0.9');
    const loopback = { remote: '127.0.0.1', local: '127.0.0.1' };
    assert.equal(addressInHello('mx.example Hello localhost [127.0.0.1]', loopback), '127.0.0.1');
  });

  it('is no part of a name, a version or a longer number', () => {
    const texts = [
      'mx Hello 203.0.113.5.dsl.example',
      'mx Hello ip-203.0.113.5',
      'mx Hello from v203.0.113.5',
      'mx Hello 1.203.0.113.5',
    ];
    for (const text of texts) assert.equal(addressInHello(text), undefined, text);
  });

  it('is unknown where two may be meant', () => {
    assert.equal(addressInRefusal('5.7.1 [203.0.113.5] and [203.0.113.6] are refused', internetSides), undefined);
  });

  it('is looked for inside TLS first, then before it, then in refusals, and says where it stood', () => {
    const clear = capabilities('250-mx.example.com Hello [203.0.113.5]\n250 STARTTLS');
    const inside = capabilities('250-mx.example.com Hello [203.0.113.6]\n250 SIZE', 14);
    const both = resultWith({ capabilities: known(clear), capabilitiesInTls: known(inside) });
    assert.deepEqual(readEgress(both), {
      address: '203.0.113.6',
      family: 4,
      line: 14,
      text: '"250-mx.example.com Hello [203.0.113.6]"',
      readFrom: 'the reply to EHLO inside TLS (line 14)',
    });
    const onlyClear = resultWith({
      capabilities: known(clear),
      capabilitiesInTls: failed(failure('cancelled', 'inspect')),
    });
    assert.equal(readEgress(onlyClear)?.readFrom, 'the reply to EHLO (line 5)');
    const ban = greeting('554-mx.example.com\n554 5.7.1 Client host [203.0.113.7] blocked using zen.spamhaus.org');
    const refused = endedAt('capabilities', failure('greeting-rejected', 'greet', { reply: ban.reply }), {
      greeting: known(ban),
    });
    assert.deepEqual(
      [readEgress(refused)?.address, readEgress(refused)?.line, readEgress(refused)?.readFrom],
      ['203.0.113.7', 4, 'the greeting (line 4)'],
    );
    const farewell = failure('rate-limited', 'inspect', {
      reply: reply('421 4.7.0 IP [203.0.113.8] has sent too much', 15),
    });
    assert.equal(readEgress(endedAt('capabilitiesInTls', farewell))?.address, '203.0.113.8');
  });

  it('is unknown when no reply tells it, as with Postfix', () => {
    assert.equal(readEgress(resultWith({})), undefined);
  });

  it('reads hostile text in bounded time and never throws', () => {
    const long = ['1'.repeat(100_000), ':'.repeat(100_000), '[1.2.3.4] '.repeat(20_000), '1.'.repeat(50_000)];
    const startedAt = performance.now();
    for (const text of long) addressInRefusal(text, internetSides);
    assert.ok(performance.now() - startedAt < 500);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'12.:[] aIPv6f'), maxLength: 200 }), (text) => {
        const result: ProbeResult = resultWith({ capabilities: known(capabilities(`250 ${text}`)) }, { vantage });
        const egress = readEgress(result);
        if (egress !== undefined) assert.equal(unwrapMapped(egress.address), egress.address);
      }),
    );
  });
});

describe('local addresses', () => {
  it('are those that only a machine or a network knows', () => {
    const local = ['127.0.0.1', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', '169.254.1.1', '100.64.0.1'];
    const local6 = ['::1', '::', 'fe80::1', 'fd00::1', 'fc00::1', 'ff02::1', '::ffff:10.0.0.1', '0.0.0.0', '224.0.0.1'];
    for (const address of [...local, ...local6]) assert.equal(isLocalAddress(address), true, address);
    const open = ['172.32.0.1', '100.128.0.1', '192.0.2.1', '8.8.8.8', '2001:db8::1', '::ffff:8.8.8.8', 'x'];
    for (const address of open) assert.equal(isLocalAddress(address), false, address);
  });

  it('are IPv4 where they are mapped into IPv6', () => {
    assert.equal(unwrapMapped('::ffff:192.0.2.1'), '192.0.2.1');
    assert.equal(unwrapMapped('::FFFF:c000:201'), '192.0.2.1');
    assert.equal(unwrapMapped('2001:DB8::1'), '2001:db8::1');
    assert.equal(unwrapMapped('mx'), undefined);
  });
});
