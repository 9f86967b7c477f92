// One property of an exported object → a field of a noun: flags, words, lists, dates, enumerations as numbers or names.

import type { ExportPlace, Field, FieldList, ListItem } from '../../model/connector.ts';
import type { TextPlace } from '../../model/fleet.ts';
import type { DateOrder } from './exportDates.ts';
import { parseExportDate } from './exportDates.ts';
import { flagWords } from './flagWords.ts';
import { rawText } from './rawExport.ts';
import type { RawObject, RawValue } from './rawExport.ts';

/** What the reader of one object needs. */
export interface FieldContext {
  readonly object: RawObject;
  readonly placeOf: (place: TextPlace) => ExportPlace;
  readonly dateOrder: DateOrder;
}

/** By what an object inside a property is called, the most telling first. */
const callNames = ['expression', 'address', 'domain', 'domainname', 'smtpdomain', 'name', 'value'];

function scalarText(value: RawValue | undefined): string | undefined {
  return value?.kind === 'scalar' ? String(value.value) : undefined;
}

/** `<I>issuer<S>subject` of an object that holds both. */
function identifierText(value: RawValue | undefined): string | undefined {
  if (value?.kind !== 'record') return scalarText(value);
  const subject = scalarText(value.properties.get('certificatesubject'));
  const issuer = scalarText(value.properties.get('certificateissuer'));
  return subject === undefined ? undefined : `${issuer === undefined ? '' : `<I>${issuer}`}<S>${subject}`;
}

/** The text of a value; undefined when it has none that can be told. */
export function textOf(value: RawValue, depth = 0): string | undefined {
  if (value.kind === 'scalar') return String(value.value);
  if (value.kind !== 'record' || depth > 3) return undefined;
  const { properties, text, place } = value;
  const identifier = identifierText(value) ?? identifierText(properties.get('smtpx509identifier'));
  const capabilities = properties.get('capabilities');
  const names = callNames.flatMap((name) => {
    const inner = properties.get(name);
    const found = inner === undefined ? undefined : textOf(inner, depth + 1);
    return found === undefined ? [] : [found];
  });
  const includes = properties.get('includesubdomains');
  const wild = includes?.kind === 'scalar' && includes.value === true;
  const display = text === undefined ? undefined : rawText(text, place);
  const shown = display?.kind === 'scalar' ? String(display.value) : undefined;
  const name = identifier ?? shown ?? names[0];
  if (name === undefined) return rangeText(value);
  const full = wild && !name.startsWith('*') ? `*.${name}` : name;
  const granted = capabilities === undefined ? undefined : textOf(capabilities, depth + 1);
  return granted === undefined || full.includes(granted) ? full : `${full}:${granted}`;
}

function rangeText(value: RawValue): string | undefined {
  if (value.kind !== 'record') return undefined;
  const bounds = ['lowerbound', 'upperbound'].map((name) => value.properties.get(name));
  const [low, high] = bounds.map((bound) => (bound === undefined ? undefined : textOf(bound, 2)));
  if (low === undefined) return undefined;
  return high === undefined || high === low ? low : `${low}-${high}`;
}

const absent = { status: 'absent' } as const;

function lostField(reason: string, place: ExportPlace): Field<never> {
  return { status: 'lost', reason, place };
}

/** The first of the properties that the export has. */
function find({ object }: FieldContext, names: readonly string[]): RawValue | undefined {
  for (const name of names) {
    const value = object.properties.get(name.toLowerCase());
    if (value !== undefined) return value;
  }
  return undefined;
}

/** 5.1 wraps values in an object with the property `value`. */
function unwrap(value: RawValue): RawValue {
  const inner = value.kind === 'record' ? value.properties.get('value') : undefined;
  return inner?.kind === 'list' || (inner !== undefined && value.kind === 'record' && value.properties.size === 1)
    ? inner
    : value;
}

function readField<T>(
  context: FieldContext,
  names: readonly string[],
  read: (value: RawValue, place: ExportPlace) => T | undefined,
  what: string,
): Field<T> {
  const found = find(context, names);
  if (found === undefined) return absent;
  const value = unwrap(found);
  const place = context.placeOf(value.place);
  if (value.kind === 'lost') return lostField(value.reason, place);
  if (value.kind === 'none' || (value.kind === 'list' && value.items.length === 0 && value.isComplete)) {
    return { status: 'unset', place };
  }
  const result = read(value, place);
  return result === undefined ? lostField(`it is not ${what}`, place) : { status: 'known', value: result, place };
}

export function textField(context: FieldContext, ...names: readonly string[]): Field<string> {
  return readField(
    context,
    names,
    (value) => textOf(value.kind === 'list' ? (value.items[0] ?? value) : value),
    'a text',
  );
}

export function flagField(context: FieldContext, ...names: readonly string[]): Field<boolean> {
  return readField(context, names, (value) => flagWords.get((textOf(value) ?? '').toLowerCase()), 'True or False');
}

/** @param members By the number that stands for each in an export without names. */
export function wordField<T extends string>(
  context: FieldContext,
  name: string,
  members: Readonly<Record<number, T>>,
): Field<T> {
  const words = Object.values(members);
  const read = (value: RawValue): T | undefined => {
    const text = textOf(value) ?? '';
    return /^\d+$/.test(text) ? members[Number(text)] : words.find((word) => word.toLowerCase() === text.toLowerCase());
  };
  // 0 stands for none of them.
  const value = find(context, [name]);
  const isZero = value !== undefined && textOf(unwrap(value)) === '0';
  if (isZero) return { status: 'unset', place: context.placeOf(value.place) };
  return readField(context, [name], read, `one of ${words.join(', ')}`);
}

const noItems = /^\{?\}?$/;

/** Where a list is one text: parted at commas and blanks, but for distinguished names. */
function splitText(text: string): readonly string[] {
  const inner = text.replace(/^\{(.*)\}$/s, '$1');
  if (/<[IS]>/i.test(inner)) return inner.split(/, (?=<I>|<S>|[\w.*-]+:)/);
  return inner.split(/[,\s]+/).filter((one) => one !== '');
}

export function listField(context: FieldContext, ...names: readonly string[]): Field<FieldList> {
  const found = find(context, names);
  if (found === undefined) return absent;
  const value = unwrap(found);
  const place = context.placeOf(value.place);
  if (value.kind === 'lost') return lostField(value.reason, place);
  if (value.kind === 'none') return { status: 'unset', place };
  if (value.kind !== 'list') {
    const text = textOf(value);
    if (text === undefined) return lostField('it is not a list', place);
    if (noItems.test(text)) return { status: 'unset', place };
    return {
      status: 'known',
      value: { items: splitText(text).map((item) => ({ text: item, place })), isComplete: true },
      place,
    };
  }
  const items: ListItem[] = [];
  let isComplete = value.isComplete;
  for (const item of value.items) {
    const text = textOf(item);
    if (text !== undefined) items.push({ text, place: context.placeOf(item.place) });
    else if (item.kind !== 'none') isComplete = false;
  }
  if (items.length === 0 && isComplete) return { status: 'unset', place };
  if (items.length === 0) return lostField('its members are not told', place);
  return { status: 'known', value: { items, isComplete }, place };
}

/** A set of flags: a number, or names with commas between them. @param flags By their bits. */
export function flagsField(
  context: FieldContext,
  name: string,
  flags: Readonly<Record<number, string>>,
): Field<FieldList> {
  const found = find(context, [name]);
  const value = found === undefined ? undefined : unwrap(found);
  const text = value === undefined ? undefined : textOf(value);
  if (value === undefined || text === undefined || !/^\d{1,9}$/.test(text)) {
    const list = listField(context, name);
    const isNone = list.status === 'known' && list.value.items.every((item) => item.text.toLowerCase() === 'none');
    return isNone ? { status: 'unset', place: list.place } : list;
  }
  const place = context.placeOf(value.place);
  const bits = Number(text);
  const items = Object.entries(flags).flatMap(([bit, word]) =>
    (bits & Number(bit)) === 0 ? [] : [{ text: word, place }],
  );
  return items.length === 0
    ? { status: 'unset', place }
    : { status: 'known', value: { items, isComplete: true }, place };
}

export function dateField(context: FieldContext, name: string): Field<number> {
  const inner = find(context, [name]);
  const value = inner?.kind === 'record' ? (inner.properties.get('value') ?? inner) : inner;
  if (value === undefined) return absent;
  const place = context.placeOf(value.place);
  if (value.kind === 'none') return { status: 'unset', place };
  const date = parseExportDate(textOf(value) ?? '', context.dateOrder);
  return date.status === 'parsed' ? { status: 'known', value: date.value, place } : lostField(date.reason, place);
}
