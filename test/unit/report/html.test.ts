// The HTML report as a browser takes it is looked at in test/ui/report.test.ts; here its text.

import assert from 'node:assert/strict';
import { html } from '../../../src/report/html.ts';
import { assertGolden } from '../../support/golden.ts';
import { attacks, broken, halfway, hostile, reportOptions, sampleOptions, sound } from '../../support/reports.ts';

/** Every start tag of a page with its attributes. No text of a report can hold one. */
function tagsOf(text: string): readonly { readonly name: string; readonly attributes: string }[] {
  return [...text.matchAll(/<([a-z][a-z0-9]*)((?:\s+[a-z:-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, name = '', attributes = '']) => ({ name: name.toLowerCase(), attributes }),
  );
}

const expectedTags = new Set(
  (
    'html head meta title style body main footer header section article h1 h2 h3 h4 h5 p a span strong code pre ul ol li dl ' +
    'div dt dd table thead tbody tr th td details summary svg path line rect'
  ).split(' '),
);

describe('HTML report', () => {
  it('is as it should be', () => {
    // What it looks like is seen in a browser; the style is no part of what is said.
    const content = (text: string): string => text.replace(/<style>[^<]*<\/style>/, '<style></style>');
    assertGolden('report/sound.html', content(html.format([sound], sampleOptions)));
    assertGolden('report/broken.html', content(html.format([broken], sampleOptions)));
  });

  it('begins with what forbids scripts and all that is loaded', () => {
    const text = html.format([sound, broken], reportOptions);
    assert.match(
      text,
      /^<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'/,
    );
  });

  it('holds no script, no picture, no frame, no form and nothing of another place', () => {
    for (const attack of attacks) {
      const text = html.format([hostile(attack), sound], reportOptions);
      for (const { name, attributes } of tagsOf(text)) {
        assert.ok(expectedTags.has(name), `${name}: ${attack}`);
        assert.doesNotMatch(attributes, /\s(?:on[a-z]+|src|srcset|action|formaction|data|background|ping)=/i, attack);
        const address = /\shref="([^"]*)"/.exec(attributes)?.[1] ?? '#';
        assert.match(address, /^(?:#|https?:\/\/)/, attack);
      }
      assert.doesNotMatch(text, /url\(|@import/i);
      assert.equal(text.split('<style').length, 2, attack);
      assert.equal(text.split('<!--').length, 1, attack);
    }
  });

  it('shows no character that is not seen or turns the order of others', () => {
    const text = html.format(attacks.map(hostile), reportOptions);
    assert.doesNotMatch(text, /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\ufeff]/);
    assert.doesNotMatch(text, /\p{Surrogate}/u);
  });

  it('leads from the list to each result, from findings to their lines, and nowhere into the void', () => {
    const text = html.format([sound, broken, halfway, ...attacks.map(hostile)], reportOptions);
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map((match) => match[1] ?? '');
    assert.equal(new Set(ids).size, ids.length, 'an identifier stands twice');
    const targets = [...text.matchAll(/\shref="#([^"]+)"/g)].map((match) => match[1] ?? '');
    assert.ok(targets.length > 20);
    assert.deepEqual(
      targets.filter((target) => !ids.includes(target)),
      [],
    );
    assert.ok(text.includes('href="#r2-line-3"') && text.includes('href="#r2-certificate-1"'));
  });

  it('begins with what to do first, unless it is accepted', () => {
    const [first] = broken.findings;
    assert.match(
      html.format([broken], reportOptions),
      /What to do first<\/p><ul class="steps one"><li>Name the certificate that is meant\..*href="#r1-cause-1"/,
    );
    assert.match(
      html.format([{ ...broken, causes: [] }], reportOptions),
      /What to do first<\/p><ul class="steps one"><li>Renew it with every name\..*href="#r1-finding-1"/,
    );
    const findings =
      first === undefined ? [] : [{ ...first, accepted: { rule: first.rule, until: '2027-01-01', reason: 'x' } }];
    assert.doesNotMatch(html.format([{ ...broken, findings }], reportOptions), /What to do first/);
  });

  it('has the surest cause in its head, and a card for each', () => {
    const text = html.format([broken], reportOptions);
    assert.match(text, /<p class="cause">Most likely: The server presents another certificate [^<]*\.<\/p>/);
    assert.match(text, /id="r1-cause-1">.*What speaks for it.*href="#r1-certificate-1".*What would settle it/s);
    assert.match(text, /<details class="ruled-out"><summary>Ruled out: 1<\/summary>.*The clock here is wrong/s);
    assert.ok(text.indexOf('r1-cause-1"') < text.indexOf('id="r1-finding-1"'));
  });

  it('says what could not be checked, and which inputs could not be used', () => {
    const errors = [{ input: '<x>', reason: 'argument: "<x>" is not a host name.' }];
    const text = html.format([halfway], { ...reportOptions, errors });
    assert.match(text, /<h2>Could not be checked<\/h2>/);
    assert.match(text, /<li>argument: &quot;&lt;x&gt;&quot; is not a host name\.<\/li>/);
  });

  it('says that it is redacted before anything else', () => {
    const text = html.format([sound], { ...reportOptions, redactionTokens: ['host-1'] });
    assert.match(text, /<main>\n<p class="notice"><strong>Redacted\. <\/strong>/);
    assert.doesNotMatch(html.format([sound], reportOptions), /class="notice"/);
  });
});
