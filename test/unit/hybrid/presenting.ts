// A probe of the on-premises host in which this certificate was presented, trusted by a public store.

import type { Assessment } from '../../../src/model/assessment.ts';
import { known } from '../../../src/model/evidence.ts';
import { judge } from '../../../src/rules/judge.ts';
import { certificate, resultWith, verification } from '../../support/results.ts';

export interface Presented {
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  readonly commonName?: string;
}

export function presenting({ subject, issuer, names, commonName }: Presented): Assessment {
  const own = certificate({
    subject,
    issuer,
    commonNames: [commonName ?? 'mail.contoso.com'],
    alternativeNames: names.map((value) => ({ kind: 'dns', value })),
  });
  return judge(
    resultWith({ certificates: known({ certificates: [own], truncated: false }), verification: known(verification()) }),
  );
}
