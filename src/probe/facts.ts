// Gathers the facts of one probe, and settles what became of those that were never reached.

import { failed, skipped } from '../model/evidence.ts';
import type { Evidence, FactName, Facts, Outcome } from '../model/evidence.ts';
import type { Failure } from '../model/failure.ts';
import type { TlsMode } from '../model/endpoint.ts';

type Gathered = { -readonly [F in FactName]?: Outcome<Facts[F]> };

export class FactSheet {
  readonly #gathered: Gathered = {};
  #ending: Failure | undefined;

  get ending(): Failure | undefined {
    return this.#ending;
  }

  set<F extends FactName>(name: F, outcome: Outcome<Facts[F]>): void {
    this.#gathered[name] = outcome as Gathered[F];
  }

  get<F extends FactName>(name: F): Outcome<Facts[F]> | undefined {
    return this.#gathered[name];
  }

  /** What stopped the probe; the first one counts. */
  endWith(failure: Failure): void {
    this.#ending ??= failure;
  }

  /** For what a second connection found out about the end of the first. */
  changeEnding(failure: Failure): void {
    this.#ending = failure;
  }

  /** Takes over what another connection learnt; what it did not reach is forgotten, but for the look-up. */
  adopt(other: FactSheet): void {
    const addresses = this.#gathered.addresses;
    for (const name of Object.keys(this.#gathered) as FactName[]) delete this.#gathered[name];
    Object.assign(this.#gathered, addresses === undefined ? {} : { addresses }, other.#gathered);
    this.#ending = other.#ending;
  }

  /** Every fact with an outcome: one never reached failed with what ended the probe, or does not apply. */
  complete(tlsMode: TlsMode): Evidence {
    const outcome = <F extends FactName>(name: F): Outcome<Facts[F]> => {
      const gathered: Outcome<Facts[F]> | undefined = this.#gathered[name];
      if (gathered !== undefined) return gathered;
      if (tlsMode === 'implicit' && (name === 'capabilities' || name === 'startTls')) {
        return skipped('The connection is TLS from its first byte.');
      }
      return failed(
        this.#ending ?? { code: 'internal', phase: 'judge', detail: `The probe ended without the fact ${name}.` },
      );
    };
    return {
      addresses: outcome('addresses'),
      connection: outcome('connection'),
      greeting: outcome('greeting'),
      capabilities: outcome('capabilities'),
      startTls: outcome('startTls'),
      handshake: outcome('handshake'),
      certificates: outcome('certificates'),
      verification: outcome('verification'),
      capabilitiesInTls: outcome('capabilitiesInTls'),
    };
  }
}
