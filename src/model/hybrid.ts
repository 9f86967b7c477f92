// What came of looking at a hybrid deployment: both legs, the connectors, and what to do.

import type { Assessment, Verdict } from './assessment.ts';
import type { ExportPlace, ExportProblem } from './connector.ts';
import type { Citation, Severity } from './finding.ts';

export type HybridSide = 'on-premises' | 'exchange-online';

/** `inbound` to Exchange Server: cloud → on-premises. */
export type LegName = 'to-on-premises' | 'to-cloud';

/** Commands to copy. Nothing here is ever run. */
export interface Repair {
  /** Where they are typed: the Exchange Management Shell, or Exchange Online PowerShell. */
  readonly side: HybridSide;
  readonly command: string;
  /** One plain sentence. */
  readonly reason: string;
}

export interface HybridFinding {
  /** Identifier of the check. */
  readonly check: string;
  readonly severity: Severity;
  readonly title: string;
  /** What was seen. */
  readonly text: string;
  /** What it means and why it matters. */
  readonly meaning: string;
  readonly fix: string;
  readonly citation: Citation;
  /** The line of the export that it is about. */
  readonly place?: ExportPlace;
  /** Least change first. */
  readonly repairs: readonly Repair[];
}

export interface UncheckedHybrid {
  readonly check: string;
  readonly reason: string;
}

/** `verified`: TLS with a certificate that proves the name expected. `unknown`: not probed, or it could not be learnt. */
export type LegTls = 'verified' | 'unverified' | 'none' | 'unknown';

export interface HybridLeg {
  readonly name: LegName;
  readonly host: string;
  readonly tls: LegTls;
  /** One plain sentence. */
  readonly text: string;
  readonly assessment?: Assessment;
}

/** The address that Exchange Online sees, and where it was read. */
export interface EgressAddress {
  readonly address: string;
  /** Such as "read in the reply to EHLO (line 5) of contoso-com.mail.protection.outlook.com to ex01", or "given". */
  readonly source: string;
}

/** Which Inbound connector Exchange Online would take for mail from on-premises, and why. */
export interface ConnectorChoice {
  readonly match: 'certificate' | 'address' | 'none' | 'unknown';
  readonly connector?: string;
  /** What it came to, step by step; plain sentences. */
  readonly steps: readonly string[];
  /** What follows for mail. */
  readonly consequence: string;
}

/** Which certificate one server would present with one connector, and what the next renewal does to it. */
export interface CertificateChoice {
  readonly server: string;
  readonly connector: string;
  /** As what: the receiving server, or the one that sends. */
  readonly role: 'receive' | 'send';
  readonly outcome: 'presented' | 'none' | 'unknown';
  readonly thumbprint?: string;
  readonly subject?: string;
  /** Milliseconds since 1970. */
  readonly notAfter?: number;
  readonly steps: readonly string[];
  /** What happens when it is renewed; plain sentences. */
  readonly renewal: readonly string[];
}

export interface GraphNode {
  readonly kind: 'send' | 'receive' | 'inbound' | 'outbound';
  readonly title: string;
  /** Undefined: there is none in the export. */
  readonly identity?: string;
  readonly state: 'sound' | 'weak' | 'broken' | 'missing' | 'unknown';
  /** What it says about TLS, as it stands in the export. */
  readonly lines: readonly string[];
  readonly place?: ExportPlace;
}

export interface PairGraph {
  readonly nodes: readonly GraphNode[];
  readonly legs: readonly { readonly name: LegName; readonly tls: LegTls; readonly label: string }[];
}

export interface HybridDiagnosis {
  readonly verdict: Verdict;
  /** The verdict in one plain sentence. */
  readonly summary: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly legs: readonly HybridLeg[];
  readonly findings: readonly HybridFinding[];
  readonly unchecked: readonly UncheckedHybrid[];
  readonly graph: PairGraph;
  readonly connectorChoice: ConnectorChoice;
  readonly certificateChoices: readonly CertificateChoice[];
  readonly egress?: EgressAddress;
  readonly files: readonly string[];
  readonly problems: readonly ExportProblem[];
}
