// The identifier of a past result.

/** It stands in addresses of documents and in messages. */
export function isResultId(text: string): boolean {
  return /^[A-Za-z0-9-]{1,64}$/.test(text);
}
