// One error that was found in a passage → what is told of it.

import { printableText } from '../formats/printable.ts';
import { tlsModeFor } from '../formats/targetText.ts';
import type {
  MailErrorExplanation,
  MailErrorWrapper,
  NamedPeer,
  SuggestedProbe,
  TextRange,
} from '../model/mailError.ts';
import { readEntity } from './foldedText.ts';
import { offsetIn, textBetween } from './mappedText.ts';
import type { MappedText } from './mappedText.ts';
import { foldedOffset } from './passages.ts';
import type { Passage } from './passages.ts';
import { readPeer } from './peers.ts';
import type { Recognised } from './recognition.ts';
import { readSpeaker } from './speakers.ts';
import { describeStatus, readStatus } from './statusCodes.ts';
import type { Peeled } from './wrappers.ts';

/** What an explanation is made from. */
export interface Found {
  readonly input: string;
  /** Decoded, in the letters of the input. */
  readonly part: MappedText;
  readonly folded: MappedText;
  readonly passage: Passage;
  /** Taken off when it is first asked for: most passages of a log hold no error. */
  readonly peeled: () => Peeled;
}

const longestQuote = 400;

function inputRange({ input, folded, passage }: Found, from: number, to: number): TextRange {
  const start = offsetIn(folded, foldedOffset(passage, from));
  const last = foldedOffset(passage, Math.max(from, to - 1));
  const place = offsetIn(folded, last);
  // A sign that was written as several, such as &quot;, ends where the next begins.
  const isPlain = input[place]?.toLowerCase() === folded.text[last];
  return { from: start, to: Math.max(start, isPlain ? place + 1 : offsetIn(folded, last + 1)) };
}

/** Behind it stands the next field of a delivery status (RFC 3464 section 2), the next part, or the next line of a log. */
const clauseEnd =
  /[.;] |["()[\]{}<>|]|'(?![a-z])|,,| (?:--[\w.=/+-]{8,70} |(?:final-recipient|original-recipient|action|status|remote-mta|last-attempt-date|will-retry-until|reporting-mta|arrival-date|x-[a-z-]{3,40}) ?: )| (?:[a-z]{3} {1,2}\d{1,2} [\d:]{8}|[\d-]{10}[t ][\d:]{8}\S{0,20}) (?:[\w.-]{1,80} [a-z][\w./-]{1,60}\[\d|1[0-9a-z]{5}-[0-9a-z]{6,11}-)/;
const clauseStart = /(?:[.;:] |["()[\]{}<>|]|(?<![a-z])'|,,)(?!.*(?:[.;:] |["()[\]{}<>|]|(?<![a-z])'|,,))/s;

/** The clause around the words, within the wrapper that holds them; a reply begins with its codes. */
function quotedRange(
  text: string,
  { from, to }: Pick<Recognised, 'from' | 'to'>,
  peeled: Peeled,
): readonly [number, number] {
  const isInside = from >= peeled.from && to <= peeled.to;
  const [low, high] = isInside ? [peeled.from, peeled.to] : [0, text.length];
  const before = text.slice(Math.max(low, from - 100), from);
  const cut = clauseStart.exec(before);
  const start = cut === null ? (from - low <= 100 ? low : from) : from - before.length + cut.index + cut[0].length;
  const codesBefore = text.slice(Math.max(0, start - 24), start);
  const [codes = ''] = /(?:[245]\d\d[ -])?(?:#?[245]\.\d{1,3}\.\d{1,3}[ :,]{0,2})?$/.exec(codesBefore) ?? [];
  const after = text.slice(to, Math.min(high, to + 200));
  const end = clauseEnd.exec(after);
  return [start - codes.length, to + (end === null ? (after.length < 200 ? after.length : 0) : end.index)];
}

function wrappersOf(found: Found): readonly MailErrorWrapper[] {
  const { passage } = found;
  const peeled = found.peeled();
  return peeled.layers.map((layer, index) => {
    const next = peeled.layers[index + 1];
    const peer = readPeer(
      `${passage.text.slice(layer.from, layer.insideFrom)} ${next === undefined ? passage.text.slice(layer.from, layer.to + 200) : passage.text.slice(layer.insideFrom, next.from)}`,
    );
    return {
      kind: layer.kind,
      ...(layer.code === undefined ? {} : { code: layer.code }),
      ...(layer.enhancedCode === undefined ? {} : { enhancedCode: layer.enhancedCode }),
      ...peer,
      range: inputRange(found, layer.from, layer.to),
    };
  });
}

/** The name goes before the address, which may be of another machine behind it. */
function suggestProbe(peer: NamedPeer, why: string | undefined): SuggestedProbe | undefined {
  const host = peer.host ?? peer.address;
  if (host === undefined || why === undefined) return undefined;
  const port = peer.port ?? 25;
  return { endpoint: { host, port, tlsMode: tlsModeFor(port) }, why };
}

function lineOf(input: string, offset: number): number {
  let line = 1;
  for (let at = input.indexOf('\n'); at !== -1 && at < offset; at = input.indexOf('\n', at + 1)) line++;
  return line;
}

function partsOf(
  found: Found,
  from: number,
  to: number,
): Pick<MailErrorExplanation, 'innermost' | 'wrappers' | 'line' | 'count'> {
  const range = inputRange(found, from, to);
  const text = printableText(
    textBetween(found.part, range.from, range.to)
      .replace(/&#?[a-z\d]{1,7};/gi, (entity) => readEntity(entity, 0)?.text ?? entity)
      .replace(/\s+/g, ' ')
      .replace(/^[\s,:;*•>-]+|[\s*-]+$/g, ''),
    longestQuote,
  );
  return { innermost: { text, range }, wrappers: wrappersOf(found), line: lineOf(found.input, range.from), count: 1 };
}

export function explainFind(found: Found, one: Recognised): MailErrorExplanation {
  const { entry, confidence } = one;
  const { text } = found.passage;
  const [start, end] = quotedRange(text, one, found.peeled());
  const speaker = readSpeaker(text);
  const probe = suggestProbe(readPeer(text), entry.probe);
  return {
    id: entry.id,
    ...(entry.row === undefined ? {} : { row: entry.row }),
    title: entry.title,
    meaning: entry.meaning,
    confidence,
    isAboutTls: entry.isAboutTls,
    ...partsOf(found, start, end),
    ...readStatus(`${text.slice(start, end)} `),
    ...(speaker === undefined ? {} : { speaker }),
    causes: entry.causes,
    lookAt: entry.lookAt,
    fix: entry.fix,
    ...(probe === undefined ? {} : { probe }),
    sources: entry.sources,
    rules: entry.rules,
  };
}

/** Words that are not known: what can be said all the same. */
export function explainUnknown(found: Found): MailErrorExplanation {
  const { passage } = found;
  const peeled = found.peeled();
  const inside = passage.text.slice(peeled.from, peeled.to);
  const status = readStatus(`${inside} `);
  const speaker = readSpeaker(passage.text);
  const parts = [
    'These words are not known, so no cause is named.',
    describeStatus(status) ?? 'There is no reply code in them.',
    speaker === undefined ? 'Who wrote them cannot be told.' : `By its form the text is from ${speaker}.`,
  ];
  const probe = suggestProbe(
    readPeer(passage.text),
    'shows whether TLS with this host works now, whatever the text means',
  );
  return {
    id: 'unknown',
    title: 'An error that is not known here',
    meaning: parts.join(' '),
    confidence: 'unknown',
    isAboutTls: false,
    ...partsOf(found, peeled.from, Math.min(peeled.to, peeled.from + longestQuote)),
    ...status,
    ...(speaker === undefined ? {} : { speaker }),
    causes: [],
    lookAt: ['The protocol log of the server that wrote the text, at the same second.'],
    fix: '',
    ...(probe === undefined ? {} : { probe }),
    sources: [],
    rules: [],
  };
}
