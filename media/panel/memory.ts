// What the page keeps while it is hidden or the window reloads: where it was scrolled to, what stood open. Pure.

export interface Kept {
  /** Of the endpoint. */
  readonly key?: string;
  /** Of a past result. */
  readonly result?: string;
  readonly product?: string;
  readonly scroll?: number;
  readonly showsBytes?: boolean;
  readonly query?: string;
  /** By the id of what folds: whether it is open. */
  readonly open?: Readonly<Record<string, boolean>>;
}

/** More than anybody opens on one page. */
const maximumFolds = 200;

export interface Memory {
  readonly kept: () => Kept;
  readonly keep: (change: Kept) => void;
  readonly isOpen: (id: string, byDefault: boolean) => boolean;
  readonly setOpen: (id: string, isOpen: boolean) => void;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is of use in a saved state; nothing of one that is none. */
export function parseKept(value: unknown): Kept {
  if (!isRecord(value)) return {};
  const { key, result, product, scroll, showsBytes, query, open } = value;
  const folds = isRecord(open)
    ? Object.entries(open).filter((one): one is [string, boolean] => one[1] === true || one[1] === false)
    : [];
  return {
    ...(typeof key === 'string' ? { key } : {}),
    ...(typeof result === 'string' ? { result } : {}),
    ...(typeof product === 'string' ? { product } : {}),
    ...(typeof scroll === 'number' && scroll >= 0 ? { scroll } : {}),
    ...(typeof showsBytes === 'boolean' ? { showsBytes } : {}),
    ...(typeof query === 'string' ? { query: query.slice(0, 200) } : {}),
    ...(folds.length > 0 ? { open: Object.fromEntries(folds.slice(-maximumFolds)) } : {}),
  };
}

/** `save` is called with the whole state whenever it changes. */
export function openMemory(saved: unknown, save: (kept: Kept) => void): Memory {
  let kept = parseKept(saved);
  const keep = (change: Kept): void => {
    kept = parseKept({ ...kept, ...change });
    save(kept);
  };
  return {
    kept: () => kept,
    keep,
    isOpen: (id, byDefault) => (Object.hasOwn(kept.open ?? {}, id) ? (kept.open?.[id] ?? byDefault) : byDefault),
    setOpen: (id, isOpen) => {
      const others = Object.entries(kept.open ?? {}).filter(([name]) => name !== id);
      keep({ open: Object.fromEntries([...others, [id, isOpen]]) });
    },
  };
}
