// Short names of certificates, for display only. Pure.

import type { Certificate } from '../../src/model/certificate.ts';

export function certificateName({ commonNames, subject, alternativeNames }: Certificate): string {
  const name = commonNames[0] ?? (subject === '' ? alternativeNames[0]?.value : subject) ?? '';
  return name === '' ? '–' : name;
}

/** The common name in an RFC 4514 string, else the string. */
export function shortName(name: string): string {
  const match = /(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/i.exec(name);
  return match?.[1] ?? name;
}
