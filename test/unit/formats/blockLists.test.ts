// What the answers of block lists mean, and what of them means nothing.

import assert from 'node:assert/strict';
import type { DnsAnswer } from '../../../src/model/dns.ts';
import { blockLists, findBlockList, judgeBlockList, shownZone } from '../../../src/formats/blockLists.ts';
import { addressFamily } from '../../../src/formats/ipAddress.ts';
import { blockListName, pointerName } from '../../../src/formats/reverseName.ts';
import { parseHost } from '../../../src/formats/targetText.ts';

const none: DnsAnswer = { status: 'none' };
const alive: DnsAnswer = { status: 'found', values: ['127.0.0.2'] };

function found(...values: readonly string[]): DnsAnswer {
  return { status: 'found', values };
}

function failed(reason: string): DnsAnswer {
  return { status: 'failed', reason };
}

const zen = findBlockList('zen.spamhaus.org');

describe('the answer of a block list', () => {
  it('that the name does not exist means that the address is not listed, where the list knows its test entry', () => {
    assert.deepEqual(judgeBlockList(zen, none, alive), {
      zone: 'zen.spamhaus.org',
      status: 'not-listed',
      codes: [],
      text: 'Not listed.',
    });
  });

  it('means nothing where the list does not know its own test entry', () => {
    const { status, text } = judgeBlockList(findBlockList('b.barracudacentral.org'), none, none);
    assert.equal(status, 'error');
    assert.match(text, /RFC 5782 section 5\)\. Barracuda answers only name servers that are registered/);
    assert.equal(judgeBlockList(zen, none, found('127.255.255.254')).status, 'error');
    assert.equal(judgeBlockList(zen, none, found('198.51.100.1')).status, 'error');
    assert.equal(judgeBlockList(zen, none, failed('the name server failed (SERVFAIL)')).status, 'error');
  });

  it('names each code with its meaning, and where the address is taken off', () => {
    const answer = judgeBlockList(zen, found('127.0.0.4', '127.0.0.10', '127.0.0.77'), none);
    assert.equal(answer.status, 'listed');
    assert.deepEqual(answer.codes, ['127.0.0.4', '127.0.0.10', '127.0.0.77']);
    assert.match(answer.text, /XBL: .* \(127\.0\.0\.4\); PBL: .* \(127\.0\.0\.10\); a code that is not known here/);
    assert.equal(answer.url, 'https://check.spamhaus.org/');
  });

  for (const [code, reason] of [
    ['127.255.255.252', /mistyped/],
    ['127.255.255.254', /public or shared name server/],
    ['127.255.255.255', /too many questions/],
    ['127.255.255.250', /refused/],
  ] as const) {
    it(`${code} is an error and no listing`, () => {
      const answer = judgeBlockList(zen, found(code), none);
      assert.equal(answer.status, 'error');
      assert.match(answer.text, reason);
      assert.equal(judgeBlockList(zen, found('127.0.0.2', code), none).status, 'error');
    });
  }

  it('outside 127.0.0.0/8 comes from a resolver that writes its own answers', () => {
    for (const address of ['198.51.100.7', '10.0.0.1', '0.0.0.0', 'hostile\\x1b[2J']) {
      const answer = judgeBlockList(zen, found(address), none);
      assert.equal(answer.status, 'error', address);
      assert.match(answer.text, /writes answers of its own/);
    }
  });

  it('means nothing where the list knows 127.0.0.1 too: it lists everything', () => {
    assert.match(judgeBlockList(zen, found('127.0.0.2'), alive).text, /lists everything/);
    assert.equal(judgeBlockList(zen, found('127.0.0.2'), failed('no')).status, 'error');
  });

  it('that did not come is an error with its reason', () => {
    const answer = judgeBlockList(zen, failed('the name server did not answer in time'), none);
    assert.deepEqual([answer.status, answer.codes], ['error', []]);
    assert.match(answer.text, /^No answer: the name server did not answer in time\. Spamhaus answers neither/);
  });
});

describe('block lists', () => {
  it('have zones that are names, codes that are addresses, and a page', () => {
    for (const { zone, meanings, url } of blockLists) {
      assert.equal(parseHost(zone).status, 'parsed', zone);
      assert.match(url, /^https:\/\//);
      for (const code of Object.keys(meanings)) {
        assert.equal(addressFamily(code), 4, code);
        assert.match(code, /^127\.0\./);
      }
    }
    assert.equal(new Set(blockLists.map(({ zone }) => zone)).size, blockLists.length);
  });

  it('of a person are asked too, and say that their codes are not known here', () => {
    const own = findBlockList('list.example');
    const answer = judgeBlockList(own, found('127.0.0.2'), none);
    assert.equal(answer.text, 'Listed: a code that is not known here (127.0.0.2).');
    assert.equal('url' in answer, false);
  });

  it('with a key in front never show it', () => {
    const zone = 'abcdefghij0123456789abcdef.zen.dq.spamhaus.net';
    assert.equal(shownZone(zone), 'KEY.zen.dq.spamhaus.net');
    const answer = judgeBlockList(findBlockList(zone), found('127.0.0.2'), none);
    assert.equal(answer.zone, 'KEY.zen.dq.spamhaus.net');
    assert.match(answer.text, /SBL/);
    assert.equal(shownZone('zen.spamhaus.org'), 'zen.spamhaus.org');
  });
});

describe('names of addresses in the DNS', () => {
  it('turn the address around', () => {
    assert.equal(pointerName('203.0.113.5'), '5.113.0.203.in-addr.arpa');
    assert.equal(blockListName('203.0.113.5', 'list.example'), '5.113.0.203.list.example');
    const nibbles = '5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2';
    assert.equal(pointerName('2001:db8::5'), `${nibbles}.ip6.arpa`);
    assert.equal(blockListName('2001:db8::5', 'list.example'), `${nibbles}.list.example`);
    assert.equal(pointerName('mx.example'), undefined);
  });
});
