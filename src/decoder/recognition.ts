// Finds the known errors in a passage, and of those that say the same the one that says most.

import type { MailErrorConfidence } from '../model/mailError.ts';
import { mailErrorEntries } from './entries.ts';
import type { EntryWeight, MailErrorEntry, Sign } from './entry.ts';
import type { Peeled } from './wrappers.ts';

export interface Recognised {
  readonly entry: MailErrorEntry;
  readonly confidence: Exclude<MailErrorConfidence, 'unknown'>;
  /** Of the words in the passage. */
  readonly from: number;
  readonly to: number;
}

export const weights: Readonly<Record<EntryWeight, number>> = { exact: 3, specific: 2, general: 1, beside: 0 };

export const sureness: Readonly<Record<MailErrorConfidence, number>> = {
  unknown: 0,
  possible: 1,
  likely: 2,
  certain: 3,
};

/** A passage without any of these holds no error that is known: most lines of a log end here. */
const worthReading =
  /[^\x00-\x7f]|[245]\d\d[ -]|unexpected|terminat|abort|drop|lost|lookup|look up|unreach|route|resol|unknown|missing|without|wrong|match|valid|errno|err_|incorrect|insufficient|memory|prison|postgrey|eof|broken|dane|dnssec|install|port |login|auth|spam|throttl|rate|full|too |loop|-98\d\d|deadline|repl|response|empty|curl|verbindung|warnung|zertifikat|anmeld|fehler|connexion|certificat|conexi|erro|connession|-1[02]0\d|out of|never|verify=|errors=|stat=|corrupt|handler|problem|support|credentials|self-?signed|revoked|policy|relay|command|listed|misconf|handshake|x{3}[a-z]|\d\.\d\.\d|fail|unable|cannot|can't|could not|not |denied|reject|tls|ssl|timed? ?out|timeout|alert|attr\d|prx|limit|block|x{6}|\*{10}|sts|xanonymous|0x800|(?:conn)?reset|defer|crossprem|exps|quota|hcw\d|must|clos(?:ed|ing)|exception|disconnect|expired|delivered|hello|refus|greeting|delivering|key |no |run connect/;

function asSign(sign: Sign | RegExp): Sign {
  return sign instanceof RegExp ? { text: sign } : sign;
}

const signsOf: readonly (readonly [MailErrorEntry, readonly Sign[]])[] = mailErrorEntries.map((entry) => [
  entry,
  entry.signs.map(asSign),
]);

function findSign(entry: MailErrorEntry, signs: readonly Sign[], text: string): Recognised | undefined {
  for (const { text: words, needs, lacks, confidence } of signs) {
    const match = words.exec(text);
    if (match === null) continue;
    if (needs?.test(text) === false || lacks?.test(text) === true) continue;
    const sure = confidence === undefined || confidence === 'unknown' ? entry.confidence : confidence;
    return { entry, confidence: sure, from: match.index, to: match.index + match[0].length };
  }
  return undefined;
}

/** A consequence gives way to its cause, of whatever weight. */
function withoutConsequences(found: readonly Recognised[]): readonly Recognised[] {
  const ids = new Set(found.map(({ entry }) => entry.id));
  return found.filter(({ entry }) => entry.givesWayTo?.some((id) => ids.has(id)) !== true);
}

/** What says less gives way to what says more; a remark gives way to everything. */
function withoutLesser(found: readonly Recognised[], { from, to }: Peeled): readonly Recognised[] {
  const most = Math.max(...found.map(({ entry }) => weights[entry.weight]));
  const isInside = (one: Recognised): boolean => one.from >= from - 16 && one.to <= to;
  const hasSpecific = most >= weights.specific;
  const general = found.filter(({ entry }) => entry.weight === 'general');
  const surest = Math.max(...general.map(({ confidence }) => sureness[confidence]));
  const kept = found.filter(({ entry, confidence }) => {
    if (entry.weight === 'beside') return most === weights.beside;
    return entry.weight !== 'general' || (!hasSpecific && sureness[confidence] === surest);
  });
  // Words that lie within the words of a longer find are part of it.
  const own = kept.filter(
    (one) =>
      !kept.some(
        (other) =>
          other !== one &&
          other.from <= one.from &&
          other.to >= one.to &&
          other.to - other.from > one.to - one.from &&
          weights[other.entry.weight] >= weights[one.entry.weight],
      ),
  );
  return [...own].sort(
    (one, other) =>
      weights[other.entry.weight] - weights[one.entry.weight] ||
      Number(isInside(other)) - Number(isInside(one)) ||
      other.from - one.from,
  );
}

/** Most specific first; of equals the innermost, then the last. */
export function recognise(text: string, peeled: () => Peeled): readonly Recognised[] {
  if (!worthReading.test(text)) return [];
  const found = signsOf.flatMap(([entry, signs]) => findSign(entry, signs, text) ?? []);
  return found.length === 0 ? [] : withoutLesser(withoutConsequences(found), peeled());
}
