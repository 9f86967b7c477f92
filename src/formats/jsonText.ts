// JSON with comments and trailing commas → a tree that knows where each piece stands. Wraps the scanner of jsonc-parser.

import { createScanner } from 'jsonc-parser';
import type { TextPlace } from '../model/fleet.ts';
import type { JsonLiteral, JsonNode, JsonProperty } from './jsonTree.ts';
import { finishSteps } from './steps.ts';

export interface JsonProblem {
  /** One plain sentence. */
  readonly message: string;
  readonly place: TextPlace;
}

export interface JsonText {
  /** Undefined: there is no value at all. */
  readonly root?: JsonNode;
  readonly comments: readonly TextPlace[];
  readonly problems: readonly JsonProblem[];
}

/** Nothing sensible is nested deeper, and everything that walks the tree may use recursion. */
const maximumDepth = 64;

const maximumProblems = 200;

/** Between two pauses of `readJsonText`: well below a millisecond. */
const tokensPerStep = 500;

/** jsonc-parser's SyntaxKind, which exists in its types only. */
const kinds = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  string: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  space: 15,
  end: 17,
} as const;

/** By jsonc-parser's ScanError: the token is worthless. */
const tokenErrors: Readonly<Record<number, string>> = {
  1: 'This comment has no end.',
  2: 'This text has no closing quote.',
  3: 'This number has no end.',
  4: 'This is not a Unicode escape: four hexadecimal digits are expected.',
  5: 'This is not an escape that JSON knows.',
  6: 'A text holds no raw control character.',
};

interface Token extends TextPlace {
  readonly kind: number;
  /** Undefined of what is no value, or damaged. */
  readonly literal?: JsonLiteral;
}

/** What has to come next. `skip`: a damaged property goes on until its end. */
type Expected = 'name' | 'colon' | 'value' | 'separator' | 'skip';

interface OpenContainer {
  readonly kind: 'array' | 'object';
  readonly offset: number;
  readonly commas: number[];
  readonly items: JsonNode[];
  readonly properties: JsonProperty[];
  expected: Expected;
  /** A property whose value has not come yet. */
  pending?: { readonly name: string; readonly place: TextPlace } | undefined;
}

interface Parsing {
  readonly open: OpenContainer[];
  readonly problems: JsonProblem[];
  root?: JsonNode;
  /** The value of the whole text is complete, or there was something else in its place. */
  hasRoot: boolean;
}

function complain({ problems }: Parsing, message: string, { offset, length }: TextPlace): void {
  // What is wrong at one place is told once.
  if (problems.length >= maximumProblems || problems.at(-1)?.place.offset === offset) return;
  problems.push({ message, place: { offset, length } });
}

function settlePending(container: OpenContainer, value?: JsonNode): void {
  const { pending } = container;
  if (pending === undefined) return;
  container.pending = undefined;
  const { offset, length } = value ?? pending.place;
  container.properties.push({
    name: pending.name,
    namePlace: pending.place,
    offset: pending.place.offset,
    length: offset + length - pending.place.offset,
    ...(value === undefined ? {} : { value }),
  });
}

/** Undefined: there is a value, which cannot be read. */
function placeValue(parsing: Parsing, value: JsonNode | undefined): void {
  const container = parsing.open.at(-1);
  if (container === undefined) {
    parsing.hasRoot = true;
    if (value !== undefined) parsing.root = value;
  } else if (container.kind === 'object') {
    settlePending(container, value);
  } else if (value !== undefined) {
    container.items.push(value);
  }
}

function openContainer(parsing: Parsing, kind: OpenContainer['kind'], { offset }: TextPlace): void {
  const expected = kind === 'array' ? 'value' : 'name';
  parsing.open.push({ kind, offset, commas: [], items: [], properties: [], expected });
}

function closeContainer(parsing: Parsing, end: number): void {
  const container = parsing.open.pop();
  if (container === undefined) return;
  settlePending(container);
  const { kind, offset, commas, items, properties } = container;
  const whole = { offset, length: end - offset, commas };
  placeValue(parsing, kind === 'array' ? { kind, ...whole, items } : { kind, ...whole, properties });
}

function isOpening(kind: number): boolean {
  return kind === kinds.openBrace || kind === kinds.openBracket;
}

function isClosing(kind: number): boolean {
  return kind === kinds.closeBrace || kind === kinds.closeBracket;
}

function isPunctuation(kind: number): boolean {
  return isOpening(kind) || isClosing(kind) || kind === kinds.comma || kind === kinds.colon;
}

const valueExpected = 'A value is expected here.';
const colonExpected = 'A colon is expected here.';

/** A value begins, or something stands in its place that cannot be read. */
function takeValue(parsing: Parsing, token: Token): void {
  const container = parsing.open.at(-1);
  if (container !== undefined && container.expected !== 'skip') container.expected = 'separator';
  if (token.kind === kinds.openBrace) openContainer(parsing, 'object', token);
  else if (token.kind === kinds.openBracket) openContainer(parsing, 'array', token);
  else placeValue(parsing, token.literal);
}

function takeComma(parsing: Parsing, container: OpenContainer, token: Token): void {
  if (container.expected === 'value') complain(parsing, valueExpected, token);
  if (container.expected === 'colon') complain(parsing, colonExpected, token);
  if (container.expected === 'name') complain(parsing, 'The name of a property is expected here.', token);
  settlePending(container);
  container.commas.push(token.offset);
  container.expected = container.kind === 'array' ? 'value' : 'name';
}

/** The bracket of another kind closes what it was meant for, where there is such a one. */
function takeClosing(parsing: Parsing, token: Token): void {
  const kind = token.kind === kinds.closeBrace ? 'object' : 'array';
  const index = parsing.open.findLastIndex((container) => container.kind === kind);
  if (index < 0) {
    complain(parsing, 'This closes nothing.', token);
    return;
  }
  while (parsing.open.length > index + 1) {
    const missing = parsing.open.at(-1)?.kind === 'array' ? 'bracket' : 'brace';
    complain(parsing, `A closing ${missing} is expected here.`, token);
    closeContainer(parsing, token.offset);
  }
  const { expected } = parsing.open[index] ?? {};
  if (kind === 'object' && expected === 'value') complain(parsing, valueExpected, token);
  if (expected === 'colon') complain(parsing, colonExpected, token);
  closeContainer(parsing, token.offset + token.length);
}

function takeName(parsing: Parsing, container: OpenContainer, token: Token): void {
  const name = token.literal?.value;
  if (token.kind === kinds.string) {
    container.expected = 'colon';
    const { offset, length } = token;
    if (typeof name === 'string') container.pending = { name, place: { offset, length } };
    return;
  }
  complain(parsing, 'The name of a property, in double quotes, is expected here.', token);
  container.expected = 'skip';
  if (isOpening(token.kind)) takeValue(parsing, token);
}

function takeToken(parsing: Parsing, token: Token): void {
  const container = parsing.open.at(-1);
  if (container === undefined) {
    if (isClosing(token.kind)) takeClosing(parsing, token);
    else if (token.kind === kinds.comma || token.kind === kinds.colon) complain(parsing, valueExpected, token);
    else takeValue(parsing, token);
    return;
  }
  if (token.kind === kinds.comma) return takeComma(parsing, container, token);
  if (isClosing(token.kind)) return takeClosing(parsing, token);
  switch (container.expected) {
    case 'skip':
      if (isOpening(token.kind)) takeValue(parsing, token);
      return;
    case 'name':
      return takeName(parsing, container, token);
    case 'colon':
      if (token.kind === kinds.colon) {
        container.expected = 'value';
        return;
      }
      complain(parsing, colonExpected, token);
      settlePending(container);
      container.expected = 'skip';
      return takeToken(parsing, token);
    case 'value':
      if (token.kind === kinds.colon) complain(parsing, valueExpected, token);
      else takeValue(parsing, token);
      return;
    case 'separator':
      complain(parsing, 'A comma is expected here.', token);
      if (token.kind === kinds.colon) return;
      container.expected = container.kind === 'array' ? 'value' : 'name';
      return takeToken(parsing, token);
  }
}

function literalOf(kind: number, text: string): JsonLiteral['value'] | undefined {
  switch (kind) {
    case kinds.null:
      return null;
    case kinds.true:
      return true;
    case kinds.false:
      return false;
    case kinds.string:
      return text;
    case kinds.number:
      return Number.isFinite(Number(text)) ? Number(text) : undefined;
    default:
      return undefined;
  }
}

function finish(parsing: Parsing, comments: readonly TextPlace[], end: number): JsonText {
  while (parsing.open.length > 0) closeContainer(parsing, end);
  const { root, problems } = parsing;
  return { ...(root === undefined ? {} : { root }), comments, problems };
}

/** What is missing when the text is over. */
function complainOfEnd(parsing: Parsing, end: TextPlace): void {
  const innermost = parsing.open.at(-1);
  if (innermost?.expected === 'value' && innermost.kind === 'object') complain(parsing, valueExpected, end);
  else if (innermost?.expected === 'colon') complain(parsing, colonExpected, end);
  else if (innermost?.kind === 'array') complain(parsing, 'A closing bracket is expected here.', end);
  else if (innermost?.kind === 'object') complain(parsing, 'A closing brace is expected here.', end);
  else if (!parsing.hasRoot) complain(parsing, valueExpected, end);
}

/**
 * Reads step by step, so that a caller can do something else in between. Never throws: what cannot be read is told in
 * `problems`, and all around it is there.
 */
export function* readJsonText(text: string): Generator<void, JsonText> {
  const scanner = createScanner(text, false);
  const comments: TextPlace[] = [];
  const parsing: Parsing = { open: [], problems: [], hasRoot: false };
  for (let count = 1; ; count++) {
    if (count % tokensPerStep === 0) yield;
    const kind: number = scanner.scan();
    const offset = scanner.getTokenOffset();
    // The scanner takes a comment without an end for longer than the text.
    const place = { offset, length: Math.min(scanner.getTokenLength(), text.length - offset) };
    if (kind === kinds.lineBreak || kind === kinds.space) continue;
    const trouble = tokenErrors[scanner.getTokenError()];
    if (trouble !== undefined) complain(parsing, trouble, place);
    if (kind === kinds.end) {
      complainOfEnd(parsing, place);
      break;
    }
    if (kind === kinds.lineComment || kind === kinds.blockComment) {
      comments.push(place);
      continue;
    }
    const obstacle = parsing.hasRoot
      ? 'The file should end here.'
      : isOpening(kind) && parsing.open.length >= maximumDepth
        ? 'This is nested too deeply to be read.'
        : undefined;
    if (obstacle !== undefined) {
      complain(parsing, obstacle, place);
      break;
    }
    const value = trouble === undefined ? literalOf(kind, scanner.getTokenValue()) : undefined;
    const isStrange = value === undefined && !isPunctuation(kind);
    if (isStrange) complain(parsing, 'This is no part of JSON.', place);
    takeToken(parsing, {
      kind,
      ...place,
      ...(value === undefined ? {} : { literal: { kind: 'literal', value, ...place } }),
    });
  }
  return finish(parsing, comments, text.length);
}

/** All of it at one stretch. */
export function parseJsonText(text: string): JsonText {
  return finishSteps(readJsonText(text));
}
