// JSON as a tree that knows where each piece stands in its text.

import type { TextPlace } from '../model/fleet.ts';

export interface JsonLiteral extends TextPlace {
  readonly kind: 'literal';
  readonly value: string | number | boolean | null;
}

export interface JsonArray extends TextPlace {
  readonly kind: 'array';
  readonly items: readonly JsonNode[];
  /** Offsets of the commas between and after the items. */
  readonly commas: readonly number[];
}

export interface JsonObject extends TextPlace {
  readonly kind: 'object';
  readonly properties: readonly JsonProperty[];
  readonly commas: readonly number[];
}

/** From the name's first quote to the end of the value. */
export interface JsonProperty extends TextPlace {
  readonly name: string;
  /** Of the name with its quotes. */
  readonly namePlace: TextPlace;
  /** Undefined: it cannot be read, and a problem says so. */
  readonly value?: JsonNode;
}

export type JsonNode = JsonLiteral | JsonArray | JsonObject;

/** The first property of this name whose value can be read. */
export function propertyOf(node: JsonNode | undefined, name: string): JsonProperty | undefined {
  if (node?.kind !== 'object') return undefined;
  return node.properties.find((property) => property.name === name && property.value !== undefined);
}

/** The plain value of a node; of properties of the same name the first counts. */
export function valueOf(node: JsonNode): unknown {
  if (node.kind === 'literal') return node.value;
  if (node.kind === 'array') return node.items.map(valueOf);
  const record: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const { name, value } of node.properties) {
    if (value !== undefined && !(name in record)) record[name] = valueOf(value);
  }
  return record;
}
