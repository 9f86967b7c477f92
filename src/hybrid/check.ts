// What a check of a hybrid deployment is: one wrong value or contradiction, looked for in connectors and probes.

import type { Assessment } from '../model/assessment.ts';
import type { Connector, ConnectorSet, ExportPlace, Field, FieldList } from '../model/connector.ts';
import type { Citation, Severity } from '../model/finding.ts';
import type { ConnectorChoice, EgressAddress, LegName, Repair } from '../model/hybrid.ts';
import { printableText } from '../formats/printable.ts';
import type { ChosenCertificate } from './chosenCertificate.ts';
import type { HybridPair } from './hybridPair.ts';

/** All that checks judge. Nothing in here is learnt by them. */
export interface HybridFacts {
  readonly set: ConnectorSet;
  readonly pair: HybridPair;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly egress: EgressAddress | undefined;
  readonly probes: Readonly<Partial<Record<LegName, Assessment>>>;
  readonly connectorChoice: ConnectorChoice;
  readonly certificateChoices: readonly ChosenCertificate[];
}

export interface HybridSymptom {
  readonly text: string;
  readonly place?: ExportPlace;
  readonly severity?: Severity;
  readonly repairs?: readonly Repair[];
}

export interface HybridOutcome {
  readonly symptoms: readonly HybridSymptom[];
  /** What could not be looked at, and why; plain sentences. */
  readonly unchecked: readonly string[];
}

export interface HybridCheck {
  /** `hybrid/` and the name of the file in kebab case. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly citation: Citation;
  readonly meaning: string;
  /** Never weakens TLS or verification. */
  readonly fix: string;
  readonly check: (facts: HybridFacts) => HybridOutcome;
}

export function outcomeOf(
  symptoms: readonly (HybridSymptom | undefined)[],
  unchecked: readonly (string | undefined)[] = [],
): HybridOutcome {
  return {
    symptoms: symptoms.filter((symptom) => symptom !== undefined),
    unchecked: [...new Set(unchecked.filter((reason) => reason !== undefined))],
  };
}

const kindWords: Readonly<Record<Connector['kind'], string>> = {
  send: 'Send connector',
  receive: 'Receive connector',
  inbound: 'Inbound connector',
  outbound: 'Outbound connector',
};

/** `Send connector "Outbound to Office 365"` */
export function describeConnector({ kind, identity }: Pick<Connector, 'kind' | 'identity'>): string {
  return identity === '' ? `${kindWords[kind]} without a name` : `${kindWords[kind]} "${printableText(identity, 120)}"`;
}

export function quoted(text: string): string {
  return `"${printableText(text, 200)}"`;
}

/** Why a property cannot be judged; undefined when it can. */
export function unknownReason(field: Field<unknown>, name: string, connector: string): string | undefined {
  if (field.status === 'absent') return `${name} of ${connector} is not in the export.`;
  return field.status === 'lost' ? `${name} of ${connector} cannot be read: ${field.reason}.` : undefined;
}

export function valueOf<T>(field: Field<T>): T | undefined {
  return field.status === 'known' ? field.value : undefined;
}

export function placeOf(field: Field<unknown>): ExportPlace | undefined {
  return field.status === 'absent' ? undefined : field.place;
}

export function itemsOf(field: Field<FieldList>): readonly string[] {
  return field.status === 'known' ? field.value.items.map(({ text }) => text) : [];
}

/** Whether a list tells all of its members: only then does a missing one count. */
export function isWhole(field: Field<FieldList>): boolean {
  return field.status === 'unset' || (field.status === 'known' && field.value.isComplete);
}

export function whereOf(
  field: Field<unknown>,
  connector: { readonly place: ExportPlace },
): { readonly place: ExportPlace } {
  return { place: placeOf(field) ?? connector.place };
}

/** A check of one property of each connector of a kind. `judge` is asked only about what the export tells. */
export function propertyCheck<C extends Connector, T>(
  check: Omit<HybridCheck, 'check'> & {
    readonly property: string;
    readonly connectors: (pair: HybridPair) => readonly C[];
    readonly field: (connector: C) => Field<T>;
    /** @param value Undefined: there is none. */
    readonly judge: (value: T | undefined, connector: C, facts: HybridFacts) => HybridSymptom | undefined;
  },
): HybridCheck {
  const { property, connectors, field, judge, ...text } = check;
  return {
    ...text,
    check: (facts) => {
      const all = connectors(facts.pair);
      const symptoms = all.map((connector) => {
        const one = field(connector);
        if (one.status === 'lost' || one.status === 'absent') return undefined;
        const symptom = judge(valueOf(one), connector, facts);
        return symptom === undefined ? undefined : { ...whereOf(one, connector), ...symptom };
      });
      const unchecked = all.map((one) => unknownReason(field(one), property, describeConnector(one)));
      return outcomeOf(symptoms, unchecked);
    },
  };
}
