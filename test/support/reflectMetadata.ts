// The part of the reflect-metadata proposal that @peculiar/x509's dependency container asks for when it loads.
// Import it before @peculiar/x509.

type Metadata = Map<unknown, unknown>;

const metadata = new WeakMap<object, Metadata>();

function getOwnMetadata(key: unknown, target: object): unknown {
  return metadata.get(target)?.get(key);
}

function getMetadata(key: unknown, target: object): unknown {
  for (let holder: object | null = target; holder !== null; holder = Object.getPrototypeOf(holder) as object | null) {
    if (metadata.get(holder)?.has(key) === true) return getOwnMetadata(key, holder);
  }
  return undefined;
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
  const known = metadata.get(target) ?? new Map<unknown, unknown>();
  known.set(key, value);
  metadata.set(target, known);
}

if (!('getMetadata' in Reflect)) Object.assign(Reflect, { getMetadata, getOwnMetadata, defineMetadata });
