// Which of Microsoft's clouds the connectors of a pair belong to, by all that they name.

import type { SendConnector } from '../model/connector.ts';
import { itemsOf, valueOf } from './check.ts';
import { cloudOf, tlsDomainFor } from './clouds.ts';
import type { HybridPair } from './hybridPair.ts';

/** Where a Send connector goes to, with the word for it; undefined when it names no cloud. */
export function goalOf(send: SendConnector): { readonly what: string; readonly name: string } | undefined {
  const goal = (what: string, names: readonly string[]): { what: string; name: string } | undefined => {
    const name = names.find((one) => cloudOf(one) !== undefined);
    return name === undefined ? undefined : { what, name };
  };
  return goal('smart host', itemsOf(send.smartHosts)) ?? goal('address space', itemsOf(send.addressSpaces));
}

/** Where mail goes tells it; then what the connectors on-premises know Exchange Online by. */
export function tlsDomainOf({ sends, receives }: HybridPair, first?: SendConnector): string {
  const all = first === undefined ? sends : [first, ...sends];
  return tlsDomainFor([
    ...all.flatMap((send) => goalOf(send)?.name ?? []),
    ...all.flatMap((send) => valueOf(send.tlsDomain) ?? []),
    ...receives.flatMap((receive) => itemsOf(receive.tlsDomainCapabilities)),
  ]);
}
