// The transcript: what was said, when, by whom, with the findings at the lines they are about.

import type { Finding } from '../../src/model/finding.ts';
import type { TranscriptLine } from '../../src/model/transcript.ts';
import { button, element, jumpTo, section, syncChildren } from './element.ts';
import { findingId, severityIcons } from './findings.ts';
import { icon } from './icons.ts';
import type { Intent, PageState } from './state.ts';
import { chooseLines, formatBytes, longestShownText } from './transcriptLines.ts';

const marks: Readonly<Record<TranscriptLine['speaker'], readonly [mark: string, spoken: string]>> = {
  server: ['S', 'Server'],
  client: ['C', 'Client'],
  probe: ['', 'Probe'],
};

interface Row {
  readonly signature: string;
  readonly nodes: readonly HTMLElement[];
}

function lineId(number: number): string {
  return `line-${number}`;
}

/** "TLS 1.3 · X25519 · TLS_AES_256_GCM_SHA384": what the line across says. */
function sessionText({ assessment }: PageState): string {
  const handshake = assessment?.evidence.handshake;
  if (handshake?.status !== 'known') return 'encrypted from here';
  const { version, keyExchange, cipherSuite } = handshake.value;
  const group = keyExchange.group ?? keyExchange.kind.toUpperCase();
  return `${version.replace(/^TLSv(\d)$/, 'TLSv$1.0').replace('TLSv', 'TLS ')} · ${group} · ${cipherSuite.standardName}, encrypted from here`;
}

export interface TranscriptView {
  readonly root: HTMLElement;
  readonly render: (state: PageState) => void;
  readonly showLine: (line: number) => void;
}

class TranscriptList {
  readonly list = element('ol', { class: 'lines', role: 'list' });
  readonly #rows = new Map<string, Row>();
  readonly #whole = new Set<number>();
  #state: PageState | undefined;
  showsAll = false;
  showsBytes = false;

  render(state: PageState): void {
    if (state.key !== this.#state?.key) this.#rows.clear();
    this.#state = state;
    const findings = state.isRunning ? [] : (state.assessment?.findings ?? []);
    const wanted = new Set(findings.flatMap(({ where }) => (where.line === undefined ? [] : [where.line])));
    const tlsLine = this.#tlsLine(state);
    const nodes: HTMLElement[] = [];
    for (const part of chooseLines(state.lines.length, wanted, this.showsAll)) {
      if (part.kind === 'gap') {
        nodes.push(...this.#reuse(`gap-${part.from}`, String(part.to), () => [this.#gap(part.from, part.to)]));
        continue;
      }
      const line = state.lines[part.number - 1];
      if (line === undefined) continue;
      const here = findings.flatMap((finding, index) =>
        finding.where.line === line.number ? [{ finding, index }] : [],
      );
      const isTlsStart = line.number === tlsLine;
      const isWhole = this.#whole.has(line.number);
      const codes = here.map(({ finding, index }) => `${index} ${finding.rule}`);
      const signature = JSON.stringify([line.text, line.ending, isTlsStart, isWhole, this.showsBytes, codes]);
      const make = (): HTMLElement[] => [this.#line(line, here, isTlsStart ? sessionText(state) : undefined, isWhole)];
      nodes.push(...this.#reuse(lineId(line.number), signature, make));
    }
    syncChildren(this.list, nodes);
  }

  refresh(): void {
    if (this.#state !== undefined) this.render(this.#state);
  }

  #tlsLine({ isRunning, assessment }: PageState): number | undefined {
    const handshake = isRunning ? undefined : assessment?.evidence.handshake;
    return handshake?.status === 'known' ? handshake.value.line : undefined;
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
      this.showsAll = true;
      this.refresh();
    };
    const label = `Show ${(to - from + 1).toLocaleString('en')} more lines (${from} to ${to})`;
    return element('li', { class: 'gap' }, button(label, show, { class: 'link' }));
  }

  #line(
    line: TranscriptLine,
    here: readonly { readonly finding: Finding; readonly index: number }[],
    tlsText: string | undefined,
    isWhole: boolean,
  ): HTMLElement {
    const [mark, spoken] = marks[line.speaker];
    const gravest = here[0]?.finding.severity;
    const row = element(
      'li',
      {
        class: `line line-${line.speaker}${line.encrypted ? ' is-encrypted' : ''}${tlsText === undefined ? '' : ' tls-start'}`,
        id: lineId(line.number),
      },
      element('span', { class: 'number', 'aria-hidden': 'true' }, String(line.number)),
      element('span', { class: 'at', 'aria-hidden': 'true' }, line.at.toFixed(1)),
      element(
        'span',
        { class: 'mark' },
        element('span', { 'aria-hidden': 'true' }, mark),
        element('span', { class: 'spoken' }, `Line ${line.number}, ${spoken}: `),
      ),
      element('span', { class: 'said' }, this.#text(line, gravest, tlsText, isWhole)),
    );
    for (const { finding, index } of here) row.append(this.#message(finding, index));
    return row;
  }

  #text(
    line: TranscriptLine,
    severity: string | undefined,
    tlsText: string | undefined,
    isWhole: boolean,
  ): HTMLElement {
    const isLong = line.text.length > longestShownText && !isWhole;
    const text = tlsText ?? (isLong ? line.text.slice(0, longestShownText) : line.text);
    const said = element(
      'span',
      {},
      element('span', severity === undefined ? {} : { class: `squiggle squiggle-${severity}` }, text),
    );
    if (isLong) {
      const show = (): void => {
        this.#whole.add(line.number);
        this.refresh();
      };
      const rest = (line.text.length - longestShownText).toLocaleString('en');
      said.append(button(`… ${rest} more characters`, show, { class: 'link' }));
    }
    if (line.speaker === 'server' && line.ending !== 'crlf') {
      said.append(element('span', { class: 'ending' }, line.ending === 'lf' ? 'ends with LF only' : 'no line end'));
    }
    if (this.showsBytes && line.speaker !== 'probe') {
      said.append(element('span', { class: 'bytes' }, formatBytes(line.text, line.ending)));
    }
    return said;
  }

  #message(finding: Finding, index: number): HTMLElement {
    const link = button(finding.title, () => jumpTo(findingId(index)), { class: 'link' });
    return element(
      'span',
      { class: `message message-${finding.severity}` },
      icon(severityIcons[finding.severity], 14),
      link,
    );
  }
}

function emptyText(state: PageState): string {
  if (state.isRunning) return 'Waiting for the first line.';
  return state.assessment === undefined ? 'What is said appears here, line by line.' : 'Nothing was said.';
}

export function openTranscript(send: (intent: Intent) => void): TranscriptView {
  const { root, heading, body } = section('transcript', 'Transcript');
  const rows = new TranscriptList();
  const aside = element('span', { class: 'aside' });
  const bytes = button(
    'Show Bytes',
    () => {
      rows.showsBytes = !rows.showsBytes;
      bytes.setAttribute('aria-pressed', String(rows.showsBytes));
      rows.refresh();
    },
    { class: 'small', 'aria-pressed': 'false' },
  );
  const copy = button('Copy', () => send({ kind: 'copy-transcript' }), {
    class: 'small',
    'aria-label': 'Copy the transcript',
  });
  const open = button('Open as Document', () => send({ kind: 'open-transcript' }), { class: 'small' });
  heading.append(aside, element('span', { class: 'tools' }, bytes, copy, open));
  const empty = element('p', { class: 'quiet' });
  const frame = element('div', { class: 'lines-frame' }, empty, rows.list);
  body.append(frame);
  return {
    root,
    render: (state) => {
      empty.textContent = emptyText(state);
      empty.hidden = state.lines.length > 0;
      copy.disabled = state.lines.length === 0;
      open.disabled = state.lines.length === 0;
      aside.textContent =
        state.lines.length === 0
          ? ''
          : `${state.lines.length.toLocaleString('en')} lines, milliseconds since the start`;
      rows.render(state);
    },
    showLine: (line) => jumpTo(lineId(line)),
  };
}
