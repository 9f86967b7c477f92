// What an owner demands of an endpoint and accepts of it: "expect" and "accept" of a fleet file ⇄ EndpointPolicy.

import type { Acceptance, EndpointPolicy, Expectations } from '../model/fleet.ts';
import { tlsVersions } from '../model/tls.ts';
import { dayMs, formatDay, parseDay } from './day.ts';
import { checkNames, quoted, readText, readWhole, readWord } from './entryProblem.ts';
import type { Complain, JsonPath } from './entryProblem.ts';
import { printableText } from './printable.ts';
import { isRecord } from './record.ts';

export const expectationNames = ['minimumTls', 'issuer', 'fingerprint', 'daysBeforeExpiry'] as const;

export const acceptanceNames = ['rule', 'until', 'reason'] as const;

/** An acceptance is a promise to look again: it lasts a year at most. */
export const longestAcceptanceDays = 366;

const mostAcceptances = 100;

/** SHA-256 in hexadecimal, with or without colons, in any case → pairs in upper case parted by colons. */
function parseFingerprint(text: string): string | undefined {
  const digits = text.replace(/[:\s]/g, '');
  if (!/^[0-9a-f]{64}$/i.test(digits)) return undefined;
  return (digits.toUpperCase().match(/../g) ?? []).join(':');
}

function readFingerprint(value: unknown, path: JsonPath, complain: Complain): string | undefined {
  const fingerprint = typeof value === 'string' ? parseFingerprint(value) : undefined;
  if (fingerprint !== undefined) return fingerprint;
  const isSha1 = typeof value === 'string' && /^(?:[0-9a-f]{2}[:\s]?){20}$/i.test(value.trim());
  const message = isSha1
    ? 'This is a SHA-1 fingerprint. What is compared is that of SHA-256, with 64 hexadecimal digits.'
    : '"fingerprint" is not a SHA-256 fingerprint: 64 hexadecimal digits, with or without colons.';
  complain({ severity: 'warning', message, path });
  return undefined;
}

export function readExpectations(value: unknown, path: JsonPath, complain: Complain): Expectations {
  if (!isRecord(value)) {
    complain({ severity: 'warning', message: `"${path.at(-1) ?? ''}" is not an object.`, path });
    return {};
  }
  checkNames(Object.keys(value), expectationNames, '"expect"', path, complain);
  const at = (name: (typeof expectationNames)[number]): JsonPath => [...path, name];
  const { minimumTls, issuer, fingerprint, daysBeforeExpiry } = value;
  const parts = {
    minimumTls: minimumTls === undefined ? undefined : readWord(minimumTls, tlsVersions, at('minimumTls'), complain),
    issuer: issuer === undefined ? undefined : readText(issuer, 300, at('issuer'), complain),
    fingerprint: fingerprint === undefined ? undefined : readFingerprint(fingerprint, at('fingerprint'), complain),
    daysBeforeExpiry:
      daysBeforeExpiry === undefined
        ? undefined
        : readWhole(daysBeforeExpiry, [0, 3_650], at('daysBeforeExpiry'), complain),
  };
  return {
    ...(parts.minimumTls === undefined ? {} : { minimumTls: parts.minimumTls }),
    ...(parts.issuer === undefined ? {} : { issuer: printableText(parts.issuer, 300) }),
    ...(parts.fingerprint === undefined ? {} : { fingerprint: parts.fingerprint }),
    ...(parts.daysBeforeExpiry === undefined ? {} : { daysBeforeExpiry: parts.daysBeforeExpiry }),
  };
}

function readUntil(value: unknown, today: string, path: JsonPath, complain: Complain): string | undefined {
  const day = typeof value === 'string' ? parseDay(value.trim()) : undefined;
  if (typeof value !== 'string' || day === undefined) {
    const message = `${quoted(value)} is not a day: it is written YYYY-MM-DD.`;
    complain({ severity: 'warning', message, path });
    return undefined;
  }
  const now = parseDay(today) ?? day;
  if (day - now > longestAcceptanceDays * dayMs) {
    const latest = formatDay(now + longestAcceptanceDays * dayMs);
    const message = `A finding can be accepted for ${longestAcceptanceDays} days at most, which is until ${latest} today.`;
    complain({ severity: 'warning', message, path, instead: latest });
    return undefined;
  }
  if (day < now) complain({ severity: 'note', message: `This has ended: it held until ${value.trim()}.`, path });
  return value.trim();
}

function readRule(value: unknown, path: JsonPath, complain: Complain): string | undefined {
  const isRuleId = typeof value === 'string' && /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)+$/.test(value);
  if (isRuleId && value.length <= 100) return value;
  const message = `${quoted(value)} is not the name of a rule, such as "starttls/not-offered".`;
  complain({ severity: 'warning', message, path });
  return undefined;
}

function readAcceptance(value: unknown, today: string, path: JsonPath, complain: Complain): Acceptance | undefined {
  if (!isRecord(value)) {
    complain({ severity: 'warning', message: 'This is not an object with "rule", "until" and "reason".', path });
    return undefined;
  }
  checkNames(Object.keys(value), acceptanceNames, 'An accepted finding', path, complain);
  const missing = acceptanceNames.filter((name) => value[name] === undefined);
  if (missing.length > 0) {
    const message = `Nothing is accepted here: ${missing.map((name) => `"${name}"`).join(' and ')} must be given.`;
    complain({ severity: 'warning', message, path });
  }
  const read = <T>(name: string, reader: (value: unknown, path: JsonPath) => T | undefined): T | undefined =>
    value[name] === undefined ? undefined : reader(value[name], [...path, name]);
  const rule = read('rule', (one, at) => readRule(one, at, complain));
  const until = read('until', (one, at) => readUntil(one, today, at, complain));
  const reason = read('reason', (one, at) => readText(one, 500, at, complain));
  if (rule === undefined || until === undefined || reason === undefined) return undefined;
  return { rule, until, reason: printableText(reason, 500) };
}

export function readAcceptances(
  value: unknown,
  today: string,
  path: JsonPath,
  complain: Complain,
): readonly Acceptance[] {
  if (!Array.isArray(value)) {
    complain({ severity: 'warning', message: `"${path.at(-1) ?? ''}" is not a list.`, path });
    return [];
  }
  if (value.length > mostAcceptances) {
    const message = `Only the first ${mostAcceptances} are read.`;
    complain({ severity: 'warning', message, path: [...path, mostAcceptances] });
  }
  return value
    .slice(0, mostAcceptances)
    .map((one, index) => readAcceptance(one, today, [...path, index], complain))
    .filter((one) => one !== undefined);
}

/** "expect" and "accept" as a file has them; left out where there is nothing to say. */
export function policyRecord(policy: EndpointPolicy | undefined): Readonly<Record<string, unknown>> {
  if (policy === undefined) return {};
  return {
    ...(Object.keys(policy.expectations).length === 0 ? {} : { expect: policy.expectations }),
    ...(policy.accepted.length === 0 ? {} : { accept: policy.accepted }),
  };
}
