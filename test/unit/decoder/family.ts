// What programs say of one fault. Written from knowledge of the programs, not copied from pages: the real texts with their
// sources are in corpus. Each way of saying it is found.

export interface Family {
  readonly id: string;
  readonly texts: readonly string[];
}

export function family(id: string, ...texts: readonly string[]): Family {
  return { id, texts };
}
