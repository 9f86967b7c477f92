// A text that was decoded, with the place in the input from which each of its characters comes.

export interface MappedText {
  readonly text: string;
  /** One more than there are characters: the last is where the text ends in the input. */
  readonly offsets: Uint32Array;
}

export interface MappedTextWriter {
  /** Each of its UTF-16 code units comes from the same place. */
  readonly put: (text: string, offset: number) => void;
  /** Of what has been put. */
  readonly length: () => number;
  readonly finish: (end: number) => MappedText;
}

/** @param capacity At most so many characters are taken; what comes later is left out. */
export function openMappedText(capacity: number): MappedTextWriter {
  const offsets = new Uint32Array(capacity + 1);
  const pieces: string[] = [];
  let length = 0;
  return {
    put: (text, offset) => {
      if (length + text.length > capacity) return;
      pieces.push(text);
      for (let index = 0; index < text.length; index++) offsets[length + index] = offset;
      length += text.length;
    },
    length: () => length,
    finish: (end) => {
      offsets[length] = end;
      return { text: pieces.join(''), offsets: offsets.subarray(0, length + 1) };
    },
  };
}

export function plainMappedText(text: string): MappedText {
  return { text, offsets: Uint32Array.from({ length: text.length + 1 }, (_, index) => index) };
}

/** Behind the last character of a range stands the place where that character's source ends: at the next one's. */
export function offsetIn({ offsets }: MappedText, index: number): number {
  return offsets[Math.min(index, offsets.length - 1)] ?? 0;
}

function indexAt(offsets: Uint32Array, place: number): number {
  let [low, high] = [0, offsets.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((offsets[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands decoded for a stretch of the input. */
export function textBetween({ text, offsets }: MappedText, from: number, to: number): string {
  return text.slice(indexAt(offsets, from), indexAt(offsets, to));
}
