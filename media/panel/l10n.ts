// The page's texts in the person's language, and numbers and dates as that language writes them.

import type { Texts } from './state.ts';

let texts: Texts = {};
let tag = 'en';

/** Takes the dictionary and the language that the extension put into the page. Anything else than texts is passed over. */
export function useLanguage(language: string, dictionary: unknown): void {
  tag = Intl.getCanonicalLocales(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language) ? language : 'en')[0] ?? 'en';
  const entries = typeof dictionary === 'object' && dictionary !== null ? Object.entries(dictionary) : [];
  texts = Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** `{0}`, `{1}` … stand for the values. The message is the English text and the key at once. */
export function t(message: string, ...values: readonly (string | number)[]): string {
  const text = Object.hasOwn(texts, message) ? (texts[message] ?? message) : message;
  return text.replace(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}

export function formatNumber(value: number, digits = 0): string {
  return new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

/** "12 days" in whole units. */
export function formatUnit(count: number, unit: 'day' | 'month' | 'year'): string {
  return new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** "in 12 days", "3 months ago"; negative counts are past. */
export function formatRelative(count: number, unit: Intl.RelativeTimeFormatUnit): string {
  return new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }).format(count, unit);
}

/** Day and time where the person is; the text itself where it is no time. */
export function formatTime(time: string): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return time;
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** A day in UTC, as certificates count; the text itself where it is no time. */
export function formatDate(time: string): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return time;
  return new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeZone: 'UTC' }).format(at);
}

/** "a, b and c"; English as these texts write it, without a comma before the last. */
export function formatList(words: readonly string[]): string {
  return new Intl.ListFormat(tag === 'en' || tag === 'en-US' ? 'en-GB' : tag, { type: 'conjunction' }).format(words);
}
