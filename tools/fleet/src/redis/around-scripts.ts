import type { RedisClient } from '@auth/redis'

/** Sees a script of the store on its way: which one is told by how many values it is run with. */
export type Around = (values: number, send: () => Promise<unknown>) => Promise<unknown>

/** No other script has as many values: see the scripts of the store. */
export const valuesOf = { acquire: 4, replace: 7 } as const

/** A client whose scripts go through `around`. */
export function aroundScripts(client: RedisClient, around: Around): RedisClient {
  const names = ['eval', 'evalSha', 'evalsha', 'customCommand']
  return new Proxy(client, {
    get(target, name) {
      const member = Reflect.get(target, name, target)
      if (typeof member !== 'function') return member
      if (!names.includes(String(name))) return member.bind(target)
      return (...parameters: unknown[]) => around(countValues(parameters), () => member.apply(target, parameters))
    },
  })
}

/** How many values a script is run with, as each client passes them. */
function countValues([first, second, ...rest]: readonly unknown[]): number {
  if (typeof second === 'object' && second !== null && 'arguments' in second) {
    return Array.isArray(second.arguments) ? second.arguments.length : 0
  }
  return Array.isArray(first) ? countValues(first.slice(1)) : rest.length - Number(second)
}
