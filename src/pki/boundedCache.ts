// A map of bounded size that forgets what was used longest ago.

export interface BoundedCache<V> {
  readonly get: (key: string) => V | undefined;
  readonly set: (key: string, value: V) => void;
  readonly size: () => number;
}

export function createBoundedCache<V>(maximum: number): BoundedCache<V> {
  const entries = new Map<string, V>();
  return {
    get: (key) => {
      const value = entries.get(key);
      if (value === undefined) return undefined;
      // A Map keeps the order of insertion: what is put in again becomes the youngest.
      entries.delete(key);
      entries.set(key, value);
      return value;
    },
    set: (key, value) => {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size <= maximum) return;
      for (const oldest of entries.keys()) {
        entries.delete(oldest);
        return;
      }
    },
    size: () => entries.size,
  };
}
