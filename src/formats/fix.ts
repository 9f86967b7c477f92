// Writes a fix: what to do, told apart by product, as the one text that a finding carries.

export interface Fix {
  /** For everybody, before the rest. */
  readonly first?: string;
  readonly exchange?: string;
  readonly postfix?: string;
  readonly exim?: string;
  /** For everybody, to be known beside the rest. */
  readonly last?: string;
}

/**
 * Each part is whole sentences. Reports find the parts again by their labels and the line break (report/fixText.ts), so
 * neither may stand within a part.
 */
export function formatFix({ first, exchange, postfix, exim, last }: Fix): string {
  const steps = [
    first,
    exchange === undefined ? undefined : `Exchange: ${exchange}`,
    postfix === undefined ? undefined : `Postfix: ${postfix}`,
    exim === undefined ? undefined : `Exim: ${exim}`,
  ];
  const paragraph = steps.filter((step) => step !== undefined).join(' ');
  return last === undefined ? paragraph : `${paragraph}\n${last}`;
}
