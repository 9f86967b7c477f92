// This machine's clock is off, so dates look wrong that are right.

import type { Clue } from '../model/cause.ts';
import { rfc } from '../formats/citations.ts';
import { formatFix } from '../formats/fix.ts';
import { quote } from '../formats/quoting.ts';
import { readServerTime } from '../formats/serverTime.ts';
import type { ServerTime } from '../formats/serverTime.ts';
import { formatSpan } from '../formats/validity.ts';
import { factOf, findingOf, strong, weak } from './cause.ts';
import type { Case, Cause } from './cause.ts';

const hourMs = 3_600_000;

function serverTimeOf(subject: Case): { readonly told: ServerTime; readonly apart: number } | undefined {
  const told = readServerTime(factOf(subject, 'greeting'));
  if (told === undefined) return undefined;
  return { told, apart: Math.abs(told.time - Date.parse(subject.result.startedAt)) };
}

function apartClue(subject: Case): Clue | undefined {
  const times = serverTimeOf(subject);
  return times === undefined || times.apart < 24 * hourMs
    ? undefined
    : strong(
        `The server says it is ${quote(times.told.seen)}, ${formatSpan(times.apart)} away from the clock of this machine.`,
        {
          line: times.told.line,
        },
      );
}

function togetherClue(subject: Case): Clue | undefined {
  const times = serverTimeOf(subject);
  return times === undefined || times.apart >= hourMs
    ? undefined
    : strong(`The server says it is ${quote(times.told.seen)}, and this machine's clock agrees.`, {
        line: times.told.line,
      });
}

function notYetClue(subject: Case): Clue | undefined {
  const finding = findingOf(subject, 'certificate/not-yet-valid');
  return finding === undefined
    ? undefined
    : weak(
        'Authorities date certificates back, so one from the future speaks for a clock that is behind.',
        finding.where,
      );
}

export const clockWrongHere: Cause = {
  id: 'clock-wrong-here',
  title: "This machine's clock is wrong",
  meaning:
    'Dates of certificates are held against the clock of the machine that looks. When that clock is off, good certificates look expired or not yet valid.',
  explains: ['certificate/expired', 'certificate/not-yet-valid', 'certificate/intermediate-expired'],
  fix: formatFix({
    first:
      'Compare the clock with a time server, and let it be kept (w32tm /query /status and w32tm /resync on Windows, timedatectl on Linux). Exchange in a domain takes its time from the domain controllers.',
  }),
  sources: [rfc(5280, '6.1.3')],
  examine: (subject) => ({
    evidenceFor: [apartClue(subject), notYetClue(subject)],
    evidenceAgainst: [togetherClue(subject)],
    nextTest: { text: 'Compare the clock of this machine with a time server, or probe from another machine.' },
  }),
};
