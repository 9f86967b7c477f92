// Politeness: how many connections one host sees from us at once.

import { addressBytes } from '../formats/ipAddress.ts';

function isLoopback(address: string): boolean {
  const bytes = addressBytes(address);
  return bytes?.length === 4 ? bytes[0] === 127 : address === '::1';
}

/** Leave to connect, given in the order of asking. This machine itself needs no protection from us. */
export class HostGate {
  readonly #limit: number;
  readonly #hosts = new Map<string, { active: number; readonly waiting: (() => void)[] }>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** True when `enter` would give leave at once. */
  isOpen(address: string): boolean {
    return isLoopback(address) || (this.#hosts.get(address)?.active ?? 0) < this.#limit;
  }

  /** Gives what ends the visit; calling it again does nothing. */
  async enter(address: string): Promise<() => void> {
    if (isLoopback(address)) return () => undefined;
    const host = this.#hosts.get(address) ?? { active: 0, waiting: [] };
    this.#hosts.set(address, host);
    if (host.active < this.#limit) host.active++;
    else await new Promise<void>((resolve) => host.waiting.push(resolve));
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      const next = host.waiting.shift();
      if (next !== undefined) next();
      else if (--host.active === 0) this.#hosts.delete(address);
    };
  }
}
