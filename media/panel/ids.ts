// The ids of what links on the page lead to.

export const firstFixId = 'first-fix';

/** By its index in the assessment. */
export function findingId(index: number): string {
  return `finding-${index}`;
}

/** By its index in the assessment. */
export function causeId(index: number): string {
  return `cause-${index}`;
}

/** By its number, from 1. */
export function lineId(number: number): string {
  return `line-${number}`;
}

/** By its index in the chain as sent. */
export function certificateId(index: number): string {
  return `certificate-${index}`;
}
