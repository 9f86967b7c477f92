// What a command line asks for.

import type { CheckFormat } from '../model/antiFix.ts';
import type { Severity } from '../model/finding.ts';
import type { ProbeOptions } from '../model/options.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { TlsChoice } from '../formats/targetText.ts';
import type { HybridFormat } from '../report/hybrid/formats.ts';
import type { ReportFormat } from '../report/report.ts';
import type { ReadFile } from './files.ts';

/** How a report is written, and what of it decides the exit status. */
export interface ReportSettings {
  readonly format: ReportFormat;
  readonly output: string | undefined;
  readonly failOn: Severity | 'never';
  readonly isVerbose: boolean;
  /** Names and addresses are taken out. */
  readonly isRedacted: boolean;
}

export interface ProbeCommand extends ReportSettings {
  readonly kind: 'probe';
  readonly hosts: readonly string[];
  /** Files with one host a line; `-` is standard input. */
  readonly hostFiles: readonly string[];
  readonly fleetFiles: readonly string[];
  readonly tls: TlsChoice;
  readonly options: ProbeOptions;
  /** What is wrong with the input without stopping anything; plain sentences. */
  readonly warnings: readonly string[];
  readonly concurrency: number | undefined;
  readonly connectionsPerHost: number | undefined;
}

/** Reports on stored results, judged again without any traffic. */
export interface ReportCommand extends ReportSettings {
  readonly kind: 'report';
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly fleetFiles: readonly string[];
}

/** What became of TLS in Exchange's protocol logs. */
export interface LogCommand {
  readonly kind: 'log';
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly isJson: boolean;
}

/** Lines that turn TLS or verification off in settings, scripts and exports of connectors. */
export interface CheckConfigCommand {
  readonly kind: 'check-config';
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly format: CheckFormat;
  readonly output: string | undefined;
  readonly failOn: Severity | 'never';
}

/** What the text of a mail error says. */
export interface ExplainErrorCommand {
  readonly kind: 'explain-error';
  /** `-` is standard input; the identifier of a rule is taken for its page. */
  readonly file: string;
  readonly isJson: boolean;
}

/** An Exchange hybrid deployment: exports of its connectors, and its two legs. */
export interface HybridCommand {
  readonly kind: 'hybrid';
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly onPremises: Endpoint | undefined;
  readonly smartHost: Endpoint | undefined;
  readonly egress: string | undefined;
  readonly options: ProbeOptions;
  readonly format: HybridFormat;
  readonly output: string | undefined;
  readonly failOn: Severity | 'never';
  /** Only the PowerShell that makes an export is asked for. */
  readonly isSnippet: boolean;
}

export type Command =
  | ProbeCommand
  | ReportCommand
  | LogCommand
  | CheckConfigCommand
  | ExplainErrorCommand
  | HybridCommand
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'list-rules' }
  | { readonly kind: 'list-causes' }
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'invalid'; readonly reason: string };

/** What a command line refers to beside itself. */
export interface Sources {
  readonly readFile: ReadFile;
  readonly environment: Readonly<Record<string, string | undefined>>;
}
