// Text inside XML 1.0 and HTML: nothing in it is markup, and no character is one that the format forbids.

/**
 * Characters that XML 1.0 (section 2.2) does not know, those it asks to avoid, and those that are not seen or turn the
 * order of what is.
 */
const forbidden =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Surrogate}/gu;

function escapeCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For content and for attributes in either quotes. */
export function escapeXml(text: string): string {
  return text.replace(forbidden, escapeCharacter).replace(/[&<>"']/g, (character) => references[character] ?? '');
}

/** For attributes, in which a parser turns line breaks and tabs into spaces (section 3.3.3). */
export function escapeAttribute(text: string): string {
  return escapeXml(text).replace(/[\t\n]/g, (character) => `&#${character.charCodeAt(0)};`);
}
