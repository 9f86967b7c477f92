// Data inside a page. Pure.

/** JSON that can stand in a `script` element: no text in it can end the element. */
export function jsonForPage(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
