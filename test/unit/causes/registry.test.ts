// The registry of causes against the files on disk, and the form of every cause.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { causes, findCause } from '../../../src/causes/index.ts';
import { rules } from '../../../src/rules/index.ts';

const shared: readonly string[] = ['cause', 'index', 'loggedErrors', 'offer', 'rank'];

function kebabCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** Findings that are their own explanation: there is nothing behind them to be found out. */
const needNoCause: Readonly<Record<string, string>> = {
  'starttls/offered-inside-tls': 'A lapse of the server that stops no mail.',
  'session/reply-oddities': 'A note on how replies are written.',
  'certificate/superfluous': 'A note on what is sent too much.',
  'client-certificate/requested': 'A note: asked for, not demanded.',
  'expectation/acceptance-expired': 'About the fleet file, not about the server.',
  'expectation/acceptance-unknown': 'About the fleet file, not about the server.',
};

describe('cause registry', () => {
  it('has exactly the causes on disk, each under the name of its file', () => {
    const onDisk = readdirSync(join(process.cwd(), 'src', 'causes'))
      .map((name) => name.replace(/\.ts$/, ''))
      .filter((name) => !shared.includes(name))
      .map(kebabCase);
    assert.deepEqual(causes.map(({ id }) => id).sort(), onDisk.sort());
  });

  it('has no identifier twice, and finds each', () => {
    assert.equal(new Set(causes.map(({ id }) => id)).size, causes.length);
    for (const cause of causes) assert.equal(findCause(cause.id), cause);
    assert.equal(findCause('no-such-cause'), undefined);
  });

  it('explains every rule, or says why not', () => {
    // One rule is of a later date than some of these causes: it counts once it is there.
    const explained = new Set(causes.flatMap(({ explains }) => explains));
    const missing = rules.map(({ id }) => id).filter((id) => !explained.has(id) && needNoCause[id] === undefined);
    assert.deepEqual(missing, []);
    assert.deepEqual(
      Object.keys(needNoCause).filter((id) => explained.has(id)),
      [],
    );
  });

  for (const cause of causes) {
    it(`${cause.id} is written as a cause`, () => {
      assert.match(cause.title, /^[A-Z].*[^.]$/);
      assert.match(cause.meaning, /\.$/);
      assert.ok(cause.meaning.length > 80, 'a meaning is a sentence or two');
      assert.match(cause.fix, /\.$/);
      assert.ok(cause.sources.length > 0);
      for (const { url } of cause.sources) assert.match(url, /^https:\/\//);
      assert.doesNotMatch(`${cause.title} ${cause.meaning} ${cause.fix}`, /!|\b(?:oops|please|sorry|simply|just)\b/i);
    });
  }
});
