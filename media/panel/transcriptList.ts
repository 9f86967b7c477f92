// The lines of the transcript as rows. A row is made anew only when something in it changes.

import type { Finding } from '../../src/model/finding.ts';
import type { TranscriptLine } from '../../src/model/transcript.ts';
import { button, element, jumpTo, syncChildren } from './element.ts';
import { offendingRange } from './findingOrder.ts';
import { severityIcons } from './findings.ts';
import { icon } from './icons.ts';
import { findingId, lineId } from './ids.ts';
import { formatNumber, t } from './l10n.ts';
import type { PageState } from './state.ts';
import { chooseLines, formatBytes, longestShownText } from './transcriptLines.ts';
import { segmentsOf } from './transcriptSearch.ts';
import type { MarkedRange, Match } from './transcriptSearch.ts';

function speakerWords(speaker: TranscriptLine['speaker']): readonly [mark: string, spoken: string] {
  switch (speaker) {
    case 'server':
      return ['S', t('Server')];
    case 'client':
      return ['C', t('Client')];
    case 'probe':
      return ['', t('Probe')];
  }
}

/** So many lines that a person went to stay drawn in the middle of a long transcript. */
const maximumRevealed = 20;

interface Row {
  readonly signature: string;
  readonly nodes: readonly HTMLElement[];
}

interface PlacedFinding {
  readonly finding: Finding;
  readonly index: number;
}

/** Everything that a row shows beside its line. */
interface RowParts {
  readonly here: readonly PlacedFinding[];
  /** What the rule across says, where TLS starts. */
  readonly tlsText: string | undefined;
  readonly isWhole: boolean;
  readonly marks: readonly MarkedRange[];
}

/** "TLS 1.3 · X25519 · TLS_AES_256_GCM_SHA384": what the line across says. */
function sessionText({ assessment }: PageState): string {
  const handshake = assessment?.evidence.handshake;
  if (handshake?.status !== 'known') return t('encrypted from here');
  const { version, keyExchange, cipherSuite } = handshake.value;
  const group = keyExchange.group ?? keyExchange.kind.toUpperCase();
  const name = version.replace(/^TLSv(\d)$/, 'TLSv$1.0').replace('TLSv', 'TLS ');
  return t('{0}, encrypted from here', `${name} · ${group} · ${cipherSuite.standardName}`);
}

export class TranscriptList {
  readonly list = element('ol', { class: 'lines', role: 'list' });
  readonly #rows = new Map<string, Row>();
  readonly #whole = new Set<number>();
  /** Lines shown although they are in the middle of a long transcript. */
  readonly #revealed = new Set<number>();
  #marks = new Map<number, MarkedRange[]>();
  #state: PageState | undefined;
  #showsAll = false;
  showsBytes = false;

  render(state: PageState): void {
    if (state.lines.length < (this.#state?.lines.length ?? 0)) this.#revealed.clear();
    this.#state = state;
    const findings = state.isRunning ? [] : (state.assessment?.findings ?? []);
    const byLine = new Map<number, PlacedFinding[]>();
    for (const [index, finding] of findings.entries()) {
      const { line } = finding.where;
      if (line !== undefined) byLine.set(line, [...(byLine.get(line) ?? []), { finding, index }]);
    }
    const wanted = new Set([...this.#revealed, ...byLine.keys()]);
    const tlsLine = tlsLineOf(state);
    const nodes: HTMLElement[] = [];
    for (const part of chooseLines(state.lines.length, wanted, this.#showsAll)) {
      if (part.kind === 'gap') {
        nodes.push(...this.#reuse(`gap-${part.from}`, String(part.to), () => [this.#gap(part.from, part.to)]));
        continue;
      }
      const line = state.lines[part.number - 1];
      if (line === undefined) continue;
      const parts: RowParts = {
        here: byLine.get(line.number) ?? [],
        tlsText: line.number === tlsLine ? sessionText(state) : undefined,
        isWhole: this.#whole.has(line.number),
        marks: this.#marks.get(line.number) ?? [],
      };
      const codes = parts.here.map(({ finding, index }) => `${index} ${finding.rule} ${finding.severity}`);
      const { text, ending } = line;
      const signature = JSON.stringify([text, ending, { ...parts, here: codes }, this.showsBytes]);
      nodes.push(...this.#reuse(lineId(line.number), signature, () => [this.#line(line, parts)]));
    }
    syncChildren(this.list, nodes);
  }

  refresh(): void {
    if (this.#state !== undefined) this.render(this.#state);
  }

  /** Marks what a search found, and draws the current match also where lines are left out. */
  mark(matches: readonly Match[], current: Match | undefined): void {
    this.#marks = new Map();
    for (const match of matches) {
      const ranges = this.#marks.get(match.line) ?? [];
      ranges.push({ kind: match === current ? 'current' : 'match', from: match.from, to: match.to });
      this.#marks.set(match.line, ranges);
    }
    if (current !== undefined) {
      this.#show(current.line);
      if (current.to > longestShownText) this.#whole.add(current.line);
    }
    this.refresh();
  }

  /** Draws a line that may be in the middle of a long transcript. */
  reveal(line: number): void {
    this.#show(line);
    this.refresh();
  }

  #show(line: number): void {
    this.#revealed.delete(line);
    this.#revealed.add(line);
    const oldest = [...this.#revealed][0];
    if (oldest !== undefined && this.#revealed.size > maximumRevealed) this.#revealed.delete(oldest);
  }

  #reuse(id: string, signature: string, make: () => HTMLElement[]): readonly HTMLElement[] {
    const known = this.#rows.get(id);
    if (known?.signature === signature) return known.nodes;
    const nodes = make();
    this.#rows.set(id, { signature, nodes });
    return nodes;
  }

  #gap(from: number, to: number): HTMLElement {
    const show = (): void => {
      this.#showsAll = true;
      this.refresh();
      document.getElementById(lineId(from))?.scrollIntoView({ block: 'nearest' });
    };
    const label = t('Show {0} more lines ({1} to {2})', formatNumber(to - from + 1), from, to);
    return element('li', { class: 'gap' }, button(label, show, { class: 'link' }));
  }

  #line(line: TranscriptLine, parts: RowParts): HTMLElement {
    const [mark, spoken] = speakerWords(line.speaker);
    const { here, tlsText } = parts;
    const encrypted = line.encrypted ? ' is-encrypted' : '';
    const row = element(
      'li',
      {
        class: `line line-${line.speaker}${encrypted}${tlsText === undefined ? '' : ' tls-start'}`,
        id: lineId(line.number),
      },
      element('span', { class: 'number', 'aria-hidden': 'true' }, String(line.number)),
      element('span', { class: 'at', 'aria-hidden': 'true' }, formatNumber(line.at, 1)),
      element(
        'span',
        { class: 'mark' },
        element('span', { 'aria-hidden': 'true' }, mark),
        element('span', { class: 'spoken' }, t('Line {0}, {1}: ', line.number, spoken)),
      ),
      element('span', { class: 'said' }, this.#text(line, parts)),
    );
    for (const { finding, index } of here) row.append(message(finding, index));
    return row;
  }

  #text(line: TranscriptLine, { here, tlsText, isWhole, marks }: RowParts): HTMLElement {
    const isLong = line.text.length > longestShownText && !isWhole;
    const text = tlsText ?? (isLong ? line.text.slice(0, longestShownText) : line.text);
    const gravest = here[0]?.finding;
    const offences = here.map(({ finding }): MarkedRange => {
      const [from, to] = tlsText === undefined ? offendingRange(line.text, finding.text) : [0, text.length];
      return { kind: 'offence', from, to };
    });
    const segments = segmentsOf(text, tlsText === undefined ? [...offences, ...marks] : offences);
    const said = element(
      'span',
      {},
      ...segments.map(({ text: piece, kinds }) => {
        const squiggle = kinds.includes('offence') ? `squiggle squiggle-${gravest?.severity ?? 'note'}` : '';
        if (kinds.includes('current')) return element('mark', { class: `current ${squiggle}` }, piece);
        if (kinds.includes('match')) return element('mark', { class: squiggle }, piece);
        return squiggle === '' ? piece : element('span', { class: squiggle }, piece);
      }),
    );
    if (isLong) {
      const show = (): void => {
        this.#whole.add(line.number);
        this.refresh();
      };
      const rest = formatNumber(line.text.length - longestShownText);
      said.append(button(t('… {0} more characters', rest), show, { class: 'link' }));
    }
    if (line.speaker === 'server' && line.ending !== 'crlf') {
      const ending = line.ending === 'lf' ? t('ends with LF only') : t('no line end');
      said.append(element('span', { class: 'ending' }, ending));
    }
    if (this.showsBytes && line.speaker !== 'probe') {
      said.append(element('span', { class: 'bytes' }, formatBytes(line.text, line.ending)));
    }
    return said;
  }
}

function tlsLineOf({ isRunning, assessment }: PageState): number | undefined {
  const handshake = isRunning ? undefined : assessment?.evidence.handshake;
  return handshake?.status === 'known' ? handshake.value.line : undefined;
}

function message(finding: Finding, index: number): HTMLElement {
  const link = button(finding.title, () => jumpTo(findingId(index)), { class: 'link' });
  const sign = finding.accepted === undefined ? severityIcons[finding.severity] : 'accepted';
  return element('span', { class: `message message-${finding.severity}` }, icon(sign, 14), link);
}
