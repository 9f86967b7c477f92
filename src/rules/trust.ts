// Rules over the defects that the decisive trust store found.

import type {
  Certificate,
  CertificateChain,
  ChainDefect,
  ChainDefectCode,
  StoreVerification,
} from '../model/certificate.ts';
import type { ProbeResult } from '../model/assessment.ts';
import { decisiveStore, defectsInTheWay, noStoreAsked } from '../formats/decisiveStore.ts';
import { cut } from '../formats/quoting.ts';
import { factRule } from './rule.ts';
import type { Rule, RuleText, Symptom } from './rule.ts';

/** The certificate by its place in the chain and its subject, bounded. */
export function describeCertificate(certificate: Certificate, index: number): string {
  const subject = certificate.subject === '' ? 'without a subject' : `"${cut(certificate.subject, 120)}"`;
  return index === 0 ? `The server's certificate ${subject}` : `Certificate ${index + 1} of the chain ${subject}`;
}

/** `server` is the certificate at index 0; `authority` every other, sent or from the store. */
export type DefectPosition = 'server' | 'authority' | 'any';

function standsAt(defect: ChainDefect, position: DefectPosition): boolean {
  if (position === 'any') return true;
  return (defect.certificate === 0) === (position === 'server');
}

export function defectLocation(defect: ChainDefect): { readonly certificate?: number } {
  return defect.certificate === undefined ? {} : { certificate: defect.certificate };
}

/**
 * Symptoms for the defects of one code that a rule has not already told of by looking for itself: no refusal of a
 * trust store stays without a finding, even where rule and verifier count differently.
 */
export function untoldDefects(
  result: ProbeResult,
  code: ChainDefectCode,
  position: DefectPosition,
  told: readonly Symptom[],
): readonly Symptom[] {
  const { verification } = result.evidence;
  if (verification.status !== 'known') return [];
  return (defectsInTheWay(verification.value) ?? [])
    .filter((defect) => defect.code === code && standsAt(defect, position))
    .filter((defect) => !told.some((symptom) => symptom.where.certificate === defect.certificate))
    .map((defect) => ({ text: defect.text, where: defectLocation(defect) }));
}

/** A rule that reports the defects of some codes when no store trusts the chain. */
export function defectRule(
  rule: RuleText & {
    readonly codes: readonly ChainDefectCode[];
    readonly position?: DefectPosition;
    /** Why a chain cannot prove the defect, if so: the question is left open. */
    readonly openFor?: (chain: CertificateChain) => string | undefined;
    /** What the defect means here, said after its own sentence. */
    readonly explain: (defect: ChainDefect, chain: readonly Certificate[], store: StoreVerification) => string;
  },
): Rule {
  const { codes, position = 'any', explain, openFor, ...text } = rule;
  return factRule({
    ...text,
    needs: ['certificates', 'verification'],
    symptoms: ({ certificates, verification }) => {
      const store = decisiveStore(verification);
      if (store === undefined) return { unchecked: noStoreAsked };
      if (store.trusted) return [];
      const defects = store.defects.filter((defect) => codes.includes(defect.code) && standsAt(defect, position));
      const reason = defects.length === 0 ? undefined : openFor?.(certificates);
      if (reason !== undefined) return { unchecked: reason };
      return defects.map((defect) => ({
        text: `${defect.text} ${explain(defect, certificates.certificates, store)}`.trimEnd(),
        where: defectLocation(defect),
      }));
    },
  });
}
