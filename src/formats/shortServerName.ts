// The name by which servers are compared, however an export writes it.

/** `contoso.local/Servers/EX01`, `ex01.contoso.local` → `EX01` */
export function shortServerName(text: string): string {
  return text.replace(/^.*\//, '').replace(/\..*$/, '').toUpperCase();
}
