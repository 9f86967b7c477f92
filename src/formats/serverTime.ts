// The time that a server tells in its greeting: Exchange, Exim and Sendmail do so by default.

import type { Greeting } from '../model/smtp.ts';

/** RFC 5322 section 3.3, as greetings have it; the comment behind the zone is left out. */
const dateTime = /\b(?:[A-Z][a-z]{2}, )?(\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d) ([+-]\d{4}|GMT|UTC)\b/;

export interface ServerTime {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly seen: string;
  readonly line: number;
}

export function readServerTime(greeting: Greeting | undefined): ServerTime | undefined {
  for (const [index, text] of (greeting?.reply.lines ?? []).entries()) {
    const [seen, moment, zone] = dateTime.exec(text.slice(0, 500)) ?? [];
    if (seen === undefined) continue;
    const time = Date.parse(`${moment} ${zone}`);
    if (!Number.isNaN(time)) return { time, seen, line: (greeting?.reply.firstLine ?? 1) + index };
  }
  return undefined;
}
