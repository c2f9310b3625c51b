/**
 * Every text that can be reached from a value without running its methods: keys and values of own properties, hidden
 * ones and those of symbols included, what getters return, also those of prototypes, members of collections, bytes.
 */
export function visibleTexts(value: unknown): string[] {
  const texts: string[] = []
  const seen = new Set<object>()
  const waiting: unknown[] = [value]
  while (waiting.length > 0) {
    const next = waiting.pop()
    if (typeof next === 'string') texts.push(next)
    else if (typeof next === 'symbol') texts.push(String(next))
    else if (isHolder(next) && !seen.has(next)) {
      seen.add(next)
      const { keys, values } = membersOf(next)
      texts.push(...keys.map(String))
      waiting.push(...values)
    }
  }
  return texts
}

function isHolder(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}

function membersOf(holder: object): { keys: PropertyKey[]; values: unknown[] } {
  if (ArrayBuffer.isView(holder)) {
    return { keys: [], values: [Buffer.from(holder.buffer, holder.byteOffset, holder.byteLength).toString()] }
  }
  const own = Reflect.ownKeys(holder)
  const values = own.map((key) => read(holder, key))
  for (let prototype = Reflect.getPrototypeOf(holder); prototype; prototype = Reflect.getPrototypeOf(prototype)) {
    // What the platform gives to every object or function is no part of this one.
    if (prototype === Object.prototype || prototype === Function.prototype) break
    for (const key of Reflect.ownKeys(prototype)) {
      if (Reflect.getOwnPropertyDescriptor(prototype, key)?.get) values.push(read(holder, key))
    }
  }
  const isCollection = [Map, Set, Headers, URLSearchParams, FormData].some((kind) => holder instanceof kind)
  if (isCollection) values.push(...(holder as Iterable<unknown>)) // each of these is one
  return { keys: own, values }
}

function read(holder: object, key: PropertyKey): unknown {
  try {
    return Reflect.get(holder, key)
  } catch {
    // What cannot be read shows nothing.
    return undefined
  }
}
