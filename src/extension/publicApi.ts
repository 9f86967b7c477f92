// What other extensions may use of this one. Types only and whole in itself: copy this file into your extension.
//
//   const extension = vscode.extensions.getExtension<SmtpTlsExports>('smtp-tls-probe.smtp-tls-probe');
//   const api = (await extension?.activate())?.getApi(1);
//   const assessment = await api?.probe('mx.example.com:25');

import type { CancellationToken, Event } from 'vscode';

export interface SmtpTlsExports {
  /** @throws An Error that names the versions there are, for any other. */
  readonly getApi: (version: 1) => SmtpTlsApi;
}

export interface SmtpTlsApi {
  readonly version: 1;
  /**
   * Probes an endpoint: TCP, EHLO, TLS, certificates. No mail is sent. It is not silent: the endpoint joins the person's
   * list, its progress and result are shown there and in the log. A probe of the same endpoint under way is joined.
   * Trouble of the endpoint is inside the assessment; so is a cancelling by `token`.
   * @throws When the target cannot be read, or a setting keeps the probe from starting.
   */
  readonly probe: (
    target: string | SmtpTlsEndpoint,
    options?: SmtpTlsProbeOptions,
    token?: CancellationToken,
  ) => Promise<SmtpTlsAssessment>;
  /** After every finished probe, whoever asked for it. */
  readonly onDidAssess: Event<SmtpTlsAssessed>;
}

export interface SmtpTlsEndpoint {
  /** A DNS name, or an IP address without brackets. */
  readonly host: string;
  /** 1 to 65535. */
  readonly port: number;
  /** `starttls`: plain SMTP upgraded by STARTTLS. `implicit`: TLS from the first byte. */
  readonly tlsMode: 'starttls' | 'implicit';
}

/** Where the endpoint is listed in a fleet file, that file says how it is probed, and these are refused. */
export interface SmtpTlsProbeOptions {
  /** Name sent in SNI and expected in the certificate. Default: the host. */
  readonly serverName?: string;
  /** Absolute path of a PEM file: the only trust store used. Default: as the person's settings say. */
  readonly authorities?: string;
  /** Shown in the list in place of host and port. */
  readonly name?: string;
}

export interface SmtpTlsAssessed {
  readonly endpoint: SmtpTlsEndpoint;
  readonly assessment: SmtpTlsAssessment;
}

/** Texts quote what the server sent, with control characters escaped: show them as text, never as markup. */
export interface SmtpTlsAssessment {
  readonly endpoint: SmtpTlsEndpoint;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly verdict: 'sound' | 'weak' | 'broken' | 'unreachable' | 'inconclusive';
  /** The verdict in one plain sentence. */
  readonly summary: string;
  readonly findings: readonly SmtpTlsFinding[];
  /** Rules that could not run: not known, never passed. */
  readonly unchecked: readonly { readonly rule: string; readonly reason: string }[];
  /** What was said, line by line. */
  readonly transcript: readonly {
    /** Counts from 1. */
    readonly number: number;
    /** `probe`: what the probe itself reports. */
    readonly speaker: 'client' | 'server' | 'probe';
    readonly text: string;
  }[];
}

export interface SmtpTlsFinding {
  /** Such as `certificate/expired`; the command `smtpTls.explainRule` takes it. */
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly title: string;
  readonly text: string;
  readonly fix: string;
  readonly citation: { readonly text: string; readonly url: string };
}
