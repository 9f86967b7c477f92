// A fix as a person follows it: what to do first, then what to do on which product.

export interface FixPart {
  /** Such as "Exchange" or "On a Cisco ASA"; absent for the beginning. */
  readonly label?: string;
  readonly text: string;
}

/** Sentences that begin with a short label and a colon, such as "Postfix: …", begin a part of their own. */
const labelledSentence = /(?<=[.:;]) (?=[A-Z][A-Za-z0-9 ]{1,20}: )/;

const label = /^([A-Z][A-Za-z0-9 ]{1,20}): (.+)$/s;

export function splitFix(fix: string): readonly FixPart[] {
  return fix.split(labelledSentence).map((text) => {
    const [, name, rest] = label.exec(text) ?? [];
    return name === undefined || rest === undefined ? { text } : { label: name, text: rest };
  });
}
