// Dates of certificates, held against the time of the probe.

import type { ProbeResult } from '../model/assessment.ts';
import type { Certificate } from '../model/certificate.ts';

export const dayMs = 86_400_000;

export interface ValidityPeriod {
  readonly from: number;
  readonly until: number;
}

/** Milliseconds since 1970, or undefined when a date could not be read: never taken for valid. */
export function validityPeriod(certificate: Certificate): ValidityPeriod | undefined {
  const from = Date.parse(certificate.notBefore);
  const until = Date.parse(certificate.notAfter);
  return Number.isNaN(from) || Number.isNaN(until) ? undefined : { from, until };
}

export const unreadableDates = 'The dates of the certificate could not be read.';

export function probedAt(result: ProbeResult): number {
  return Date.parse(result.startedAt);
}

/** `2026-03-15 12:00 UTC` */
export function formatTime(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** "3 days", "1 day", "5 hours": the larger unit that fits. */
export function formatSpan(milliseconds: number): string {
  const days = Math.floor(milliseconds / dayMs);
  if (days >= 1) return days === 1 ? '1 day' : `${days} days`;
  const hours = Math.max(1, Math.floor(milliseconds / 3_600_000));
  return hours === 1 ? '1 hour' : `${hours} hours`;
}
