import assert from 'node:assert/strict';
import { withoutIcons, withoutLinks } from '../../../src/extension/messages.ts';

/** As VS Code finds links in its messages (src/vs/base/common/linkedText.ts). */
const linkInMessage = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

/** As VS Code finds icons in labels, where a backslash before takes their meaning away. */
const iconInLabel = /(?<!\\)\$\([A-Za-z0-9~-]+\)/;

describe('messages', () => {
  it('make no link of a name', () => {
    const names = [
      '[Restart](command:workbench.action.quit)',
      '[a](https://example.com) [b](file:///etc/passwd)',
      '[[a]](command:x "title")',
      '](command:x)[a](command:y)',
    ];
    for (const name of names) {
      const message = withoutLinks(`${name} was sound and is broken now.`);
      assert.doesNotMatch(message, linkInMessage, message);
    }
    assert.match(names[0] ?? '', linkInMessage);
  });

  it('make no icon of a name', () => {
    assert.match('$(check) mx1', iconInLabel);
    assert.doesNotMatch(withoutIcons('$(check) mx1 $(sync~spin)'), iconInLabel);
  });

  it('leave every other text as it is', () => {
    const text = 'mx1 [primary] (Berlin): 5 $ a month, [2001:db8::1]:25 (see line 4)';
    assert.equal(withoutIcons(withoutLinks(text)), text);
  });
});
