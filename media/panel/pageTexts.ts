// The page's texts in the person's language, as the extension wrote them into it.

/** The dictionary stands in the page as a block of data. */
export function readTexts(): unknown {
  try {
    return JSON.parse(document.getElementById('texts')?.textContent ?? '{}');
  } catch {
    return {};
  }
}
