// What several exports hold together: an object that stands in more than one of them is one object.

import type {
  ConnectorSet,
  ExportedKind,
  ExportedNoun,
  ExportPlace,
  ExportProblem,
  Field,
  FieldList,
} from '../model/connector.ts';
import type { ConnectorExport } from './connectorExport.ts';
import { exportLimits } from './exports/rawExport.ts';

type Value = string | number | boolean | FieldList;
type AnyField = Field<Value>;

function isField(value: unknown): value is AnyField {
  return typeof value === 'object' && value !== null && 'status' in value;
}

function textOf(value: string | boolean): string {
  return String(value).replaceAll(/\s/g, '').toLowerCase();
}

/** CSV and Format-List write dates in the zone of the machine. */
const widestZone = 14 * 60 * 60 * 1_000;

function isSameValue(one: Value, other: Value): boolean {
  if (typeof one === 'number' && typeof other === 'number') return Math.abs(one - other) <= widestZone;
  if (typeof one !== 'object' || typeof other !== 'object') return textOf(String(one)) === textOf(String(other));
  const items = ({ items: all }: FieldList): readonly string[] => all.map(({ text }) => textOf(text)).sort();
  return items(one).join('\n') === items(other).join('\n');
}

function isCut(field: AnyField): boolean {
  return field.status === 'known' && typeof field.value === 'object' && !field.value.isComplete;
}

/** What tells more. Where both tell something else, the first, and `tell` is called. */
function mergeFields(one: AnyField, other: AnyField, tell: (one: ExportPlace, other: ExportPlace) => void): AnyField {
  if (other.status === 'absent' || other.status === 'lost') return one.status === 'absent' ? other : one;
  if (one.status === 'absent' || one.status === 'lost') return other;
  if (isCut(one) || isCut(other)) return isCut(one) ? other : one;
  const isSame =
    one.status === 'known' && other.status === 'known'
      ? isSameValue(one.value, other.value)
      : one.status === other.status;
  if (!isSame) tell(one.place, other.place);
  return one;
}

/** Undefined: nothing tells whether another one is the same. */
function keyOf(noun: ExportedNoun): string | undefined {
  const server = 'server' in noun ? noun.server : undefined;
  const name = noun.kind === 'certificate' ? noun.thumbprint : noun.identity;
  if (name === '' || (server !== undefined && server.status !== 'known')) return undefined;
  const host = server === undefined ? '' : server.value.replace(/\..*$/, '');
  return [noun.kind, host, name.replace(/^.*\\/, '')].join('\\').toLowerCase();
}

function mergeCopies(nouns: readonly ExportedNoun[]): { nouns: ExportedNoun[]; problems: ExportProblem[] } {
  const merged = new Map<string, Record<string, unknown>>();
  const problems: ExportProblem[] = [];
  for (const [index, noun] of nouns.entries()) {
    const key = keyOf(noun) ?? String(index);
    const before = merged.get(key);
    if (before === undefined) {
      merged.set(key, { ...noun });
      continue;
    }
    const tell = (one: ExportPlace, place: ExportPlace): void => {
      if (problems.length >= exportLimits.problems) return;
      const message = `"${noun.identity}" is also in ${one.file}, where line ${one.line} says something else. That line is taken.`;
      problems.push({ message, place });
    };
    for (const [name, field] of Object.entries(noun)) {
      const known = before[name];
      if (isField(field) && isField(known)) before[name] = mergeFields(known, field, tell);
    }
  }
  return { nouns: [...merged.values()] as unknown as ExportedNoun[], problems };
}

export function connectorSetOf(files: readonly string[], exports: readonly ConnectorExport[]): ConnectorSet {
  const { nouns, problems } = mergeCopies(exports.flatMap((one) => one.nouns));
  const all = <K extends ExportedKind>(kind: K): readonly Extract<ExportedNoun, { kind: K }>[] =>
    nouns.filter((noun): noun is Extract<ExportedNoun, { kind: K }> => noun.kind === kind);
  return {
    sends: all('send'),
    receives: all('receive'),
    inbounds: all('inbound'),
    outbounds: all('outbound'),
    certificates: all('certificate'),
    acceptedDomains: all('accepted-domain'),
    configurations: all('hybrid-configuration'),
    empty: new Set(exports.flatMap(({ empty }) => empty)),
    files,
    problems: [...exports.flatMap((one) => one.problems), ...problems],
  };
}
