// What a report on a hybrid deployment says, part by part, before any format writes it down.

import type { CertificateChoice, HybridDiagnosis, HybridLeg, HybridSide, UncheckedHybrid } from '../../model/hybrid.ts';
import type { ExportPlace } from '../../model/connector.ts';
import { printableText } from '../../formats/printable.ts';
import { severityWords } from '../words.ts';

export type SectionId = 'legs' | 'egress' | 'choice' | 'certificates' | 'renewal' | 'unchecked' | 'problems';

export interface Section {
  readonly id: SectionId;
  readonly title: string;
  readonly items: readonly { readonly text: string; readonly details: readonly string[] }[];
}

export const sideWords: Readonly<Record<HybridSide, string>> = {
  'on-premises': 'Exchange Management Shell',
  'exchange-online': 'Exchange Online PowerShell',
};

/** `connectors.json:12` */
export function formatPlace({ file, line }: ExportPlace): string {
  return `${printableText(file, 200)}:${line}`;
}

function legItem({ text, tls, assessment }: HybridLeg): Section['items'][number] {
  // Where the name that the connector verifies is proved, the host's own name does not matter.
  const findings = (assessment?.findings ?? []).filter(
    ({ severity, rule }) => severity !== 'note' && !(tls === 'verified' && rule === 'certificate/name-mismatch'),
  );
  return {
    text,
    details: [
      ...(assessment === undefined || tls === 'verified' ? [] : [assessment.summary]),
      ...findings.slice(0, 5).map((finding) => `${severityWords[finding.severity]}: ${finding.text} ${finding.fix}`),
    ],
  };
}

function certificateItem({ server, connector, role, outcome, steps }: CertificateChoice): Section['items'][number] {
  const what = role === 'receive' ? 'receives with' : 'sends with';
  const ending: Readonly<Record<CertificateChoice['outcome'], string>> = {
    presented: steps.at(-1) ?? '',
    none: 'no certificate fits',
    unknown: 'not known',
  };
  const name = server === '' ? 'Exchange Server' : printableText(server, 60);
  return {
    text: `${name} ${what} ${connector}: ${ending[outcome]}`.replace(/\.$/, '.'),
    details: steps.slice(0, outcome === 'presented' ? -1 : undefined),
  };
}

/** Each reason once, however many checks wait for it. */
export function groupReasons(unchecked: readonly UncheckedHybrid[]): readonly string[] {
  return [...new Set(unchecked.map(({ reason }) => reason))];
}

const choiceWords: Readonly<Record<HybridDiagnosis['connectorChoice']['match'], string>> = {
  certificate: 'by its certificate',
  address: 'by its address',
  none: 'none',
  unknown: 'not known',
};

/** Everything but the verdict and the findings. Parts without anything to say are left out. */
export function sectionsOf(diagnosis: HybridDiagnosis): readonly Section[] {
  const { legs, connectorChoice, certificateChoices, unchecked, problems, egress, files } = diagnosis;
  const { match, connector, consequence, steps } = connectorChoice;
  const taken = connector === undefined ? '' : ` "${connector}"`;
  const hasExport = files.length > 0;
  const sections: readonly Section[] = [
    { id: 'legs', title: 'Both legs', items: legs.map(legItem) },
    {
      id: 'egress',
      title: 'Address that Exchange Online sees',
      items:
        egress === undefined
          ? []
          : [
              {
                text: `${egress.address}, ${egress.source}.`,
                details: ['It counts for Exchange Server only if both go out the same way.'],
              },
            ],
    },
    {
      id: 'choice',
      title: 'Inbound connector that Exchange Online takes',
      items: hasExport
        ? [
            {
              text: `${choiceWords[match]}${taken}. ${consequence}`.replace(/^\w/, (letter) => letter.toUpperCase()),
              details: steps,
            },
          ]
        : [],
    },
    {
      id: 'certificates',
      title: 'Certificates that the servers present',
      items: certificateChoices.map(certificateItem),
    },
    {
      id: 'renewal',
      title: 'At the next renewal',
      items: [...new Set(certificateChoices.flatMap(({ renewal }) => renewal))].map((text) => ({ text, details: [] })),
    },
    {
      id: 'unchecked',
      title: 'Could not be checked',
      items: groupReasons(unchecked).map((text) => ({ text, details: [] })),
    },
    {
      id: 'problems',
      title: 'Not read of the files',
      items: problems.map(({ message, place }) => ({ text: `${formatPlace(place)}: ${message}`, details: [] })),
    },
  ];
  return sections.filter(({ items }) => items.length > 0);
}
