// The registry: every anti-fix, by product. A new one is a row in the file of its product; a new product a line here.

import type { AntiFix } from './antiFix.ts';
import { compiled } from './compiled.ts';
import { connectorExport } from './connectorExport.ts';
import { exchange } from './exchange.ts';
import { exim } from './exim.ts';
import { node } from './node.ts';
import { otherServers } from './otherServers.ts';
import { postfix } from './postfix.ts';
import { scripting } from './scripting.ts';
import { settings } from './settings.ts';
import { windows } from './windows.ts';

export const antiFixes: readonly AntiFix[] = [
  ...exchange,
  ...connectorExport,
  ...windows,
  ...postfix,
  ...exim,
  ...otherServers,
  ...node,
  ...scripting,
  ...compiled,
  ...settings,
];

const byId: ReadonlyMap<string, AntiFix> = new Map(antiFixes.map((antiFix) => [antiFix.id, antiFix]));

export function findAntiFix(id: string): AntiFix | undefined {
  return byId.get(id);
}
