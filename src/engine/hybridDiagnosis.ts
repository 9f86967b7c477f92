// Hybrid mail flow, end to end: both legs probed at once, held against the connectors, one verdict.

import type { Assessment } from '../model/assessment.ts';
import type { ConnectorSet } from '../model/connector.ts';
import type { Endpoint } from '../model/endpoint.ts';
import type { EgressAddress, HybridDiagnosis, LegName } from '../model/hybrid.ts';
import type { ProbeOptions } from '../model/options.ts';
import { readEgress } from '../formats/egressAddress.ts';
import { diagnose } from '../hybrid/diagnose.ts';
import type { HybridInput } from '../hybrid/diagnose.ts';
import type { Runner } from './runner.ts';

export interface HybridRequest {
  /** Without files when there is no export. */
  readonly set: ConnectorSet;
  /** Cloud → on-premises: the host that Exchange Online sends to. */
  readonly onPremises?: Endpoint;
  /** On-premises → cloud: the tenant's smart host. */
  readonly smartHost?: Endpoint;
  /** The address that Exchange Server sends from, when the person knows it. */
  readonly egress?: string;
  readonly options: ProbeOptions;
  readonly runner: Runner;
  readonly signal?: AbortSignal;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly onLeg?: (name: LegName, assessment: Assessment) => void;
}

/** What the person says goes before what a peer said to this machine. */
function egressOf(said: string | undefined, toCloud: Assessment | undefined): EgressAddress | undefined {
  if (said !== undefined) return { address: said, source: 'given' };
  const read = toCloud === undefined ? undefined : readEgress(toCloud);
  if (toCloud === undefined || read === undefined) return undefined;
  const { endpoint, vantage } = toCloud;
  return { address: read.address, source: `read in ${read.readFrom} of ${endpoint.host} to ${vantage.hostName}` };
}

/** What was probed already, held against the connectors: no traffic. */
export function diagnoseProbed({
  set,
  now,
  probes,
  egress: said,
}: Pick<HybridRequest, 'set' | 'now' | 'egress'> & Pick<HybridInput, 'probes'>): HybridDiagnosis {
  const egress = egressOf(said, probes['to-cloud']);
  return diagnose({ set, now, probes, ...(egress === undefined ? {} : { egress }) });
}

export async function diagnoseHybrid(request: HybridRequest): Promise<HybridDiagnosis> {
  const { set, onPremises, smartHost, egress: said, options, runner, signal, now, onLeg } = request;
  const probe = async (name: LegName, endpoint: Endpoint | undefined): Promise<Assessment | undefined> => {
    if (endpoint === undefined) return undefined;
    const assessment = await runner.run({
      endpoint,
      options,
      detail: 'stages',
      ...(signal === undefined ? {} : { signal }),
    });
    onLeg?.(name, assessment);
    return assessment;
  };
  const [toCloud, toOnPremises] = await Promise.all([
    probe('to-cloud', smartHost),
    probe('to-on-premises', onPremises),
  ]);
  return diagnoseProbed({
    set,
    now,
    ...(said === undefined ? {} : { egress: said }),
    probes: {
      ...(toCloud === undefined ? {} : { 'to-cloud': toCloud }),
      ...(toOnPremises === undefined ? {} : { 'to-on-premises': toOnPremises }),
    },
  });
}
