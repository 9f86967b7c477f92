// Results that were read from a protocol log, told from those of a probe.

import type { ProbeResult } from '../model/assessment.ts';

/** Exchange speaks TLS by Windows, and a probe never does. */
export function isLogged({ vantage }: ProbeResult): boolean {
  return vantage.engine.library === 'Schannel';
}
