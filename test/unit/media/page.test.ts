// The page's code as text: nothing in it can turn what a server sent into markup or code.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(process.cwd(), 'media', 'panel');
const names = readdirSync(folder);

describe('the code of the page', () => {
  it('never writes markup and never runs text', () => {
    const forbidden =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|srcdoc|\beval\b|new Function|javascript:/;
    const offences = names.filter((name) => forbidden.test(readFileSync(join(folder, name), 'utf8')));
    assert.deepEqual(offences, []);
    assert.ok(names.length > 10);
  });

  it("takes its colours from the theme's variables only, and casts no shadow", () => {
    const styles = names.filter((name) => name.endsWith('.css'));
    assert.ok(styles.length > 1);
    for (const name of styles) {
      const text = readFileSync(join(folder, name), 'utf8');
      assert.doesNotMatch(text, /#[0-9a-f]{3,8}\b(?![^{]*\{)|\brgba?\(|\bhsla?\(|box-shadow/i, name);
    }
  });
});
